import { type SimServer, startServer } from '@of/sim'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finished, of, start } from '../testing/of-process.ts'

interface Result {
  readonly checks: readonly { readonly name: string; readonly verdict: string; readonly detail: string; readonly remedy: string | null }[]
}

let server: SimServer
beforeAll(async () => {
  // The limits of the venue are those of one address, which these tests share.
  server = await startServer({ seed: 11, startUs: Date.now() * 1_000, limits: false })
})
afterAll(async () => {
  await server.close()
})

function verdictOf(stdout: string, check: string): string | undefined {
  const { checks }: Result = JSON.parse(stdout)
  return checks.find(({ name }) => name === check)?.verdict
}

/** What a venue has sent, as it says itself. */
async function framesOf({ restUrl }: SimServer): Promise<number> {
  const answer = await fetch(new URL('/_sim/status', restUrl))
  const { connections }: { readonly connections: readonly { readonly frames: number }[] } = JSON.parse(await answer.text())
  return connections.reduce((sum, { frames }) => sum + frames, 0)
}

describe('of doctor', () => {
  it.concurrent('passes a healthy venue, and says that it is simulated', async () => {
    const { exitCode, stderr, stdout } = await of(['doctor', '--url', server.url, '--for', '6s'])
    expect(stdout).toMatch(/^of doctor · BTC-USD · ws:\/\/127\.0\.0\.1:\d+ · [67] s\n▞▞▞ SIMULATED {2}not a market/)
    expect(stdout).toMatch(/\n {2}PASS {2}connect +open after \d+ ms, 1 connection\n/)
    expect(stdout).toMatch(/\n {2}PASS {2}features +\d+ of \d+ populated, \d+ warming up \(/)
    expect(stdout).toMatch(/\n0 failed, \d warnings?, \d+ passed · exit 0\n$/)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  it.concurrent('fails a venue whose trades carry the wrong side', async () => {
    const wrong = await startServer({ seed: 12, startUs: Date.now() * 1_000 })
    wrong.injector.schedule({ kind: 'flipped-sides', atUs: Date.now() * 1_000, product: 'BTC-USD', durationUs: 60_000_000 })
    const { exitCode, stderr, stdout } = await of(['doctor', '--url', wrong.url, '--for', '6s', '--json'])
    await wrong.close()
    expect(verdictOf(stdout, 'aggressor-audit')).toBe('fail')
    expect(verdictOf(stdout, 'features')).toBe('fail')
    expect(verdictOf(stdout, 'book')).toBe('pass')
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      products: ['BTC-USD'],
      source: wrong.url,
      simulated: true,
      complete: true,
      exit: 1,
    })
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
  })

  it.concurrent('warns of a clock that is wrong', async () => {
    const late = await startServer({ seed: 13, startUs: (Date.now() - 60_000) * 1_000 })
    const { exitCode, stdout } = await of(['doctor', '--url', late.url, '--for', '3s', '--json'])
    await late.close()
    expect(verdictOf(stdout, 'clock')).toBe('warn')
    expect(verdictOf(stdout, 'latency')).toBe('warn')
    expect(exitCode).toBe(0)
  })

  it.concurrent('tells what it has found so far at Ctrl-C, and that it is not all', async () => {
    const own = await startServer({ seed: 14, startUs: Date.now() * 1_000 })
    const child = start(['doctor', '--url', own.url, '--for', '1h'])
    const ending = finished(child)
    await expect.poll(() => framesOf(own)).toBeGreaterThan(10)
    child.kill('SIGINT')
    const { exitCode, stderr, stdout } = await ending
    await own.close()
    expect(stdout).toMatch(/ · \d s of 1h, stopped: not complete\n/)
    expect(stdout).toMatch(/passed · exit 130\n$/)
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: '' })
  })

  it.concurrent('walks the way to a venue that cannot be reached', async () => {
    const { exitCode, stdout } = await of(['doctor', '--url', server.url.replace('ws:', 'wss:'), '--json'])
    expect(verdictOf(stdout, 'connect')).toBe('fail')
    expect(verdictOf(stdout, 'tcp')).toBe('pass')
    expect(verdictOf(stdout, 'tls')).toBe('fail')
    expect(JSON.parse(stdout)).toMatchObject({ simulated: null, exit: 69 })
    expect(exitCode).toBe(69)
  })

  it.concurrent('takes the way alone with --net', async () => {
    const { exitCode, stdout } = await of(['doctor', '--net', '--url', server.url])
    expect(stdout).toContain('· the way there\n')
    expect(stdout).toMatch(/\n0 failed, 0 warnings, 6 passed · exit 0\n$/)
    expect(exitCode).toBe(0)
  })

  it.concurrent.each([
    [['--for', '0s'], '--for: expected a span of 1s to 596h, received 0s'],
    [['--for', 'soon'], '--for: expected a span'],
    [['--backfill', '12h'], '--backfill: expected 24h or none, received 12h'],
    [['--url', 'http://x'], '--url: expected ws://… or wss://…, received http://x'],
    [['--url', 'ws://127.0.0.1:1', '--key-file', 'k.json'], '--key-file: the key is for Coinbase alone'],
    [['--key-file', '/nowhere/key.json'], 'unreadable key file: /nowhere/key.json (ENOENT)'],
  ])('refuses %j', async (args, complaint) => {
    const { exitCode, stderr, stdout } = await of(['doctor', ...args])
    expect(stderr).toContain(complaint)
    expect(stdout).toBe('')
    expect(exitCode).toBeGreaterThanOrEqual(64)
  })

  it.concurrent('never prints a key', async () => {
    const { exitCode, stderr, stdout } = await of(['doctor'], {
      env: { COINBASE_KEY_NAME: 'my-key-name', COINBASE_KEY_SECRET: 'my-secret' },
    })
    expect(stderr).toContain('code E_CREDENTIALS · exit 64')
    expect(stdout + stderr).not.toMatch(/my-key-name|my-secret/)
    expect(exitCode).toBe(64)
  })
})
