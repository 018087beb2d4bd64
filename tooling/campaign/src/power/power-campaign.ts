import { Backtest, briefRules, explicitFees, judge, type PaperTrade, tradesNeeded, type Verdict } from '@of/backtest'
import { MINUTE_US } from '@of/core'
import { flowSource, parseRuleSet } from '@of/signals'
import { moments } from '@of/stats'
import { plantedMarket } from './planted-market.ts'

/** What is simulated, how often, and for what. */
export interface PowerOptions {
  readonly seeds: number
  readonly firstSeed: number
  /** Basis points the planted edge is worth before costs, over the holding time. */
  readonly edgeBps: number
  /** Trades that the planted edge's worth is measured by; 20,000 unless given. */
  readonly calibrationTrades?: number
}

/** How often the gate said what of markets of one kind. */
export interface Tally {
  readonly edgeBps: number
  /** Trades each verdict was made of. */
  readonly trades: number
  readonly verdicts: Readonly<Record<Verdict, number>>
  /** How often the founding rules alone passed. */
  readonly briefPasses: number
}

/** What came of a campaign. */
export interface PowerResult {
  readonly seeds: number
  /** What one trade of the planted edge is worth after costs, measured over many: its mean and spread, and how often it wins. */
  readonly planted: { readonly meanBps: number; readonly sdBps: number; readonly winRate: number }
  readonly withoutEdge: Tally
  readonly withEdge: Tally
}

const HOLD_MINUTES = 5

/** Basis points of a fill: a tier of the largest accounts, so that an edge of a size that can be found in a night is worth anything. */
const FEES = explicitFees(1, 0.5)

/** A seed that no campaign comes to. */
const CALIBRATION_SEED = 4_000_000_000

const ruleSet = parseRuleSet({
  schema: 1,
  name: 'planted',
  decisionThreshold: 40,
  factors: [{ factor: 'momentum', source: 'book', feature: 'ofiMomentum', weight: 50, bullish: { above: 0.1 }, bearish: { below: -0.1 } }],
})

/** Trades on paper in a market with a planted edge until so many positions were closed. */
export function paperTrades(seed: number, edgeBps: number, count: number): PaperTrade[] {
  const trades: PaperTrade[] = []
  const paper = new Backtest({
    arms: [{ name: 'flow', source: flowSource(ruleSet) }],
    fees: FEES,
    notional: 10_000,
    maxHoldUs: HOLD_MINUTES * MINUTE_US,
    horizonsUs: [MINUTE_US],
    addedLatenciesUs: [0],
    onRecord: (record) => {
      if (record.kind === 'closed') trades.push(record.trade)
    },
  })
  for (const event of plantedMarket({ seed, edgeBps, holdMinutes: HOLD_MINUTES })) {
    paper.on(event)
    if (trades.length >= count) break
  }
  return trades
}

/** The planted edge's worth, and after how many trades the gate should find it four times in five. */
export function planned({ calibrationTrades = 20_000, edgeBps }: PowerOptions): PowerResult['planted'] & { readonly trades: number } {
  const net = paperTrades(CALIBRATION_SEED, edgeBps, calibrationTrades).map(({ netBps }) => netBps)
  const found = moments(net)!
  const winRate = net.filter((bps) => bps > 0).length / net.length
  const wins = Float64Array.from(net, (bps) => Number(bps > 0))
  const shape = { winRate, mean: found.mean, sd: found.sd, correlation: correlation(net, wins) }
  const trades = tradesNeeded(shape, { winRateAbovePercent: briefRules.winRateAbovePercent })
  if (trades === undefined)
    throw new RangeError(`an edge of ${edgeBps} bps is never found: after costs it is worth ${found.mean.toFixed(2)} bps`)
  return { meanBps: found.mean, sdBps: found.sd, winRate, trades: Math.max(briefRules.minTrades, trades) }
}

/** Lets the gate judge paper trades of as many markets without an edge as with one, at the sample size planned for the latter. */
export class PowerCampaign {
  readonly #options: PowerOptions
  readonly #planned: ReturnType<typeof planned>
  readonly #tallies: { readonly without: MutableTally; readonly with: MutableTally }
  #seeds = 0

  constructor(options: PowerOptions) {
    this.#options = options
    this.#planned = planned(options)
    this.#tallies = { without: emptyTally(), with: emptyTally() }
  }

  /** Judges the next seed; false when there is none left. */
  advance(): boolean {
    const { edgeBps, firstSeed, seeds } = this.#options
    if (this.#seeds >= seeds) return false
    const seed = firstSeed + this.#seeds
    this.#judge(this.#tallies.without, seed, 0)
    this.#judge(this.#tallies.with, seed, edgeBps)
    this.#seeds += 1
    return true
  }

  /** What came of it so far. */
  get result(): PowerResult {
    const { meanBps, sdBps, trades, winRate } = this.#planned
    return {
      seeds: this.#seeds,
      planted: { meanBps, sdBps, winRate },
      withoutEdge: { edgeBps: 0, trades, ...this.#tallies.without },
      withEdge: { edgeBps: this.#options.edgeBps, trades, ...this.#tallies.with },
    }
  }

  /** In a market without an edge costs are given back, so that the true mean is exactly zero: the hardest market to say nothing of. */
  #judge(tally: MutableTally, seed: number, edgeBps: number): void {
    const made = paperTrades(seed, edgeBps, this.#planned.trades)
    const trades = edgeBps === 0 ? made.map((trade) => ({ ...trade, netBps: trade.netBps + costs(trade) })) : made
    const { brief, verdict } = judge(trades, { seed })
    tally.verdicts[verdict] += 1
    if (brief.pass) tally.briefPasses += 1
  }
}

interface MutableTally {
  readonly verdicts: Record<Verdict, number>
  briefPasses: number
}

function emptyTally(): MutableTally {
  return { verdicts: { GO: 0, 'NO-GO': 0, 'NOT ENOUGH DATA': 0 }, briefPasses: 0 }
}

/** Fees and the spread of both ways. */
function costs({ costBps }: PaperTrade): number {
  return costBps + 2 * 0.25
}

function correlation(xs: readonly number[], ys: Float64Array): number {
  const [a, b] = [moments(xs)!, moments(ys)!]
  let sum = 0
  for (let i = 0; i < xs.length; i++) sum += (xs[i]! - a.mean) * (ys[i]! - b.mean)
  return sum / ((xs.length - 1) * a.sd * b.sd)
}
