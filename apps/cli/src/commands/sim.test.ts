import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startServer } from '@of/sim'
import { describe, expect, it } from 'vitest'
import { finished, of, start } from '../testing/of-process.ts'

interface Line {
  readonly kind: string
  readonly restUrl?: string
  readonly products?: readonly string[]
}

/** Runs `of sim --json` until enough of its lines have been read, then stops it. */
async function linesOf(
  args: readonly string[],
  isEnough: (lines: readonly Line[]) => boolean | Promise<boolean>,
): Promise<readonly Line[]> {
  const child = start(['sim', '--port', '0', '--json', ...args])
  const ending = finished(child)
  const lines: Line[] = []
  for await (const text of createInterface(child.stdout)) {
    lines.push(JSON.parse(text))
    if (await isEnough(lines)) break
  }
  child.kill('SIGINT')
  const { exitCode, stderr } = await ending
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return lines
}

describe('of sim --out', () => {
  it('writes a session that is read like any recording, the same frames each time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'of-sim-'))
    try {
      const write = async (name: string) =>
        await of(['sim', '--out', join(folder, name), '--for', '5s', '--product', 'BTC-USD', '--levels', '20', '--json'])
      const [first, second] = await Promise.all([write('a'), write('b')])
      expect(first).toMatchObject({ exitCode: 0, stderr: '' })
      expect(JSON.parse(first.stdout)).toMatchObject({ simulated: true, seed: 42, segments: 1 })
      expect(JSON.parse(second.stdout).entries).toBe(JSON.parse(first.stdout).entries)
      const [analysed, again] = await Promise.all(['a', 'b'].map((name) => of(['analyze', join(folder, name), '--json'])))
      expect(JSON.parse(analysed!.stdout)).toMatchObject({ product: 'BTC-USD', simulated: true, quality: { sequenceGaps: 0 } })
      expect(again!.stdout).toBe(analysed!.stdout)
      expect(await write('a')).toMatchObject({ exitCode: 73 })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('says what a span and a time are', async () => {
    const refused = await of(['sim', '--out', 'nowhere', '--for', 'a day'])
    expect(refused).toMatchObject({
      exitCode: 64,
      stderr: expect.stringContaining('--for: expected a span such as 10m or 24h, received a day'),
    })
    expect(await of(['sim', '--for', '1m'])).toMatchObject({
      exitCode: 64,
      stderr: expect.stringContaining('--for: has no meaning without --out'),
    })
  })
})

describe('of sim', () => {
  it('serves a venue that tells the truth, until Ctrl-C', async () => {
    let truth: unknown
    const lines = await linesOf(['--product', 'BTC-USD,SOL-USD', '--levels', '20'], async ([first]) => {
      const answer = await fetch(new URL('/_sim/truth?product=SOL-USD', first?.restUrl ?? ''))
      truth = await answer.json()
      return true
    })
    expect(lines[0]).toMatchObject({ kind: 'listening', simulated: true, products: ['BTC-USD', 'SOL-USD'], seed: 42, speed: 1 })
    expect(truth).toMatchObject({ simulated: true, product: 'SOL-USD' })
  })

  it('lets things go wrong at the rate that is asked for, and tells each', async () => {
    // A venue nobody is connected to is bitten by what needs no connection: requests.
    const lines = await linesOf(['--faults', '6000', '--products', '2', '--speed', '4'], async (sofar) => {
      await fetch(new URL('/products/P001-USD', sofar[0]?.restUrl ?? '')).catch(() => undefined)
      return sofar.some(({ kind }) => kind === 'fault')
    })
    expect(lines.find(({ kind }) => kind === 'fault')).toMatchObject({ fault: { kind: expect.stringMatching(/^rest-/) } })
    expect(lines.find(({ kind }) => kind === 'status')).toMatchObject({ connections: [], faults: { waiting: expect.any(Number) } })
  })

  it('says what it is and how to point a client at it', async () => {
    const child = start(['sim', '--port', '0'])
    const ending = finished(child)
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGINT')
    const { stdout } = await ending
    expect(stdout).toMatch(/^SIMULATED Coinbase, not a market · seed 42 · speed 1\n/)
    expect(stdout).toMatch(/\n {2}of watch BTC-USD --url ws:\/\/127\.0\.0\.1:\d+\n/)
  })

  it.concurrent.each([
    [['--port', '99999'], '--port: expected a number from 0 to 65535, received 99999'],
    [['--seed', '1.5'], '--seed: expected a whole number from 0 to 2147483648, received 1.5'],
    [['--speed', '0'], '--speed: expected a number from 0.01 to 1000, received 0'],
    [['--quirks', '2'], '--quirks: expected a number from 0 to 1, received 2'],
    [['--product', 'bitcoin'], '--product: expected a product such as BTC-USD, received BITCOIN'],
    [['--product', 'BTC-USD', '--products', '3'], '--product and --products: expected one of them, received both'],
    [['--products', '2', '--levels', '49999'], 'levels must be an integer from 2 to'],
  ])('refuses %j', async (args, complaint) => {
    const { exitCode, stderr, stdout } = await of(['sim', '--port', '0', ...args])
    expect(stderr).toContain(complaint)
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' })
  })

  it('names a port that is taken', async () => {
    const other = await startServer({ seed: 1, startUs: Date.now() * 1_000 })
    const { exitCode, stderr } = await of(['sim', '--port', new URL(other.restUrl).port])
    await other.close()
    expect(stderr).toContain('of sim --port 0')
    expect(stderr).toContain('code E_CANNOT_SERVE · exit 69')
    expect(exitCode).toBe(69)
  })
})
