import type { Level } from '../market.ts'

/** One side of a book as a sequence of levels. */
export interface LevelSource {
  /** Visits the levels, best first, until a visit returns false. The side must not change meanwhile. */
  readonly walk: (visit: (price: number, size: number) => boolean) => void
}

/** Both sides of a book, to read. */
export interface BookView {
  readonly bids: LevelSource
  readonly asks: LevelSource
}

/** A side made of levels that are given best first. */
export function levelSource(levels: readonly Level[]): LevelSource {
  return {
    walk(visit) {
      for (const { price, size } of levels) if (!visit(price, size)) return
    },
  }
}

/** A book made of levels that are given best first on either side. */
export function bookView(bids: readonly Level[], asks: readonly Level[]): BookView {
  return { bids: levelSource(bids), asks: levelSource(asks) }
}

/** The price of a side's best level, `undefined` when the side is empty. */
export function bestPriceOf(side: LevelSource): number | undefined {
  let best: number | undefined
  side.walk((price) => {
    best = price
    return false
  })
  return best
}
