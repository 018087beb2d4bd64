import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProcess } from '../testing/in-process.ts'
import { of } from '../testing/of-process.ts'
import { abCommand, type AbOptions } from './ab.ts'
import { gateCommand, type GateCommandOptions } from './gate.ts'

let folder: string

/** A file of trades an hour apart, of which so many of the count win 10 bps and the others lose as much. */
async function file(name: string, count: number, won: number, extra = ''): Promise<string> {
  const rows = Array.from({ length: count }, (_, at) => {
    const isWon = Math.floor(((at + 1) * won) / count) > Math.floor((at * won) / count)
    return `${new Date(Date.UTC(2026, 0, 5, at)).toISOString()},${(isWon ? 0.001 : -0.001) + (at % 3) / 1e6}${extra}`
  })
  const path = join(folder, name)
  await writeFile(path, `time,return${extra === '' ? '' : ',simulated'}\n${rows.join('\n')}\n`)
  return path
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-gate-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const gate = async (options: GateCommandOptions) => await inProcess((host) => gateCommand(options, host))

describe('of gate', () => {
  it('prints one object with the verdict, its error rates and what is still needed', async () => {
    const { exitCode, stdout } = await gate({ trades: await file('seventeen.csv', 30, 17), json: true })
    const report = JSON.parse(stdout)
    expect(exitCode).toBe(0)
    expect(stdout.split('\n')).toHaveLength(2)
    expect(report).toMatchObject({
      verdict: 'NOT ENOUGH DATA',
      brief: { pass: true },
      trades: { n: 30, wins: 17, wilson: [expect.closeTo(0.391973, 6), expect.closeTo(0.726225, 6)] },
      sharpe: { psr: expect.any(Number), dsr: expect.any(Number), minTrl: expect.any(Number) },
      baseline: null,
      errorRates: { coinPasses: expect.closeTo(0.292332, 6), true55Passes: expect.closeTo(0.502476, 6) },
      stillNeeded: expect.any(Number),
      input: { simulated: null },
    })
    expect(report.reasons).not.toHaveLength(0)
  })

  it('writes a page that says how often a coin passes, and every figure with its n or interval', async () => {
    const { stdout } = await gate({ trades: await file('good.csv', 90, 66), baseline: await file('bad.csv', 90, 40) })
    for (const words of ['GO', '29.2 %', '66 of 90; 95 %:', 'PSR', 'DSR', 'MinTRL', 'Ledoit and Wolf', 'A sceptic would say'])
      expect(stdout).toContain(words)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(stdout).not.toContain('SIMULATED')
  })

  it('ends with 1 unless it says GO, where it is asked to', async () => {
    const coin = await file('coin.csv', 40, 20)
    expect(await gate({ trades: coin, exitCode: true })).toMatchObject({ exitCode: 1, error: '' })
    expect(await gate({ trades: coin })).toMatchObject({ exitCode: 0 })
    expect(await gate({ trades: await file('good.csv', 90, 66), exitCode: true, json: true })).toMatchObject({ exitCode: 0 })
  })

  it('counts fees and trials against the trades', async () => {
    const trades = await file('good.csv', 90, 62)
    const verdictOf = async (options: Partial<GateCommandOptions>): Promise<string> =>
      JSON.parse((await gate({ trades, json: true, ...options })).stdout).verdict
    expect(await verdictOf({})).toBe('GO')
    expect(await verdictOf({ fees: '5' })).toBe('NO-GO')
    expect(await verdictOf({ trials: '1000000' })).toBe('NOT ENOUGH DATA')
  })

  it('labels simulated trades in every output', async () => {
    const trades = await file('made-up.csv', 30, 17, ',true')
    expect((await gate({ trades })).stdout).toContain('SIMULATED')
    expect(JSON.parse((await gate({ trades, json: true })).stdout).input.simulated).toBe(true)
  })

  it.each<[Partial<GateCommandOptions>, string]>([
    [{ trials: '1.5' }, '--trials: expected a whole number from 1 to 1000000000, received 1.5'],
    [{ fees: '-1' }, '--fees: expected a tier or basis points, received -1'],
    [{ breakEven: '100' }, '--break-even: expected a number from 0.1 to 99.9, received 100'],
    [{ trades: '-', baseline: '-' }, 'standard input (-) can be given only once'],
  ])('refuses %o', async (options, error) => {
    expect(await gate({ trades: 'trades.csv', ...options })).toMatchObject({ exitCode: 64, error })
  })
})

/** What the grammar gives where nothing is typed. */
const onPaper = {
  arm: [],
  product: [],
  size: '1000',
  latencyMs: '100',
  maxMinutes: '15',
  onHold: 'keep',
  onAbstention: 'keep',
  every: '1m',
} as const

const ab = async (trades: readonly string[], rest: Partial<AbOptions> & { readonly paths?: readonly string[] } = {}) =>
  await inProcess((host) => abCommand(rest.paths ?? [], { ...onPaper, trades, primary: 'sharpe', ...rest }, host))

describe('of ab', () => {
  it('says what decides and what it takes before what came out, and names arms after files', async () => {
    const { exitCode, stdout } = await ab([await file('good.csv', 300, 220), await file('coin.csv', 300, 150)], { primary: 'net' })
    expect(exitCode).toBe(0)
    const [settled, arms, conclusion] = ['Settled before:', '\ngood:', 'Conclusion:'].map((words) => stdout.indexOf(words))
    expect(settled).toBeGreaterThan(0)
    expect(arms).toBeGreaterThan(settled!)
    expect(conclusion).toBeGreaterThan(arms!)
    expect(stdout.slice(conclusion).replaceAll(/\s+/g, ' ')).toContain(
      'good has a mean net return higher by 4.67 bps than coin; they are told apart',
    )
  })

  it('prints one object, with Holm beyond two arms', async () => {
    const paths = [await file('good.csv', 300, 220), await file('coin.csv', 300, 150), await file('other.csv', 300, 155)]
    const report = JSON.parse((await ab(paths, { json: true, primary: 'win-rate' })).stdout)
    expect(report).toMatchObject({ primary: { metric: 'win-rate', correction: 'holm', comparisons: 3 }, grid: { hours: 300 } })
    expect(report.arms.map(({ name }: { readonly name: string }) => name)).toEqual(['good', 'coin', 'other'])
  })

  it('refuses one arm, and a metric that it does not know', async () => {
    expect(await ab(['a.csv'])).toMatchObject({ exitCode: 64, error: '--trades: expected two files or more, received 1' })
    expect(await ab(['a.csv', 'b.csv'], { primary: 'luck' })).toMatchObject({
      exitCode: 64,
      error: '--primary: expected sharpe, win-rate, net, received luck',
    })
  })

  it('lets arms trade on paper on recordings, and labels what a simulator made', async () => {
    const tape = join(folder, 'tape')
    await of(['sim', '--out', tape, '--for', '6m', '--start', '2026-01-05T13:54Z', '--product', 'BTC-USD', '--levels', '20'])
    const { exitCode, stdout } = await ab([], { paths: [tape], arm: ['long', 'dice'], fees: 'taker-25bps', maxMinutes: '1', json: true })
    const report = JSON.parse(stdout)
    expect(exitCode).toBe(0)
    expect(report).toMatchObject({
      arms: [
        { name: 'long', returns: 'marked-to-market', meanCostBps: expect.any(Number), turnover: expect.any(Number) },
        { name: 'dice', returns: 'marked-to-market' },
      ],
      pairs: [{ p: null }],
      input: { simulated: true, fees: { takerBps: 25 } },
    })
    expect(report.arms[0].trades).toBeGreaterThan(1)
  })

  it('refuses recordings and lists together, a single arm, and trading that costs nothing', async () => {
    expect(await ab(['a.csv'], { paths: ['tape'] })).toMatchObject({
      exitCode: 64,
      error: 'expected recordings or --trades, received both',
    })
    expect(await ab([], { paths: ['tape'], arm: ['flow'], fees: 'taker-25bps' })).toMatchObject({
      exitCode: 64,
      error: '--arm: expected two arms or more, received 1',
    })
    expect(await ab([], { paths: ['tape'] })).toMatchObject({
      exitCode: 64,
      error: '--fees: expected a tier or basis points, received nothing',
    })
  })
})
