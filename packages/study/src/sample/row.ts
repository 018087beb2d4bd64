/** What happened to a product in one step of the grid, (start, end], and how the market stood at its end. */
export interface Row {
  /** The number of the step, counted from the epoch. */
  readonly index: number
  /** Whether the book was believed and two-sided from the start to the end, so that all its flow was seen. */
  isWhole: boolean
  /** Mids at the start and at the end, in quote currency; 0 where the row is not whole and there was none. */
  openMid: number
  closeMid: number
  /** Order flow imbalance of the step, best level first, in base units. */
  readonly ofi: Float64Array
  /** Base units bought less sold by takers, hidden executions left out. */
  flow: number
  /** `flow` since the UTC day began, at the end. */
  cvd: number
  /** Order imbalance of the best levels at the end, from −1 to 1. */
  imbalance: number
  /** The weighted mid less the mid at the end, in quote currency. */
  lean: number
  /** Basis points of the mid, at the end. */
  spreadBps: number
}

/** A row of which nothing is known yet. */
export function emptyRow(index: number, levels: number, openMid: number | undefined): Row {
  return {
    index,
    isWhole: openMid !== undefined,
    openMid: openMid ?? 0,
    closeMid: 0,
    ofi: new Float64Array(levels),
    flow: 0,
    cvd: 0,
    imbalance: 0,
    lean: 0,
    spreadBps: 0,
  }
}
