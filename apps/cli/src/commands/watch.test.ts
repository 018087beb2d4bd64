import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, type SimServer } from '@of/sim'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finished, type Finished, of, start } from '../testing/of-process.ts'

let server: SimServer
let directory: string

beforeAll(async () => {
  server = await startServer({ seed: 7, startUs: Date.now() * 1e3 })
  directory = await mkdtemp(join(tmpdir(), 'of-watch-'))
})

afterAll(async () => {
  await server.close()
  await rm(directory, { recursive: true })
})

/** Watches until something has been printed, and ends it as Ctrl-C does. */
async function watchUntil(pattern: RegExp, ...args: readonly string[]): Promise<Finished> {
  const child = start(['watch', 'BTC-USD', 'ETH-USD', '--url', server.url, ...args])
  const ending = finished(child)
  let printed = ''
  while (!pattern.test(printed)) {
    const [chunk] = await once(child.stdout, 'data', { signal: AbortSignal.timeout(20_000) })
    printed += String(chunk)
  }
  child.kill('SIGINT')
  return await ending
}

describe('of watch', () => {
  it('prints a line a product a second where nobody sits at a terminal, and says first that it is simulated', async () => {
    const { exitCode, stdout, stderr } = await watchUntil(/ETH-USD price=.*\n[^]*ETH-USD price=.*\n/)
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3}Z SIMULATED source="simulator at ws:/)
    for (const product of ['BTC-USD', 'ETH-USD']) {
      const own = lines.filter((line) => line.includes(`${product} price=`))
      expect(own.length).toBeGreaterThanOrEqual(1)
      expect(own.at(-1)).toMatch(
        /^\S+Z \S+ price=(\d+\.\d\d|null) spread_bps=\S+ imb10=[+-]0\.\d{3} .* signal=\S+ health=synced lag_ms=\d+$/,
      )
    }
    // oxlint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/\u001B/)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  it('prints a JSON object a product a second, with every feature or the reason why not, and records what it sees', async () => {
    const out = join(directory, 'recorded')
    const { exitCode, stdout } = await watchUntil(/\n[^]*\n[^]*\n/, '--json', '--record', out)
    const [first] = stdout.split('\n').map((line): unknown => (line === '' ? undefined : JSON.parse(line)))
    expect(first).toMatchObject({ product: expect.stringMatching(/^(BTC|ETH)-USD$/), simulated: true, book: 'synced', decision: null })
    expect(first).toMatchObject({ features: { mid: expect.any(Number), ofiMomentum: null }, reasons: { ofiMomentum: expect.any(String) } })
    expect(exitCode).toBe(0)
    expect(await readdir(out)).toContain('manifest.json')
    const again = await of(['analyze', out, '--json', '--product', 'BTC-USD'])
    expect(JSON.parse(again.stdout)).toMatchObject({ product: 'BTC-USD', simulated: true })
  })

  it('refuses a product that nothing is called', async () => {
    const { exitCode, stderr } = await of(['watch', 'B T C', '--url', server.url])
    expect(stderr).toContain('expected product ids')
    expect(exitCode).toBe(64)
  })
})
