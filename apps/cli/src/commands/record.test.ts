import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import { type SimServer, startServer } from '@of/sim'
import { readManifest } from '@of/tape'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Host } from '../host.ts'
import { finished, of, start } from '../testing/of-process.ts'
import { recordCommand, type RecordOptions } from './record.ts'

const folder = mkdtempSync(join(tmpdir(), 'of-record-'))
let server: SimServer
beforeAll(async () => {
  // The limits of the venue are those of one address, which these tests share.
  server = await startServer({ seed: 11, startUs: Date.now() * 1_000, limits: false })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

let count = 0
function newDirectory(): string {
  return join(folder, `recording-${++count}`)
}

function record(directory: string, ...options: readonly string[]): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  return of(['record', 'BTC-USD', '--out', directory, '--url', server.url, ...options])
}

/** What an open segment holds by now: its end is not written yet. */
function writtenSoFar(segment: string): string {
  return existsSync(segment) ? gunzipSync(readFileSync(segment), { finishFlush: constants.Z_SYNC_FLUSH }).toString() : ''
}

describe('of record PRODUCT… --out DIR', () => {
  it('records for a time, and what it recorded replays to the digest that was taken live', async () => {
    const out = newDirectory()
    const { exitCode, stderr, stdout } = await record(out, '--duration', '4s', '--digest')
    expect(stdout).toMatch(
      /recording-\d+ · SIMULATED · BTC-USD\n\d\.\d s · \d+ frames · \d\.\d MB in 1 segment · closed\nmissed: 0 gaps · /,
    )
    expect(stdout).toMatch(/\ndigest [0-9a-f]{64} of [1-5] events? \(every 1 s, preset default\)\n$/)
    expect(stderr).toContain('note: ws1: connected\n')
    expect(exitCode).toBe(0)
    expect(await readManifest(out)).toMatchObject({ state: 'closed', simulated: true, source: 'coinbase', code: { name: '@of/cli' } })

    for (const speed of ['max', '20']) {
      const replay = await of(['replay', out, '--digest', '--speed', speed])
      expect(replay.stdout).toBe(`${stdout.trimEnd().split('\n').at(-1)}, equal to that of the manifest\n`)
      expect({ ...replay, stdout: '' }).toMatchObject({ exitCode: 0, stderr: '' })
    }
  })

  it.concurrent('ends with a whole recording and a summary at Ctrl-C', async () => {
    const out = newDirectory()
    const child = start(['record', 'BTC-USD', 'ETH-USD', '--out', out, '--url', server.url, '--json'])
    const ending = finished(child)
    const segment = join(out, 'segment-000001.of.gz')
    await expect.poll(() => writtenSoFar(segment)).toContain(' ws1 {"channel":"l2_data"')
    child.kill('SIGINT')
    const { exitCode, stdout } = await ending
    expect(exitCode).toBe(0)
    const summary: unknown = JSON.parse(stdout)
    expect(summary).toMatchObject({
      schema: 1,
      directory: out,
      simulated: true,
      state: 'closed',
      products: ['BTC-USD', 'ETH-USD'],
      digest: null,
    })
    expect(summary).toMatchObject({ segments: 1, missed: { gaps: 0, lostFrames: 0, overruns: 0 } })
    const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'))
    expect(manifest.segments).toMatchObject([{ state: 'closed', connections: { ws1: { firstSequence: 0 } } }])
    expect((summary as { frames: number }).frames).toBe(manifest.segments[0].frames)
  })

  it.concurrent('ends at a size', async () => {
    const out = newDirectory()
    const { exitCode, stdout } = await record(out, '--size', '40kB', '--json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).bytes).toBeGreaterThanOrEqual(40_000)
  })

  it.concurrent('records the channels asked for, and the heartbeats', async () => {
    const out = newDirectory()
    await record(out, '--duration', '2s', '--channels', 'market_trades,ticker')
    const { stdout } = await of(['analyze', out, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ simulated: true, book: { state: 'absent' } })
  })

  it.concurrent('refuses to write over a recording', async () => {
    const out = newDirectory()
    await record(out, '--duration', '1s')
    const before = readFileSync(join(out, 'manifest.json'))
    const { exitCode, stderr } = await record(out, '--duration', '1s')
    expect(exitCode).toBe(73)
    expect(stderr).toContain(`error: ${out}: already holds a recording\n`)
    expect(readFileSync(join(out, 'manifest.json'))).toEqual(before)
  })

  it.concurrent('says when nothing came', async () => {
    const out = newDirectory()
    const { exitCode, stderr, stdout } = await of([
      'record',
      'BTC-USD',
      '--out',
      out,
      '--url',
      'ws://127.0.0.1:1',
      '--simulated',
      '--duration',
      '2s',
    ])
    expect(stdout).toBe('')
    expect(stderr).toContain('code E_NOTHING_RECEIVED · exit 69')
    expect(stderr).toContain('connection refused')
    expect(exitCode).toBe(69)
    expect(existsSync(out)).toBe(false)
  })

  it.concurrent('gives up where nobody answers, and leaves the place free for another attempt', async () => {
    const out = newDirectory()
    const { exitCode, stderr, stdout } = await of(['record', 'BTC-USD', '--out', out, '--url', 'ws://nowhere.invalid', '--simulated'])
    expect(stderr).toContain('error: cannot reach nowhere.invalid (')
    expect({ exitCode, stdout }).toEqual({ exitCode: 69, stdout: '' })
    expect(existsSync(out)).toBe(false)
  })

  it.each<[string, Partial<RecordOptions>, string]>([
    ['a server that is not there', { url: 'ws://127.0.0.1:2' }, 'cannot reach 127.0.0.1:2 (connection refused)'],
    ['Coinbase as a simulator', { simulated: true }, '--simulated: Coinbase is no simulator'],
    ['an address of another kind', { url: 'http://127.0.0.1:1' }, '--url: expected ws://… or wss://…, received http://127.0.0.1:1'],
    ['a time that is none', { duration: 'soon' }, '--duration: expected a span of 1s to 596h, received soon'],
    ['a time no timer waits for', { duration: '999h' }, '--duration: expected a span of 1s to 596h, received 999h'],
    ['a size that is none', { size: 'much' }, '--size: expected a size, received much'],
    [
      'a channel that there is not',
      { channels: 'level2,weather' },
      '--channels: expected some of level2, market_trades, ticker, candles, received weather',
    ],
    ['an unknown preset', { preset: 'x' }, '--preset: expected brief or default, received x'],
  ])('refuses %s, before it does anything', async (_title, options, complaint) => {
    const out = newDirectory()
    const untouched = {} as Host
    await expect(recordCommand(['BTC-USD'], { out, preset: 'default', ...options }, untouched)).rejects.toThrow(complaint)
    expect(existsSync(out)).toBe(false)
  })

  it.concurrent('refuses what no product is called, before it writes anything', async () => {
    const out = newDirectory()
    const { exitCode, stderr } = await of(['record', 'BTC/USD', '--out', out, '--url', server.url])
    expect(stderr).toContain('products: expected product ids, received "BTC/USD"')
    expect(exitCode).toBe(64)
    expect(existsSync(out)).toBe(false)
  })

  it.concurrent('does not take a simulator for a market, even when told to', async () => {
    const { exitCode, stderr } = await record(newDirectory(), '--no-simulated', '--duration', '1s')
    expect(stderr).toContain('says that it is a simulator')
    expect(exitCode).toBe(64)
  })
})
