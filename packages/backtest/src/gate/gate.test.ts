import { normal, sfc32 } from '@of/stats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coinTrades, tradesOf } from '../testing/made-up-trades.ts'
import { judge } from './gate.ts'
import { tradesNeeded } from './power.ts'

/** Campaigns judge more markets than the test command has time for. */
const SEEDS = Number(process.env['GATE_SEEDS'] ?? 12)

/** Wins and losses of 10 bps, in turn where they can be. */
function wins(count: number, won: number): number[] {
  return Array.from({ length: count }, (_, at) =>
    Math.floor(((at + 1) * won) / count) > Math.floor((at * won) / count) ? 10.5 + (at % 3) / 10 : -10,
  )
}

describe('judge(trades)', () => {
  it('has not enough data under 30 trades, whatever they made', () => {
    const report = judge(tradesOf(wins(29, 25)))
    expect(report).toMatchObject({ verdict: 'NOT ENOUGH DATA', brief: { verdict: 'NOT ENOUGH DATA', pass: false } })
    expect(judge([])).toMatchObject({ verdict: 'NOT ENOUGH DATA', trades: { n: 0, winRate: null }, edge: null, stillNeeded: null })
  })

  it.each([
    ['trades[2].netBps: expected a finite number, received NaN', { netBps: Number.NaN }],
    ['trades[2].costBps: expected a finite number, received Infinity', { costBps: Infinity }],
    ['trades[2].closedUs: expected no earlier time than openedUs (5), received 4', { openedUs: 5, closedUs: 4 }],
  ])('refuses trades that cannot be judged: %s', (message, wrong) => {
    const trades = tradesOf(wins(40, 30)).map((trade, at) => (at === 2 ? { ...trade, ...wrong } : trade))
    expect(() => judge(trades)).toThrow(new RangeError(message))
    expect(() => judge([], { baseline: trades })).toThrow(message.replace('trades', 'baseline'))
  })

  it.each([
    ['breakEvenWinRate: expected a share between 0 and 1, received 55', { breakEvenWinRate: 55 }],
    ['lossBoundBps: expected basis points above 0, received -5', { lossBoundBps: -5 }],
    ['trials: expected a whole number, 1 or more, received NaN', { trials: { trials: Number.NaN } }],
    ['trials.variance: expected a number, 0 or more, received -1', { trials: { trials: 2, variance: -1 } }],
    ['rules.minTrades: expected a whole number, 1 or more, received 0', { rules: { minTrades: 0, winRateAbovePercent: 55 } }],
    [
      'rules.winRateAbovePercent: expected a percentage from 0 up to 100, received 100',
      { rules: { minTrades: 30, winRateAbovePercent: 100 } },
    ],
  ])('refuses options that cannot be: %s', (message, options) => {
    expect(() => judge(tradesOf(wins(40, 30)), options)).toThrow(new RangeError(message))
  })

  it('tells of the founding gate that a coin passes it, and wants more itself', () => {
    const report = judge(tradesOf(wins(30, 17)))
    expect(report.brief).toMatchObject({ verdict: 'GO', pass: true })
    expect(report.verdict).toBe('NOT ENOUGH DATA')
    expect(report.errorRates).toMatchObject({ trades: 30, minWins: 17 })
    expect(report.errorRates.coinPasses).toBeCloseTo(0.292332355864, 11)
    expect(report.errorRates.true55Passes).toBeCloseTo(0.502476255382, 11)
    expect(report.trades.wilson![0]).toBeCloseTo(0.391973070008, 11)
    expect(report.reasons.join('\n')).toContain('29.2 % of coins')
  })

  it('says GO where the mean is above break-even, and how far at least', () => {
    const report = judge(tradesOf(wins(120, 84)))
    expect(report.verdict).toBe('GO')
    expect(report.edge!.lowerBps).toBeGreaterThan(0)
    expect(report.edge!.p).toBeLessThanOrEqual(0.05)
  })

  it('says NO-GO where the founding rules are broken, however sure the profit is', () => {
    const report = judge(tradesOf(Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? 30 + (at % 7) : -10))))
    expect(report).toMatchObject({ verdict: 'NO-GO', brief: { verdict: 'NO-GO', winRate: { value: 0.5, pass: false } } })
    expect(report.edge!.lowerBps).toBeGreaterThan(0)
  })

  it('says NO-GO where the win rate passes and the mean is surely below zero', () => {
    const report = judge(tradesOf(Array.from({ length: 300 }, (_, at) => (at % 5 < 3 ? 2 : -10 - (at % 3)))))
    expect(report.brief.pass).toBe(true)
    expect(report.verdict).toBe('NO-GO')
    expect(report.edge!.upperBps).toBeLessThan(0)
  })

  it('says NO-GO where as many trades as would have found an edge found none', () => {
    const random = sfc32(3)
    const nets = Array.from({ length: 1500 }, () => (random.unit() < 0.6 ? 10 : -15) + normal(random))
    const report = judge(tradesOf(nets.map((net, at) => net - nets.reduce((sum, value) => sum + value, 0) / nets.length + (at % 2) / 100)))
    expect(report.brief.pass).toBe(true)
    expect(report.trades.n).toBeGreaterThan(report.sampleSize.total!)
    expect(report).toMatchObject({ verdict: 'NO-GO', stillNeeded: 0 })
  })

  it('does not say GO before losses have been seen', () => {
    const report = judge(tradesOf(Array.from({ length: 60 }, (_, at) => (at % 20 === 7 ? -9 : 8 + (at % 3)))))
    expect(report.edge!.p).toBeLessThan(0.05)
    expect(report.verdict).toBe('NOT ENOUGH DATA')
    expect(report.reasons[0]).toBe('only 3 of 60 trades lost: what a loss costs is not known')
  })

  it('takes back a GO that is the best of many trials', () => {
    const trades = tradesOf(wins(120, 78))
    expect(judge(trades).verdict).toBe('GO')
    const deflated = judge(trades, { trials: { trials: 1000 } })
    expect(deflated.verdict).not.toBe('GO')
    expect(deflated.sharpe.dsr!).toBeLessThan(judge(trades).sharpe.dsr!)
  })

  it('takes back a GO that is not above the registered break-even', () => {
    const trades = tradesOf(wins(120, 78))
    expect(judge(trades, { breakEvenWinRate: 0.5 }).verdict).toBe('GO')
    expect(judge(trades, { breakEvenWinRate: 0.6 })).toMatchObject({
      verdict: 'NOT ENOUGH DATA',
      breakEven: { source: 'registered', winRate: 0.6 },
    })
  })

  it('wants a better Sharpe ratio than the baseline, on the hours of both', () => {
    const trades = tradesOf(wins(120, 84))
    const better = judge(trades, { baseline: tradesOf(wins(120, 110)) })
    expect(better).toMatchObject({ verdict: 'NO-GO', brief: { sharpe: { pass: false } } })
    const worse = judge(trades, { baseline: tradesOf(wins(120, 50)) })
    expect(worse).toMatchObject({ verdict: 'GO', brief: { sharpe: { pass: true } } })
    expect(worse.baseline!.difference.delta).toBeCloseTo(
      -judge(tradesOf(wins(120, 50)), { baseline: trades }).baseline!.difference.delta!,
      12,
    )
  })

  it('says neither better nor worse of a baseline that never moves', () => {
    const idle = judge(tradesOf(wins(120, 84)), { baseline: [] })
    expect(idle).toMatchObject({
      verdict: 'NOT ENOUGH DATA',
      brief: { verdict: 'NOT ENOUGH DATA', sharpe: { baseline: null, pass: false } },
    })
    expect(idle.reasons[0]).toContain('cannot be compared')
    expect(judge(tradesOf(wins(120, 40)), { baseline: [] }).verdict).toBe('NO-GO')
  })

  it('says of a mean that is surely below break-even that it is', () => {
    const [, lead] = judge(tradesOf(Array.from({ length: 60 }, (_, at) => -5 - (at % 7)))).reasons
    expect(lead).toMatch(/^a mean net return of −7\.90 bps a trade is below break-even: at most −7\.\d+ bps at 95 %$/)
  })

  it('does not say of an edge that was found that it was not, however many trades there are', () => {
    const report = judge(tradesOf(Array.from({ length: 600 }, (_, at) => (at % 200 === 77 ? -9 : 8 + (at % 3)))))
    expect(report.trades.n).toBeGreaterThan(report.sampleSize.total!)
    expect(report).toMatchObject({ verdict: 'NOT ENOUGH DATA', trades: { losses: 3 } })
    expect(report.reasons.join()).not.toContain('have not')
  })

  it('says why no number of trades is enough', () => {
    const surely = Array.from({ length: 100 }, (_, at) => (at % 20 === 7 ? -500 : 1 + (at % 3)))
    expect(judge(tradesOf(surely)).missing['sampleSize']).toBe('no win rate is five points above a break-even of 99.6 %')
    expect(judge(tradesOf([5, 5, 5])).missing['sampleSize']).toBe('no win or no loss to measure it by')
  })

  it('counts trades that share their time for less', () => {
    const alone = judge(tradesOf(wins(120, 78)))
    const together = judge(tradesOf(wins(120, 78), { everyUs: 60_000_000 }))
    expect([alone.trades.openTogether, together.trades.openTogether]).toEqual([1, 15])
    expect(together.edge!.lags).toBeGreaterThanOrEqual(14)
    expect(together.edge!.meanBlock).toBeGreaterThanOrEqual(15)
    expect(together.sequential!.sprt).toBeNull()
  })

  it('breaks even where wins, losses and costs come to nothing', () => {
    const { breakEven, trades } = judge(tradesOf(wins(60, 36)))
    const share = breakEven.winRate!
    expect(share * trades.meanWinBps! + (1 - share) * trades.meanLossBps!).toBeCloseTo(0, 12)
  })

  it('gives the same report to the bit, in whatever order trades are listed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 30, maxLength: 40 }), (nets) => {
        const trades = tradesOf(nets)
        expect(JSON.stringify(judge(trades.toReversed()))).toBe(JSON.stringify(judge(trades)))
      }),
      { numRuns: 5 },
    )
  })

  it('has no figure that is not a number, and a reason for each that is missing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 12 }), fc.boolean(), (nets, hasBaseline) => {
        const report = judge(tradesOf(nets), hasBaseline ? { baseline: tradesOf([1]) } : {})
        expect(JSON.parse(JSON.stringify(report))).toEqual(report)
        if (report.edge === null) expect(report.missing).toHaveProperty('edge')
        if (report.stillNeeded === null) expect(report.missing).toHaveProperty('sampleSize')
      }),
      { numRuns: 15 },
    )
  })
})

/** Highest count that independent verdicts of one probability exceed once in a hundred times, by a normal approximation. */
function most(p: number): number {
  return SEEDS * p + 2.33 * Math.sqrt(SEEDS * p * (1 - p)) + 1
}

describe('the size and power of the gate', () => {
  it('lets no more than one in twenty coins through', () => {
    let gone = 0
    for (let seed = 0; seed < SEEDS; seed++) if (judge(coinTrades(100, 0.5, sfc32(seed, 'no edge'))).verdict === 'GO') gone += 1
    expect(gone).toBeLessThanOrEqual(most(0.05))
  })

  it('is not taken in by many small wins and rare large losses', () => {
    let gone = 0
    for (let seed = 0; seed < SEEDS; seed++) {
      const random = sfc32(seed, 'rare losses')
      const nets = Array.from({ length: 100 }, () => (random.unit() < 0.9 ? 10 : -90) + normal(random))
      if (judge(tradesOf(nets)).verdict === 'GO') gone += 1
    }
    expect(gone).toBeLessThanOrEqual(most(0.05))
  })

  it('finds a planted edge four times in five at the number of trades it asks for', () => {
    const mean = 3
    const sd = Math.sqrt(100 - mean * mean + 1)
    const count = tradesNeeded({ winRate: 0.65, mean, sd, correlation: (20 * Math.sqrt(0.65 * 0.35)) / sd }, { winRateAbovePercent: 55 })!
    let gone = 0
    for (let seed = 0; seed < SEEDS; seed++) if (judge(coinTrades(count, 0.65, sfc32(seed, 'edge'))).verdict === 'GO') gone += 1
    expect(SEEDS - gone).toBeLessThanOrEqual(most(0.2))
  })
})
