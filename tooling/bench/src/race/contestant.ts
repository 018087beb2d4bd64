/** A book as a contestant leaves it. */
export interface EndBook {
  readonly product: string
  readonly bestBid: number
  readonly bestAsk: number
  /** Levels of both sides. */
  readonly levels: number
}

/** One run over an input, ready to start. */
export interface Heat {
  /** Does the whole work; what it returns depends on the work, so that none of it can be left out. */
  readonly run: () => number
  /** What has come of it, to be compared with the others. Contestants without books have none. */
  readonly books?: () => readonly EndBook[]
  /** Anything that is to be said of the run. */
  readonly note?: () => string | undefined
}

/** Something to be timed. */
export interface Contestant {
  readonly name: string
  /** Makes a run ready, fresh state and all; not timed. */
  readonly prepare: () => Heat
}
