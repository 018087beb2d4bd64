import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asText, book, header, MadeUpConnection, madeUpLines, type WireLevel } from '../testing/made-up-recording.ts'
import { type Finished, of } from '../testing/of-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'of-bad-input-'))
afterAll(() => rmSync(folder, { recursive: true }))
const gzipped = gzipSync(asText(madeUpLines(60)))
// A made-up recording of three seconds in two frames, by `zstd -19`.
const zstd = Buffer.from(
  [
    'KLUv/QRoFQ4ARlhJICCRdXz5LUv8GDhQjovgqYEQbeBELW4X4a8lGgTAAIYBPwA9AEAA1DsPdqGuovWwgJmfgQuGgsEBsr7Uwldt4+Vasr69a5xMeVGHb4req745+HnJ',
    'Sjvz9tpWpBSIch3eRotelHcC9qpULM56+MY29p0IfLWzM/3G8NadU1OzL6br2yHMHDFk5yAw5BgqPH6Hx6xoa1vSvj3aWE3vcvhLzxkrATRakuzuDRxHtCmUSyBJkSS1',
    '7O/wGyvtjBczaXq+ndll+jI1JSk2vZKTSta2scLu2xWNB5RwIA5fyclSt7oo9vaATJI9w3vvFd57j/Ceg6dt572oqZ0jFzhYT8LxCDwPpZca2NgTS2NXnBM4555zUsvO',
    'YCwabydEzJGVnatdRWon25ZBoPF4QzRSWJDUKh3AAglkquplqmKgSboTiqI0UZDRnKSshGxEHeTOtNh6ya1igi3bTw9pBpyRAul3rqJEHLJVmlEZEU30ZQctmevElEBb',
    'qIdGbB5UqZtIdvdq+X6GwUrmtl0JSKOy7CCkA4XDwzd2beQsDPK4AvAyUWDaexkqNbfHe1ESHlHkBBITji0LdbilJ7xQVbN+BSg1NCPSBCi1L/0EaDUJANKPMRcw2wFO',
    'm9dt9cbYRyjZnyErU910YCDAE0CsxYjT6edyNb1taC8M4SGDyLqEIEjT1XMjc9/llHuQoqYqKfwNDS8Qo1HTvOUXU44EtLgRN4e55FZ0a7/sod0N9sftvTA9t/7C7gvV',
    'oaXqIiIL+sIte+tnpmcP/Zn7zrWd/tPNDWdOq7l89ntgnCbXcnuv/BV9tYfG3L1A3HHDSpwwnFAOP9rpk+Sy+mSYe2guc992jO30+GXJgV7DwbkS/3Fk4IgjfiyuLMpi',
    'BCQgUMQIDNE9jDdN0qJ4IMiuNh9p4MBm6Dw9ZKgrF1DiAAjGYGD5MOIOgJ4g4ohiBhko4A3gewbcVwdO9gESwj+iCRAIwcglB8ticAknTm6NFQZj2fkMAKoCIKB8Aann',
    'co8=',
  ].join(''),
  'base64',
)

const files: Readonly<Record<string, string | Uint8Array>> = {
  'empty.of': '',
  'binary.zst': Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7_919 + 13) % 256),
  'cut.of.gz': gzipped.subarray(0, Math.floor(gzipped.length * 0.8)),
  'cut.of.zst': zstd.subarray(0, zstd.length - 20),
  'not-json.of': asText([...madeUpLines(3), '1767607204000000 made-up']),
  'not-a-line.of': asText([...madeUpLines(3), 'what is this?']),
  'binance.of': asText([header({ source: 'binance' })]),
  'version-9.of': asText([header({ version: 9 })]),
  'heartbeats.of': asText([header(), new MadeUpConnection().heartbeat(1)]),
  'healthy.of': asText(madeUpLines(3)),
}
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
mkdirSync(join(folder, 'directory'))

describe('of analyze, given what is no recording', () => {
  it.concurrent.each([
    ['a missing file', 'missing.of', 'code E_NOT_FOUND · exit 66', 'missing.of: not found'],
    [
      'a directory',
      'directory',
      'code E_IS_DIRECTORY · exit 66',
      'directory: expected a recording, received a directory without a manifest',
    ],
    ['an empty file', 'empty.of', 'code E_EMPTY · exit 65', 'empty.of: empty'],
    ['a binary file', 'binary.zst', 'code E_UNKNOWN_FORMAT · exit 65', 'binary.zst: unknown format'],
    ['a version of tomorrow', 'version-9.of', 'code E_UNSUPPORTED_VERSION · exit 65', 'expected 1, received 9'],
    ['a recording of another venue', 'binance.of', 'code E_FOREIGN_VENUE · exit 65', 'the recording is of binance, expected coinbase'],
    ['a recording without a product', 'heartbeats.of', 'code E_NO_PRODUCTS · exit 65', 'the recording holds no product'],
  ])('names %s', async (_title, path, code, summary) => {
    const run = await of(['analyze', path, '--json'], { cwd: folder })
    expect(run.stdout).toBe('')
    expect(run.stderr).toMatch(/^error: .*\n\n {2}\S/)
    expect(run.stderr.split('\n')[0]).toContain(summary)
    expect(run.stderr.split('\n', 1).join('').length).toBeLessThan(100)
    expect(run.stderr).toContain(`  ${code} · --verbose for the trace\n`)
    expect(run.stderr).not.toContain('    at ')
    expect(code).toMatch(new RegExp(`exit ${run.exitCode}$`))
  })
})

describe('of analyze, given a damaged recording', () => {
  it.concurrent.each([
    ['gzip that is cut off', 'cut.of.gz', 'E_TRUNCATED', /cut\.of\.gz: line \d+ \(byte [\d,]+\) is cut off/],
    ['zstd that is cut off', 'cut.of.zst', 'E_TRUNCATED', /cut\.of\.zst: line \d+ \(byte [\d,]+\) is cut off/],
    ['a line that is none', 'not-a-line.of', 'E_DAMAGED', /not-a-line\.of: line 13 \(byte [\d,]+\) is not a frame/],
    ['a line without a frame', 'not-json.of', 'E_DAMAGED', /not-json\.of: line 13 \(byte [\d,]+\) is not a frame/],
  ])('prints the result of what stands before %s, and then the place', async (_title, path, code, place) => {
    const run = await of(['analyze', path, '--json'], { cwd: folder })
    expect(JSON.parse(run.stdout)).toMatchObject({ product: 'BTC-USD', book: { state: 'synced' } })
    expect(run.stderr).toMatch(place)
    expect(run.stderr).toContain(code)
    expect(run.exitCode).toBe(65)
  })

  it('prints the trace when asked for it', async () => {
    const run = await of(['analyze', 'missing.of', '--verbose'], { cwd: folder })
    expect(run.stderr).toContain('\n    at ')
  })

  it('tells no digest of a recording that is not there', async () => {
    expect(await of(['replay', 'missing.of', '--json'], { cwd: folder })).toMatchObject({ exitCode: 66, stdout: '' })
  })

  it('names a product that is not there, after the ones that are', async () => {
    const run = await of(['analyze', 'healthy.of', '--json', '--product', 'BTC-USD', '--product', 'DOGE-USD'], { cwd: folder })
    expect(JSON.parse(run.stdout)).toMatchObject({ product: 'BTC-USD' })
    expect(run.stderr).toContain('error: DOGE-USD: not in the recording\n\n  It holds BTC-USD.\n')
    expect(run.exitCode).toBe(65)
  })
})

describe('of analyze, given frames that say what they must not', () => {
  // A product and a connection for each, so that one run reads them all.
  const bad: Readonly<Record<string, (connection: MadeUpConnection, product: string) => string>> = {
    'SIDE-USD': updateWith(['ask', '100.01', '1']),
    'NEGATIVE-USD': updateWith(['bid', '99', '-1']),
    'EXPONENT-USD': updateWith(['bid', '99', '1e3']),
    'FREE-USD': updateWith(['bid', '0', '1']),
    'BROKEN-USD': (connection) => connection.frame(1, '{"channel":'),
    'WEATHER-USD': (connection) => connection.unheardOf(1),
  }
  let reports: Readonly<Record<string, unknown>>
  let run: Finished

  beforeAll(async () => {
    const lines = Object.entries(bad).map(([product, badLine]) => {
      const connection = new MadeUpConnection(product)
      return [
        connection.level2(0, 'snapshot', book, product),
        connection.trades(0, 'snapshot', [1], product),
        badLine(connection, product),
        connection.heartbeat(2),
      ]
    })
    const inTime = [0, 1, 2, 3].flatMap((at) => lines.flatMap((own) => own.slice(at, at + 1)))
    run = await of(['analyze', '-', '--json'], { stdin: asText([header(), ...inTime]) })
    const parsed = run.stdout
      .trimEnd()
      .split('\n')
      .map((line): { readonly product: string } => JSON.parse(line))
    reports = Object.fromEntries(parsed.map((report) => [report.product, report]))
  })

  it.each([
    ['a side that is not bid or offer', 'SIDE-USD'],
    ['a negative size', 'NEGATIVE-USD'],
    ['a size that is no decimal', 'EXPONENT-USD'],
    ['a price of zero', 'FREE-USD'],
    ['what is not JSON', 'BROKEN-USD'],
  ])('loses the book over %s, says so, and applies none of the frame', (_title, product) => {
    expect(reports[product]).toMatchObject({
      book: { state: 'resyncing', bestBid: null },
      totals: { bookMessages: 1 },
      features: { mid: { value: null, reason: expect.any(String) } },
      signal: { direction: 'HOLD', abstained: true, net: null },
      quality: { unreadableFrames: 1 },
    })
  })

  it('passes over a frame of an unknown channel and counts it', () => {
    expect(reports['WEATHER-USD']).toMatchObject({
      book: { state: 'synced' },
      quality: { unknownChannels: 1, unreadableFrames: 0, sequenceGaps: 0 },
    })
  })

  it('is content otherwise', () => {
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  })
})

function updateWith(level: WireLevel) {
  return (connection: MadeUpConnection, product: string): string => connection.level2(1, 'update', [['bid', '100', '9'], level], product)
}
