import type { Book } from '@of/api'
import { depthBands, type LevelSource } from '@of/core'
import { bestOf, edgeOfRow, rounded } from '../market/rows.ts'
import type { Moment } from './moment.ts'

/** Distances from mid, in basis points, up to which depth is summed. */
const BANDS_BPS = [5, 10, 25, 50]

/** How a book is cut. */
export interface BookOptions {
  readonly levels: number
  /** Ticks a level. */
  readonly grouping: number
}

/** The top of a book; without levels while it cannot be believed. */
export function bookOf({ book: now, clockUs, feed, market, origin, product }: Moment, { grouping, levels }: BookOptions): Book {
  const tick = market.tick ?? null
  const live = feed?.products.find((health) => health.product === product)
  const step = tick === null ? undefined : tick.size * grouping
  return {
    product,
    origin,
    timeUs: now?.nowUs ?? clockUs,
    state: now?.bookState ?? 'empty',
    reason: now === undefined ? 'nothing heard of it yet' : now.bookReason,
    sinceUs: market.bookSinceUs ?? null,
    tick,
    grouping,
    ...sidesOf(now, { levels, step, grouping }),
    bands: bandsOf(now),
    levels: live === undefined || now?.book === undefined ? null : { bid: live.bidLevels, ask: live.askLevels },
  }
}

/** The levels and the walls of a book; none while it is not believed. */
function sidesOf(now: Moment['book'], cut: Omit<Cut, 'side'>): Pick<Book, 'bids' | 'asks' | 'walls'> {
  const walls = (now?.walls ?? []).map((wall) => ({ ...wall }))
  if (now?.book === undefined) return { bids: [], asks: [], walls }
  const { asks, bids } = now.book
  return { bids: levelsOf(bids, { ...cut, side: 'bid' }), asks: levelsOf(asks, { ...cut, side: 'ask' }), walls }
}

interface Cut extends BookOptions {
  readonly step: number | undefined
  readonly side: 'bid' | 'ask'
}

/** Levels of a side, best first; those within one step are one, at its price farthest from the touch. */
function levelsOf(source: LevelSource, { grouping, levels, side, step }: Cut): Book['bids'] {
  const cut: { price: number; size: number; total: number }[] = []
  let total = 0
  let row: number | undefined
  source.walk((price, size) => {
    const isCut = step !== undefined && grouping > 1
    const at = isCut ? (side === 'bid' ? Math.floor(price / step + 1e-9) : Math.ceil(price / step - 1e-9)) : undefined
    const last = cut.at(-1)
    const joins = last !== undefined && at !== undefined && at === row
    if (!joins && cut.length === levels) return false
    total += price * size
    if (joins) {
      last.size += size
      last.total = total
    } else cut.push({ price: at === undefined || step === undefined ? price : edgeOfRow(at, step), size, total })
    row = at
    return true
  })
  return cut.map((level) => ({ ...level, size: rounded(level.size) }))
}

function bandsOf(now: Moment['book']): Book['bands'] {
  const book = now?.book
  const bestBid = book && bestOf(book.bids)
  const bestAsk = book && bestOf(book.asks)
  if (book === undefined || bestBid === undefined || bestAsk === undefined) return []
  const mid = (bestBid + bestAsk) / 2
  return depthBands(book, mid, BANDS_BPS).map(({ ask, bid }, i) => {
    const bps = BANDS_BPS[i]!
    return { bps, bid, ask, bidNotional: notionalWithin(book.bids, mid, -bps), askNotional: notionalWithin(book.asks, mid, bps) }
  })
}

function notionalWithin(side: LevelSource, mid: number, bps: number): number {
  const edge = mid + (mid * bps) / 1e4
  let notional = 0
  side.walk((price, size) => {
    if (bps < 0 ? price < edge : price > edge) return false
    notional += price * size
    return true
  })
  return notional
}
