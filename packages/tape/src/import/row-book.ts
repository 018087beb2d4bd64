import type { LevelChanges, Us, VenueEvent } from '@of/core'
import type { LevelColumns } from './level-columns.ts'

/** The best levels of one side of a book, best first. */
export interface RowSide {
  readonly prices: Float64Array
  /** Base units, above zero. */
  readonly sizes: Float64Array
  count: number
}

/** What a row says of the book after the rows before it; `crossed`: nothing that can be believed, nor can what follows, until it says otherwise. */
export type RowNews = 'snapshot' | 'changes' | 'crossed'

/** A book that is told whole, its best levels a row: told on as what has changed since the row before. */
export class RowBook {
  /** The row that is being filled in; `told` makes it the one before. */
  asks: RowSide
  bids: RowSide
  #beforeAsks: RowSide
  #beforeBids: RowSide
  #isKnown = false

  /** Of so many levels a side. */
  constructor(levels: number) {
    this.asks = emptySide(levels)
    this.bids = emptySide(levels)
    this.#beforeAsks = emptySide(levels)
    this.#beforeBids = emptySide(levels)
  }

  /** The next row is told whole. */
  forget(): void {
    this.#isKnown = false
  }

  /** What is wrong with the order of the row's levels; `undefined` when nothing is. */
  get disorder(): string | undefined {
    const { asks, bids } = this
    for (let rank = 1; rank < asks.count; rank++)
      if (asks.prices[rank]! <= asks.prices[rank - 1]!) return disorderOf('ask', rank, asks, 'above')
    for (let rank = 1; rank < bids.count; rank++)
      if (bids.prices[rank]! >= bids.prices[rank - 1]!) return disorderOf('bid', rank, bids, 'below')
    return undefined
  }

  /** Takes the row in: adds the levels to be told to the columns, and says what they are. */
  tell(columns: LevelColumns): RowNews {
    const { asks, bids } = this
    const crossed = asks.count > 0 && bids.count > 0 && bids.prices[0]! >= asks.prices[0]!
    const news = this.#isKnown ? 'changes' : 'snapshot'
    if (!crossed && this.#isKnown) {
      tellChanges(true, this.#beforeAsks, asks, columns)
      tellChanges(false, this.#beforeBids, bids, columns)
    } else if (!crossed) {
      tellAll(true, asks, columns)
      tellAll(false, bids, columns)
    }
    this.#isKnown = !crossed
    this.asks = this.#beforeAsks
    this.bids = this.#beforeBids
    this.#beforeAsks = asks
    this.#beforeBids = bids
    return crossed ? 'crossed' : news
  }
}

/** What a row tells, as the event of a book that shows so many levels a side. */
export function bookEvent(
  kind: Exclude<RowNews, 'crossed'>,
  told: { readonly product: string; readonly timeUs: Us; readonly receivedUs: Us; readonly changes: LevelChanges },
  bookLevels: number,
): VenueEvent {
  return kind === 'snapshot' ? { kind, ...told, bookLevels } : { kind, ...told }
}

function emptySide(levels: number): RowSide {
  return { prices: new Float64Array(levels), sizes: new Float64Array(levels), count: 0 }
}

function disorderOf(side: 'ask' | 'bid', rank: number, { prices }: RowSide, order: 'above' | 'below'): string {
  return `${side} level ${rank + 1}: expected a price ${order} ${prices[rank - 1]}, received ${prices[rank]}`
}

function tellAll(isAsk: boolean, { count, prices, sizes }: RowSide, columns: LevelColumns): void {
  for (let rank = 0; rank < count; rank++) columns.add(isAsk, prices[rank]!, sizes[rank]!)
}

/** Both rows are in order, so that one walk along them finds what is gone, what is new and what has another size. */
function tellChanges(isAsk: boolean, before: RowSide, now: RowSide, columns: LevelColumns): void {
  let was = 0
  let is = 0
  while (was < before.count || is < now.count) {
    const gap = is < now.count && was < before.count ? now.prices[is]! - before.prices[was]! : is < now.count ? -Infinity : Infinity
    const isWorse = isAsk || Math.abs(gap) === Infinity ? gap > 0 : gap < 0
    if (gap === 0) {
      if (now.sizes[is] !== before.sizes[was]) columns.add(isAsk, now.prices[is]!, now.sizes[is]!)
      was += 1
      is += 1
    } else if (isWorse) {
      columns.add(isAsk, before.prices[was]!, 0)
      was += 1
    } else {
      columns.add(isAsk, now.prices[is]!, now.sizes[is]!)
      is += 1
    }
  }
}
