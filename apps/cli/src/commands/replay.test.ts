import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { presets } from '@of/signals'
import { openRecorder } from '@of/tape'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplePath } from '../sample.ts'
import { asText, header, madeUpLines } from '../testing/made-up-recording.ts'
import { inProcess } from '../testing/in-process.ts'
import type { Host } from '../host.ts'
import { finished, of, start } from '../testing/of-process.ts'
import { replayCommand } from './replay.ts'
import type { ReplayOptions } from './replay-options.ts'

const folder = mkdtempSync(join(tmpdir(), 'of-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))
const inFolder = { cwd: folder }

writeFileSync(join(folder, 'minutes.of'), asText(madeUpLines(130)))

/** The made-up recording as a directory of three segments, that says what it must come to. */
async function recordedAs(name: string, sha256?: string): Promise<string> {
  const recorder = await openRecorder({
    directory: join(folder, name),
    header: { source: 'coinbase', simulated: true },
    code: { name: 'made-up', version: '0' },
    segmentUs: 50_000_000,
  })
  for (const line of madeUpLines(130).slice(1)) {
    const [timeUs = '', connection = '', ...frame] = line.split(' ')
    await recorder.write([{ kind: 'frame', connection, receivedUs: Number(timeUs), frame: Buffer.from(frame.join(' ')) }])
  }
  await recorder.close(sha256 === undefined ? {} : { digest: { everyUs: 1_000_000, preset: 'default', events: 1, sha256 } })
  return name
}

/** The digest of the made-up recording. */
let sha256 = ''
beforeAll(async () => {
  const { stdout } = await of(['replay', 'minutes.of', '--digest'], inFolder)
  sha256 = /^digest ([0-9a-f]{64}) of 132 events \(every 1 s, preset default\)\n$/.exec(stdout)![1]!
})

describe('of replay RECORDING', () => {
  it.concurrent('prints each decision, and the digest of all at the end', async () => {
    const { exitCode, stderr, stdout } = await of(['replay', 'minutes.of'], inFolder)
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^2026-01-05 10:01:00 {2}BTC-USD {2}\S+ +net .* {2}SIMULATED$/)
    expect(lines[2]).toBe(`digest ${sha256} of 132 events (every 1 s, preset default)`)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  it.concurrent('prints them as objects', async () => {
    const { stdout } = await of(['replay', 'minutes.of', '--json'], inFolder)
    const objects = stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(objects).toMatchObject([
      { kind: 'decision', product: 'BTC-USD', simulated: true, decision: { timeUs: 1_767_607_260_000_000 } },
      { kind: 'decision', decision: { timeUs: 1_767_607_320_000_000 } },
      { kind: 'digest', sha256, events: 132, everyUs: 1_000_000, preset: 'default', isEqual: null },
    ])
  })

  it.concurrent('comes to the same whether it is one file or a directory of segments, at once or paced', async () => {
    const directory = await recordedAs('segments', sha256)
    for (const options of [[], ['--speed', '1000']]) {
      const { exitCode, stdout } = await of(['replay', directory, '--digest', ...options], inFolder)
      expect(stdout).toBe(`digest ${sha256} of 132 events (every 1 s, preset default), equal to that of the manifest\n`)
      expect(exitCode).toBe(0)
    }
  })

  it.concurrent('takes segments given one by one for one recording, unless one is left out', async () => {
    const directory = await recordedAs('apart')
    const [one = '', two = '', three = ''] = [1, 2, 3].map((number) => `${directory}/segment-00000${number}.of.gz`)
    const [whole, holed] = await Promise.all([
      of(['replay', one, two, three, '--digest', sha256], inFolder),
      of(['analyze', one, three, '--json'], inFolder),
    ])
    expect(whole.exitCode).toBe(0)
    expect(JSON.parse(holed.stdout)).toMatchObject({ book: { state: 'empty' } })
  })

  it.concurrent('goes by at the speed asked for', async () => {
    const startMs = performance.now()
    const { exitCode } = await of(['replay', 'minutes.of', '--speed', '100', '--digest', sha256], inFolder)
    expect(exitCode).toBe(0)
    expect(performance.now() - startMs).toBeGreaterThan(1_290)
  })

  it.concurrent('ends with another exit code when it comes to something else', async () => {
    const other = 'f'.repeat(64)
    const directory = await recordedAs('other', other)
    for (const args of [[directory], ['minutes.of', '--digest', other]]) {
      const { exitCode, stderr, stdout } = await of(['replay', ...args], inFolder)
      expect(stdout).toMatch(/, different from that of the (manifest|command line)\n$/)
      expect(stderr).toContain('code E_DIFFERENT_DIGEST · exit 65')
      expect(exitCode).toBe(65)
    }
  })

  it.concurrent('compares a part, or another preset, with nothing', async () => {
    const directory = await recordedAs('parts', 'f'.repeat(64))
    for (const options of [
      ['--from', '2026-01-05T10:01:00Z'],
      ['--preset', 'brief'],
    ]) {
      const { exitCode, stdout } = await of(['replay', directory, ...options], inFolder)
      expect(stdout).toMatch(/\)\n$/)
      expect(exitCode).toBe(0)
    }
  })

  it('takes rules of one’s own, the same in one thread and in several, and holds them against no digest of a preset', async () => {
    const directory = join(folder, await recordedAs('own-rules', 'f'.repeat(64)))
    const rules = join(folder, 'default.json')
    // The name of a preset makes them none.
    writeFileSync(rules, JSON.stringify({ ...presets.default, decisionThreshold: 5 }))
    const [one, two] = await Promise.all(
      ['1', '2'].map((threads) => inProcess((host) => replayCommand([directory], { product: [], speed: 'max', rules, threads }, host))),
    )
    expect(one).toMatchObject({
      exitCode: 0,
      error: '',
      stdout: expect.stringMatching(/\n.* of 132 events \(every 1 s, rules default [0-9a-f]{7}\)\n$/),
    })
    expect(one!.stdout).not.toContain(sha256)
    expect(two).toEqual(one)
  })

  it.concurrent('analyses a recording that was cut off as far as it goes, and says where that is', async () => {
    const name = await recordedAs('unclosed', sha256)
    const path = join(folder, name, 'manifest.json')
    const manifest = JSON.parse(readFileSync(path, 'utf8'))
    manifest.state = 'open'
    delete manifest.digest
    manifest.segments[2].state = 'open'
    writeFileSync(path, JSON.stringify(manifest))
    const last = join(folder, name, 'segment-000003.of.gz')
    writeFileSync(last, readFileSync(last).subarray(0, 500))
    const { exitCode, stderr, stdout } = await of(['replay', name], inFolder)
    expect(stdout).toMatch(/^2026-01-05 10:01:00/)
    expect(stderr).toMatch(/error: unclosed: was not closed: ends before line \d+ \(byte [\d,]+\) of segment-000003\.of\.gz, nothing/)
    expect(stderr).toContain('code E_UNCLOSED · exit 65')
    expect(exitCode).toBe(65)
  })

  it.each<[string, Partial<ReplayOptions>, string]>([
    ['a speed that is none', { speed: 'fast' }, '--speed: expected a number such as 1 or 10, or max, received fast'],
    ['no speed at all', { speed: '0' }, '--speed: expected a number such as 1 or 10, or max, received 0'],
    ['a digest that is none', { digest: 'abc' }, '--digest: expected 64 hexadecimal digits, received abc'],
    ['two kinds of rules', { preset: 'brief', rules: 'mine.json' }, '--preset and --rules: expected one of them, received both'],
    ['threads for factors', { factors: ['mine.mjs'], threads: '2' }, '--threads: expected 1 with --factors, received 2'],
    ['factors to be served', { serve: '0', factors: ['mine.mjs'] }, '--factors: has no meaning with --serve'],
    ['a range to be served', { serve: '0', from: '2026-01-05' }, '--from: has no meaning with --serve'],
    ['a port that is none', { serve: 'x' }, '--serve: expected a port, received x'],
  ])('refuses %s, before it reads anything', async (_title, options, complaint) => {
    const untouched = { output: { isTerminal: false } } as Host
    await expect(replayCommand(['nowhere'], { product: [], ...options }, untouched)).rejects.toThrow(complaint)
  })

  it.concurrent('refuses a recording of no product, one of another venue, and one that is not there', async () => {
    writeFileSync(join(folder, 'binance.of'), asText([header({ source: 'binance' })]))
    mkdirSync(join(folder, 'nothing'), { recursive: true })
    const codes = await Promise.all(
      ['binance.of', 'nothing', 'nowhere'].map(async (path) => (await of(['replay', path], inFolder)).exitCode),
    )
    expect(codes).toEqual([65, 66, 66])
  })
})

describe('of replay RECORDING --serve', () => {
  it('speaks the protocol of the venue, and what is recorded from it holds the same trades', async () => {
    const serving = start(['replay', samplePath, '--serve', '--speed', '5'])
    const ending = finished(serving)
    const [url] = (await once(createInterface(serving.stdout), 'line')) as [string]
    expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/)
    const out = join(folder, 'again')
    const recording = await of(['record', 'BTC-USD', '--out', out, '--url', url, '--simulated', '--duration', '4s', '--json'])
    expect(recording.exitCode).toBe(0)
    expect(JSON.parse(recording.stdout)).toMatchObject({ simulated: true, missed: { unreadable: 0 } })
    serving.kill('SIGINT')
    expect(await ending).toMatchObject({ exitCode: 0, killedBy: null })
    const [first, again] = await Promise.all(
      [samplePath, out].map(async (path) => JSON.parse((await of(['analyze', path, '--json', '--product', 'BTC-USD'])).stdout)),
    )
    expect(again).toMatchObject({ product: 'BTC-USD', book: { state: 'synced' }, quality: { sequenceGaps: 0 } })
    expect(again.totals.trades).toBeGreaterThan(0)
    expect(again.totals.trades).toBeLessThanOrEqual(first.totals.trades)
  })
})
