import type { MarketEvent } from '@of/core'
import type { SignalSource } from '@of/signals'
import { meanOf } from '@of/stats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alwaysSource, diceSource } from './arms/controls.ts'
import { Backtest, type BacktestOptions, type Interrupted } from './backtest.ts'
import { explicitFees, feeTierNamed } from './paper/fees.ts'
import type { PaperRecord } from './paper/record.ts'
import { auditResult } from './result/audit.ts'
import { Ledger } from './result/ledger.ts'
import { diceMarket, lagUs, type MadeUpSecond, startUs, tellAll } from './testing/made-up-market.ts'

const tier = feeTierNamed('taker-60bps')!
const second = 1_000_000

const common = {
  fees: tier,
  notional: 500,
  horizonsUs: [10 * second, 60 * second],
  maxHoldUs: 45 * second,
  arms: [
    { name: 'dice', source: diceSource(1) },
    { name: 'long', source: alwaysSource('LONG') },
  ],
} satisfies BacktestOptions

const seeds = fc.integer({ min: 0, max: 1_000 })

/** Ways of trading that reach every kind of order and exit. */
const ways = fc.record({
  entry: fc.constantFrom('market', 'limit'),
  onHold: fc.constantFrom('keep', 'flatten'),
  stopBps: fc.constantFrom(30, 200),
  targetBps: fc.constantFrom(30, 200),
  latencyUs: fc.constantFrom(0, 100_000, 2_500_000),
  productLimit: fc.constantFrom(500, 1_250),
  totalLimit: fc.constantFrom(600, 5_000),
  notional: fc.constantFrom(500, 5_000),
})

const markets = (seed: number, seconds = 200): MadeUpSecond[][] => [
  diceMarket({ seed, seconds }),
  diceMarket({ seed: seed + 7_919, seconds }),
]

/** A run over markets by dice, and everything that it told. */
function run(given: readonly (readonly MadeUpSecond[])[], options: Partial<BacktestOptions> = {}) {
  const records: PaperRecord[] = []
  const backtest = new Backtest({ ...common, ...options, onRecord: (record) => records.push(record) })
  tellAll(given, (event) => backtest.on(event))
  return { records, backtest, result: backtest.result({ simulated: true }) }
}

describe('a backtest', () => {
  it('keeps its accounts, whatever the market and the way of trading', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(seeds, ways, (seed, way) => {
        const { result, records } = run(markets(seed), way)
        expect(auditResult(result)).toEqual([])
        for (const record of records) seen.add('reason' in record ? record.reason : record.kind)
        for (const { outcomes, signals } of result.arms) {
          expect(signals.emitted).toBe(2 * 19)
          for (const { emitted, n, open, resolved, unpriced } of outcomes)
            expect([resolved + open, n + unpriced]).toEqual([emitted, resolved])
        }
      }),
      { numRuns: 16, seed: 1 },
    )
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'stop',
        'target',
        'time',
        'reversed',
        'hold',
        'book too thin',
        'no believed book',
        'not traded through',
        'position limit',
      ]),
    )
  })

  it('does until a moment what does not depend on anything after it', () => {
    fc.assert(
      fc.property(seeds, ways, fc.integer({ min: 20, max: 150 }), (seed, way, cut) => {
        const [past, other] = [markets(seed), markets(seed + 1)]
        const forked = past.map((market, at) => [...market.slice(0, cut), ...other[at]!.slice(cut)])
        const cutUs = startUs + cut * second + lagUs
        const before = ({ records }: ReturnType<typeof run>) => records.filter((record) => timeOf(record) < cutUs)
        expect(before(run(forked, way))).toEqual(before(run(past, way)))
      }),
      { numRuns: 10, seed: 2 },
    )
  })

  it('that is taken up while no book is believed goes on as if it had never stopped', () => {
    fc.assert(
      fc.property(seeds, ways, (seed, way) => {
        const given = markets(seed).map((market) => market.map((moment, at) => (at === 119 ? { isLost: true } : moment)))
        const whole = run(given, way)
        expect(resumed(given, 120, way).result({ simulated: true })).toEqual(whole.result)
      }),
      { numRuns: 8, seed: 3 },
    )
  })

  it('that is taken up at any moment has lost nothing of what it had told, and keeps its accounts', () => {
    fc.assert(
      fc.property(seeds, ways, fc.integer({ min: 5, max: 195 }), (seed, way, cut) => {
        const given = markets(seed)
        const until = run(
          given.map((market) => market.slice(0, cut)),
          way,
        ).result
        const result = resumed(given, cut, way).result({ simulated: true })
        expect(auditResult(result)).toEqual([])
        for (const [at, arm] of result.arms.entries()) {
          expect(arm.trades.slice(0, until.arms[at]!.trades.length)).toEqual(until.arms[at]!.trades)
          expect(arm.signals.emitted).toBe(2 * 19)
        }
      }),
      { numRuns: 8, seed: 4 },
    )
  })

  it('takes outcomes from mid to mid, a latency after the signal was received, in its direction', () => {
    const given = [diceMarket({ seed: 5, seconds: 400, dueEvery: 5 })]
    const arms = [
      { name: 'long', source: alwaysSource('LONG') },
      { name: 'short', source: alwaysSource('SHORT') },
    ]
    const [long, short] = run(given, { arms, latencyUs: second }).result.arms
    const { mids, moments } = plainly(given)
    const midAt = (timeUs: number): number | undefined => mids.findLast(([atUs]) => atUs <= timeUs)?.[1]
    const endUs = startUs + 399 * second + lagUs
    for (const [at, horizonUs] of common.horizonsUs.entries()) {
      const moves = moments.flatMap((receivedUs) => {
        if (receivedUs + second + horizonUs >= endUs) return []
        const [from, to] = [midAt(receivedUs + second), midAt(receivedUs + second + horizonUs)]
        return from === undefined || to === undefined ? [] : [(1e4 * (to - from)) / from]
      })
      const taken = long!.outcomes.filter(({ kind }) => kind === 'LONG')[at]!
      expect(taken.n).toBe(moves.length)
      expect(taken.mean).toBeCloseTo(meanOf(moves), 9)
      expect(taken.low!).toBeLessThan(taken.mean!)
      expect(short!.outcomes.filter(({ kind }) => kind === 'SHORT')[at]!.mean).toBeCloseTo(-meanOf(moves), 9)
    }
  })

  it('lays gains on a grid whose steps come to the whole', () => {
    const { equity } = run(markets(9, 400), { equityEveryUs: 60 * second }).result.arms[0]!
    expect(equity.steps).toHaveLength(7)
    expect(equity.steps.reduce((sum, step) => sum + step, 0)).toBeCloseTo(equity.finalBps, 9)
    expect(equity.fromUs).toBe(startUs)
  })

  it('refuses arms that cannot be told apart, and options that cannot be', () => {
    expect(() => new Backtest({ ...common, arms: [] })).toThrow('arms: expected at least one, received none')
    expect(() => new Backtest({ ...common, arms: [common.arms[0]!, common.arms[0]!] })).toThrow('arms: expected names used once')
    expect(() => new Backtest({ ...common, notional: 0 })).toThrow('notional: expected a number above 0, received 0')
    expect(() => explicitFees(Number.NaN, 0)).toThrow('fees: expected basis points')
  })
})

/** Knows the mid after next, and so trades on it. */
const peeking = (future: readonly (readonly MadeUpSecond[])[]): SignalSource<null> => {
  const { mids } = plainly([future[0]!])
  const next = (timeUs: number): number => mids.find(([atUs]) => atUs > timeUs + 5 * second)?.[1] ?? 0
  const now = (timeUs: number): number => mids.findLast(([atUs]) => atUs <= timeUs)?.[1] ?? 0
  const long = alwaysSource('LONG')
  return {
    ...long,
    decide: (state, input) => ({ ...long.decide(state, input), direction: next(input.timeUs) > now(input.timeUs) ? 'LONG' : 'SHORT' }),
  }
}

describe('a bug that is planted', () => {
  const given = markets(11, 300)

  it('of looking ahead is caught: what it does depends on what comes after', () => {
    const cut = 101
    const other = markets(12, 300)
    const forked = given.map((market, at) => [...market.slice(0, cut), ...other[at]!.slice(cut)])
    const emitted = (future: readonly (readonly MadeUpSecond[])[]): unknown[] =>
      run(future, { arms: [{ name: 'peek', source: peeking(future) }] }).records.filter(
        (record) => record.kind === 'emitted' && record.timeUs < startUs + cut * second,
      )
    expect(emitted(forked)).not.toEqual(emitted(given))
  })

  it.each<[string, RegExp, (record: PaperRecord) => PaperRecord | undefined]>([
    [
      'of losers that are dropped',
      /its trades and what is open come to/,
      (record) => (record.kind === 'closed' && record.trade.netBps < -150 ? undefined : record),
    ],
    ['of a fee that is not paid', /fees of .* due, 0 paid/, (record) => (record.kind === 'filled' ? { ...record, fee: 0 } : record)],
    [
      'of a trade without its cost',
      /nets other than its gross less its cost/,
      (record) => (record.kind === 'closed' ? { ...record, trade: { ...record.trade, netBps: record.trade.grossBps } } : record),
    ],
    [
      'of a cost that trades do not tell',
      /its trades and what is open come to/,
      (record) =>
        record.kind === 'closed' ? { ...record, trade: { ...record.trade, netBps: record.trade.grossBps, costBps: 0 } } : record,
    ],
    [
      'of a fill at the price of the decision',
      /fills before the latency was over/,
      (record) => (record.kind === 'filled' ? { ...record, atUs: record.atUs - 100_000 } : record),
    ],
    [
      'of a trade told twice',
      /its trades and what is open come to/,
      (record) => (record.kind === 'closed' ? { ...record, trade: { ...record.trade, quantity: 2 * record.trade.quantity } } : record),
    ],
  ])('%s is caught', (_name, complaint, bug) => {
    const { records, backtest, result } = run(given)
    const ledger = new Ledger({
      arms: ['dice', 'long'],
      rules: backtest.rules,
      seed: 1,
      outcomes: { horizonsUs: [], latencyUs: 0, addedLatenciesUs: [] },
    })
    for (const record of records) {
      const kept = bug(record)
      if (kept !== undefined) ledger.take(kept)
    }
    const { accounts } = backtest.checkpoint()
    const worth = (result.arms[0]!.equity.finalBps / 1e4) * common.notional
    const marks = [{ kind: 'marked', arm: 'dice', atUs: accounts.nowUs, equity: worth, invested: 0, isStale: false } as const]
    const arms = ledger.close({ fromUs: result.span!.fromUs, toUs: accounts.nowUs, products: 2, accounts, marks }).slice(0, 1)
    expect(auditResult({ ...result, arms }).join('; ')).toMatch(complaint)
  })
})

/** A run of which a checkpoint and its records, through JSON, were all that was left after so many seconds. */
function resumed(given: readonly (readonly MadeUpSecond[])[], cut: number, options: Partial<BacktestOptions>): Backtest {
  const { records, backtest } = run(
    given.map((market) => market.slice(0, cut)),
    options,
  )
  const kept = JSON.parse(JSON.stringify({ checkpoint: backtest.checkpoint(), memory: backtest.memory(), records })) as Interrupted
  const again = new Backtest({ ...common, ...options }, kept)
  let told = 0
  const before = countOf(given.map((market) => market.slice(0, cut)))
  tellAll(given, (event) => {
    told += 1
    if (told > before) again.on(event)
  })
  return again
}

function countOf(given: readonly (readonly MadeUpSecond[])[]): number {
  let count = 0
  tellAll(given, () => (count += 1))
  return count
}

/** The mids of a market as they were received, and when moments of decision were. */
function plainly(given: readonly (readonly MadeUpSecond[])[]): { mids: [atUs: number, mid: number | undefined][]; moments: number[] } {
  const mids: [atUs: number, mid: number | undefined][] = []
  const moments: number[] = []
  tellAll(given, (event: MarketEvent) => {
    if (event.kind === 'book') mids.push([event.receivedUs, (event.book.bids.bestPrice! + event.book.asks.bestPrice!) / 2])
    if (event.kind === 'book-lost') mids.push([event.receivedUs, undefined])
    if (event.kind === 'due') moments.push(event.receivedUs)
  })
  return { mids, moments }
}

function timeOf(record: PaperRecord): number {
  if (record.kind === 'closed') return record.trade.closedUs
  if (record.kind === 'read') return record.timeUs + lagUs + record.afterUs
  return 'atUs' in record ? record.atUs : record.timeUs + lagUs
}
