import type { Us } from '@of/core'
import type { DropReason } from '../paper/order.ts'
import type { PaperTrade } from '../paper/paper-trade.ts'
import type { PaperRules } from '../paper/rules.ts'

/** A mean of so many values, with its 95 % interval; `null` where there is none, the interval also of fewer than 30. */
export interface MeanFigure {
  readonly n: number
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
}

/** What kind of signal an outcome belongs to: `taken` are LONG and SHORT together. */
export type OutcomeKind = 'LONG' | 'SHORT' | 'taken' | 'HOLD' | 'abstained'

/**
 * What became of signals of one kind after a horizon: emitted = resolved + open, and resolved = n + unpriced. The move is of mid, from the latency after the
 * signal was received until the horizon later, in basis points; of LONG and SHORT signals in their direction, of the others as it was.
 */
export interface OutcomeSummary extends MeanFigure {
  readonly horizonUs: Us
  readonly kind: OutcomeKind
  readonly emitted: number
  readonly resolved: number
  /** Still within the horizon when the recording ended. */
  readonly open: number
  /** Resolved without a mid to measure by. */
  readonly unpriced: number
  /** Stretches of the horizon's length that hold one of them: signals within one share its move, and are as good as one. */
  readonly independent: number
  /** Share of moves above 0; `null` without any. */
  readonly above: number | null
}

/** The mean move in the direction of the signals taken, had it been measured from an added latency on. */
export interface Markout extends MeanFigure {
  readonly addedLatencyUs: Us
  readonly horizonUs: Us
}

/**
 * How often mid went the way of a score, for scores of one size: of every decision with a score other than 0, whether it was traded or not. From the latency
 * after the score was received until the horizon later.
 */
export interface ReliabilityBin {
  readonly horizonUs: Us
  /** Hundredths of score without its sign, the first included, the second not. */
  readonly from: number
  readonly to: number
  /** Their mean. */
  readonly meanScore: number
  /** Scores whose horizon is over: n, those after which mid stood where it was, and those without a mid to measure by. */
  readonly scores: number
  readonly unmoved: number
  readonly unpriced: number
  /** Those after which mid had moved. */
  readonly n: number
  /** Stretches as long as the horizon that hold one of them: as many observations as the interval is of. */
  readonly independent: number
  readonly wins: number
  /** Of n; `null` without any. */
  readonly winShare: number | null
  /** Wilson's 95 % interval. */
  readonly low: number | null
  readonly high: number | null
}

/** What signals were emitted. */
export interface SignalCounts {
  readonly emitted: number
  readonly long: number
  readonly short: number
  readonly hold: number
  readonly abstained: number
}

/** What became of orders. Every order sent was filled, dropped or is pending; of some only a part was. */
export interface OrderCounts {
  readonly sent: number
  /** Orders of which something was filled. */
  readonly filled: number
  /** Orders of which something was given up, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>
  /** Signals on which no order was sent, by reason. */
  readonly refused: Readonly<Partial<Record<DropReason, number>>>
  /** Fills less than the latency after what they answer was known: none, or the account is wrong. */
  readonly early: number
}

/** A position that was open at the end: marked, not closed, and no trade. */
export interface OpenPosition {
  readonly product: string
  readonly side: 'LONG' | 'SHORT'
  readonly openedUs: Us
  /** Base units. */
  readonly quantity: number
  readonly entryPrice: number
  /** Mid at the end; `null` where there never was one. */
  readonly markPrice: number | null
  /** Quote currency gained so far: what was left already, what is held at its mark, and the fees paid. */
  readonly markedQuote: number
}

/** What trading cost. */
export interface CostReport {
  /** Basis points of both fees of a trade at the tier that was chosen, were its price to stay. */
  readonly roundTripFeeBps: number
  /** Mean fees of a trade, and mean slippage against mid, in basis points of its notional. */
  readonly feeBps: number | null
  readonly slippageBps: number | null
  /** The move of mid, in the direction of the trade, that pays for both. */
  readonly breakEvenBps: number | null
  /** Quote currency. */
  readonly takerNotional: number
  readonly makerNotional: number
  readonly fees: number
}

/** Closed trades as figures, in basis points of their notional. */
export interface TradeSummary {
  readonly n: number
  readonly wins: number
  readonly winRate: number | null
  /** Wilson's 95 % interval. */
  readonly winRateLow: number | null
  readonly winRateHigh: number | null
  readonly gross: MeanFigure
  readonly net: MeanFigure
  /** Mean duration. */
  readonly meanHoldUs: Us | null
  readonly byReason: Readonly<Record<string, number>>
}

/** Gains on a fixed grid of receive time, open positions marked at mid, in basis points of one entry's notional. */
export interface EquityReport {
  readonly everyUs: Us
  /** Start of the first step. */
  readonly fromUs: Us
  /** The last step ends here. */
  readonly toUs: Us
  readonly steps: readonly number[]
  readonly finalBps: number
  /** Deepest fall below the highest so far, on the grid. */
  readonly drawdownBps: number
  /** Marks at which something held had no believed mid. */
  readonly staleMarks: number
}

/** One arm's account. */
export interface ArmResult {
  readonly name: string
  readonly signals: SignalCounts
  readonly orders: OrderCounts
  readonly summary: TradeSummary
  readonly costs: CostReport
  readonly outcomes: readonly OutcomeSummary[]
  readonly markouts: readonly Markout[]
  /** By horizon, then by size of score; a size that no score had is left out. */
  readonly reliability: readonly ReliabilityBin[]
  readonly equity: EquityReport
  /** Share of the time, of all products, in which something was held. */
  readonly exposure: number | null
  /** Everything that was bought and sold, in entries' notional; and per day, `null` of less than an hour. */
  readonly turnover: number
  readonly turnoverPerDay: number | null
  readonly trades: readonly PaperTrade[]
  readonly open: readonly OpenPosition[]
}

/** A stretch of receive time in which a book could not be believed. */
export interface Gap {
  readonly fromUs: Us
  readonly toUs: Us
}

/** How far the market of a product was seen. */
export interface MarketQuality {
  readonly product: string
  readonly moments: number
  readonly bookMessages: number
  readonly prints: number
  readonly hiddenPrints: number
  readonly booksLost: number
  /** Receive times of its first and its last event. */
  readonly fromUs: Us
  readonly toUs: Us
  /** Share of the time in which its book could be believed. */
  readonly believed: number | null
  /** When it could not: before the first book, and from each loss to the next. */
  readonly gaps: readonly Gap[]
}

/** Where the events came from, in the words of whoever brought them. */
export interface BacktestInput {
  readonly simulated: boolean
  readonly [detail: string]: unknown
}

/** What arms came to on the same events. */
export interface BacktestResult {
  readonly schema: 1
  readonly input: BacktestInput
  /** Receive times of the first and the last event; `null` when there was none. */
  readonly span: { readonly fromUs: Us; readonly toUs: Us } | null
  readonly rules: PaperRules
  readonly quality: readonly MarketQuality[]
  /** In the order in which they were given. */
  readonly arms: readonly ArmResult[]
}
