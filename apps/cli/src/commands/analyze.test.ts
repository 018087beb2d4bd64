import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { asText, header, MadeUpConnection, madeUpLines } from '../testing/made-up-recording.ts'
import { of } from '../testing/of-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'of-analyze-'))
afterAll(() => rmSync(folder, { recursive: true }))

function recording(name: string, lines: readonly string[]): string {
  writeFileSync(join(folder, name), asText(lines))
  return name
}

const inFolder = { cwd: folder }
const healthy = recording('healthy.of', madeUpLines(5))

describe('of analyze RECORDING', () => {
  it('prints the analysis under a heading, and on standard output nothing else', async () => {
    const { exitCode, stderr, stdout } = await of(['analyze', healthy], inFolder)
    const [name, span, empty, banner, title] = stdout.split('\n')
    expect(name).toBe('healthy.of')
    expect(span).toBe('2026-01-05 10:00:00 – 10:00:05 UTC · 5.0 s · preset default')
    expect(empty).toBe('')
    expect(banner).toMatch(/^▞▞▞ SIMULATED {2}not a market .*▞{10,}$/)
    expect(title).toBe('Order Flow Analysis - BTC-USD')
    expect(stdout).toContain('\n  Book synced, 0 sequence gaps, ')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  it('colours when asked to, and changes nothing but colours', async () => {
    const [plain, coloured, forbidden] = await Promise.all([
      of(['analyze', healthy], { ...inFolder, env: { NO_COLOR: '1' } }),
      of(['analyze', healthy, '--color', 'always'], { ...inFolder, env: { COLORTERM: 'truecolor' } }),
      of(['analyze', healthy, '--color', 'never'], { ...inFolder, env: { COLORTERM: 'truecolor' } }),
    ])
    expect(coloured.stdout).toContain('\u001B[7;38;2;244;207;88m▞▞▞ SIMULATED')
    expect(stripVTControlCharacters(coloured.stdout)).toBe(plain.stdout)
    expect(forbidden.stdout).toBe(plain.stdout)
  })

  it('says nothing of a simulator when a market was recorded', async () => {
    const real = recording('real.of', [header({ simulated: false }), ...madeUpLines(2).slice(1)])
    const { stdout } = await of(['analyze', real], inFolder)
    expect(stdout).toContain('Order Flow Analysis - BTC-USD')
    expect(stdout).not.toContain('SIMULATED')
  })

  it('resolves paths against where the user stood', async () => {
    const { exitCode } = await of(['analyze', healthy, '--json'], { cwd: tmpdir(), env: { OF_CWD: folder } })
    expect(exitCode).toBe(0)
  })
})

describe('of analyze RECORDING --json', () => {
  it('prints one object a product, one a line, in the order asked for', async () => {
    const ether = new MadeUpConnection('second').trades(4, 'snapshot', [1], 'ETH-USD')
    const both = recording('both.of', [...madeUpLines(3), ether])
    const [all, chosen] = await Promise.all([
      of(['analyze', both, '--json'], inFolder),
      of(['analyze', both, '--json', '--product', 'eth-usd,BTC-USD'], inFolder),
    ])
    expect(reports(all.stdout).map(({ product, schema, simulated }) => [product, schema, simulated])).toEqual([
      ['BTC-USD', 1, true],
      ['ETH-USD', 1, true],
    ])
    expect(reports(chosen.stdout).map(({ product }) => product)).toEqual(['ETH-USD', 'BTC-USD'])
  })

  it('finds a product under its alias, and says so beside the result', async () => {
    const { stderr, stdout } = await of(['analyze', healthy, '--json', '--product', 'BTC-USDC'], inFolder)
    expect(reports(stdout).map(({ product }) => product)).toEqual(['BTC-USD'])
    expect(stderr).toBe('note: BTC-USDC arrives as BTC-USD\n')
  })

  it('takes the next recording for another connection', async () => {
    const lines = madeUpLines(6)
    const head = recording('head.of', lines.slice(0, 9))
    const tail = recording('tail.of', [header(), ...lines.slice(9)])
    const { stdout } = await of(['analyze', head, tail, '--json'], inFolder)
    expect(reports(stdout)[0]).toMatchObject({ book: { state: 'empty' }, totals: { trades: 6 }, quality: { sequenceGaps: 0 } })
  })

  it('goes on where the recording before stopped when both are of one session', async () => {
    const [, ...lines] = madeUpLines(6)
    const head = recording('session-1.of', [header({ session: 's' }), ...lines.slice(0, 9)])
    const tail = recording('session-2.of', [header({ session: 's' }), ...lines.slice(9)])
    const { stdout } = await of(['analyze', head, tail, '--json'], inFolder)
    expect(reports(stdout)[0]).toMatchObject({ book: { state: 'synced' }, totals: { trades: 6 }, quality: { sequenceGaps: 0 } })
  })

  it('counts from --from on and stops before --to, warmed up by what came before', async () => {
    // Frames are received at x.03 s: the first time is included, the second is not.
    const range = ['--from', '2026-01-05T10:00:02.03Z', '--to', '2026-01-05T10:00:04.03Z']
    const { stdout } = await of(['analyze', healthy, '--json', ...range], inFolder)
    expect(reports(stdout)[0]).toMatchObject({
      totals: { trades: 2, bookMessages: 2 },
      book: { state: 'synced', bestBidSize: 3 },
    })
  })

  it('scores with the preset it is told to', async () => {
    const { stdout } = await of(['analyze', healthy, '--json', '--preset', 'brief'], inFolder)
    expect(reports(stdout)[0]).toMatchObject({ preset: 'brief', signal: { ruleSet: { name: 'brief' } } })
  })

  it('passes over lines of a capture that it does not know, and says how many', async () => {
    const [, ...lines] = madeUpLines(2)
    const received = lines.map((line) => {
      const [timeUs = '', conn, ...frame] = line.split(' ')
      return JSON.stringify({ t: 'recv', conn, ts: Number(timeUs) / 1_000_000, data: frame.join(' ') })
    })
    const start = JSON.stringify({ t: 'header', format: 2, exchange: 'COINBASE' })
    const { exitCode, stderr, stdout } = await of(['analyze', '-', '--json'], { stdin: asText([start, '{"t":"weather"}', ...received]) })
    expect(reports(stdout)[0]).toMatchObject({ simulated: false, totals: { trades: 2 } })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'note: 1 line of unknown kinds passed over\n' })
  })

  it('reads gzip from standard input', async () => {
    const { exitCode, stdout } = await of(['analyze', '-', '--json'], { stdin: gzipSync(asText(madeUpLines(3))) })
    expect(exitCode).toBe(0)
    expect(reports(stdout)).toHaveLength(1)
  })
})

interface Report {
  readonly schema: number
  readonly product: string
  readonly simulated: boolean
}

function reports(stdout: string): Report[] {
  expect(stdout.endsWith('\n')).toBe(true)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line): Report => JSON.parse(line))
}
