/** The range that a figure lies in with 95 % confidence. */
export type Interval = readonly [low: number, high: number]

/** What one set of features explains, whatever its slopes. A figure that could not be found is `null`. */
export interface ExplainedShare {
  /** Windows that the figures rest on. */
  readonly n: number
  /** Blocks that could be fitted: r2, adjustedR2, beta and t are means over them. */
  readonly blocks: number
  readonly r2: number | null
  /** r2 less what as many features without any meaning would explain. */
  readonly adjustedR2: number | null
  /** What as many features without any meaning explain on average, k / (n − 1). */
  readonly chanceR2: number | null
  /** 1 less squared errors over those of the past's mean, of windows predicted from those before them alone: below 0 where the mean did better. */
  readonly outOfSampleR2: number | null
  /** Windows that were predicted. */
  readonly outOfSampleN: number
  /** From blocks drawn anew; `null` under 8 blocks, and under 100 windows. */
  readonly r2Interval: Interval | null
}

/** What one feature explains. */
export interface Figures extends ExplainedShare {
  /** Ticks per unit of the feature: per base unit, for imbalance per 1, for the micro-price per tick. */
  readonly beta: number | null
  /** Newey and West's t. */
  readonly t: number | null
  /** From blocks drawn anew, under 8 blocks from Newey and West's errors; `null` under 100 windows. */
  readonly betaInterval: Interval | null
}

/** What the best levels explain, so many of them. */
export interface DeepFigures {
  readonly levels: number
  /** Blocks that could be fitted. */
  readonly blocks: number
  /** `null` where a level was never there, and where chanceR2 is above ½: with hardly more windows than levels anything is explained. */
  readonly r2: number | null
  readonly chanceR2: number | null
  readonly outOfSampleR2: number | null
  /** Windows that were predicted. */
  readonly outOfSampleN: number
}

/** One figure of each of two features. */
export interface Both<Figure> {
  readonly ofi: Figure
  readonly tradeImbalance: Figure
}

/** What order flow imbalance and trade imbalance explain in one regression. */
export interface BothFigures extends ExplainedShare {
  readonly beta: Both<number> | null
  readonly t: Both<number> | null
  readonly betaInterval: Both<Interval> | null
}

/** Integrated imbalance, and where the weights of its levels are from. */
export interface IntegratedFigures extends Figures {
  /** `past blocks`: of each block from those before it alone. `same block`: there is only one, and the figures flatter. `null`: there are none. */
  readonly weightsFrom: 'past blocks' | 'same block' | null
}

/** What every set of features explains of the moves of one kind. */
export interface Explained {
  /** Windows measured. */
  readonly windows: number
  /** Windows left out: the book was lost in them, or the mid at an end of the move is not known. */
  readonly unmeasured: number
  /** Blocks in which the mid never moved differently: in no figure. */
  readonly skippedBlocks: number
  /** Windows of the smallest of the other blocks, which weighs as much as any; `null` without one. */
  readonly fewestWindows: number | null
  readonly ofi: Figures
  readonly tradeImbalance: Figures
  readonly both: BothFigures
  readonly multiLevel: readonly DeepFigures[]
  readonly integrated: IntegratedFigures
  readonly imbalance: Figures
  readonly microprice: Figures
  readonly cvd: Figures
}

/** What acting on a prediction costs, in basis points, there and back. */
export interface Costs {
  /** Mean spread: what crossing it twice costs a small order. */
  readonly spreadBps: number | null
  /** Of a taker, a side; `null` where none was chosen. */
  readonly feeBps: number | null
  /** Spread and twice the fee; `null` where no fee was chosen. */
  readonly roundTripBps: number | null
}

/** A predictive set with what it is worth and what it costs. */
export type WithCosts<Set> = Set & {
  /** Deviation of the predicted moves, in basis points: r · deviation of the moves. */
  readonly predictedMoveBps: number | null
  readonly costs: Costs
}

/** What was known before the moves: the moves begin a latency after it was received. */
export interface Predicted {
  readonly windows: number
  readonly unmeasured: number
  /** Moves whose end lies behind that of the recording. */
  readonly unfinished: number
  readonly skippedBlocks: number
  readonly ofi: WithCosts<Figures>
  readonly tradeImbalance: WithCosts<Figures>
  readonly both: WithCosts<BothFigures>
  readonly multiLevel: readonly WithCosts<DeepFigures>[]
  readonly integrated: WithCosts<IntegratedFigures>
  readonly imbalance: WithCosts<Figures>
  readonly microprice: WithCosts<Figures>
  readonly cvd: WithCosts<Figures>
}

/** An hour of the UTC day. */
export interface HourFigures {
  readonly hour: number
  readonly blocks: number
  /** Means over blocks of what OFI explains of the moves of its own windows, and of the moves after them. */
  readonly contemporaneousR2: number | null
  readonly predictiveR2: number | null
}

/** Everything found at one horizon. */
export interface HorizonFigures {
  readonly seconds: number
  readonly blockSeconds: number
  /** Windows measured. */
  readonly windows: number
  readonly contemporaneous: Explained
  readonly predictive: Predicted
  /** Empty where a block is longer than an hour. */
  readonly byHour: readonly HourFigures[]
}

/** How the slope of OFI hangs together with depth D, over blocks (Cont, Kukanov, Stoikov: β = c / D^λ with c = ½ and λ = 1). */
export interface DepthLaw {
  readonly seconds: number
  readonly blocks: number
  /** Slope of log β on log D, about −1 if the law holds; `null` under 3 blocks. */
  readonly exponent: number | null
  /** One standard error of it. */
  readonly exponentError: number | null
  /** 95 %, by Student's distribution. */
  readonly exponentInterval: Interval | null
  readonly logR2: number | null
  /** Slope of β on 1 / 2D, about 1 if the law holds; `null` under 3 blocks. */
  readonly slope: number | null
  readonly slopeError: number | null
  readonly r2: number | null
  /** Mean of β · 2D over blocks, about 1 if the law holds. */
  readonly betaTimes2D: number | null
  /** Mean depth over blocks, in base units. */
  readonly depth: number | null
}
