import type { WireFrame } from '../contestants/plain-books.ts'
import { quantile } from '../race/statistics.ts'
import type { Input } from './input.ts'

/** What the frames of an input look like, as rows of a table: what, and how much. */
export type FrameShape = ReadonlyMap<string, string>

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9]
const IN_PERCENT = SHARES.map((share) => 100 * share).join('/')
const CHANNELS = ['l2_data update', 'ticker', 'market_trades', 'heartbeats', 'candles']

type WireUpdate = WireFrame['events'][number]['updates'][number]

/** What a change does to a book. */
type ChangeKind = 'new' | 'gone' | 'resized' | 'neither'

interface Book {
  readonly bid: Map<number, number>
  readonly offer: Map<number, number>
}

/** What is counted while frames pass. */
interface Tally {
  readonly channels: Map<string, number>
  readonly sizes: number[]
  readonly levels: number[]
  readonly distancesBps: number[]
  readonly kinds: Record<ChangeKind, number>
  readonly books: Map<string, Book>
}

/** Measures an input: share of channels, bytes a frame, levels a frame, how far changes lie from mid, how deep books are. */
export function frameShape({ frames }: Input): FrameShape {
  const tally: Tally = {
    channels: new Map(),
    sizes: [],
    levels: [],
    distancesBps: [],
    kinds: { new: 0, gone: 0, resized: 0, neither: 0 },
    books: new Map(),
  }
  for (const bytes of frames) {
    const frame: WireFrame = JSON.parse(bytes.toString())
    addFrame(tally, frame, bytes.length)
  }
  return rowsOf(tally, frames.length)
}

function addFrame(tally: Tally, { channel, events }: WireFrame, bytes: number): void {
  const name = channel === 'l2_data' ? `${channel} ${events[0]?.type ?? ''}` : channel
  tally.channels.set(name, (tally.channels.get(name) ?? 0) + 1)
  if (channel !== 'l2_data') return
  for (const { type, product_id: product, updates } of events) {
    const book = tally.books.get(product) ?? { bid: new Map(), offer: new Map() }
    tally.books.set(product, book)
    if (type === 'snapshot') for (const update of updates) apply(book, update)
    else {
      tally.sizes.push(bytes)
      tally.levels.push(updates.length)
      const mid = midOf(book)
      for (const update of updates) {
        tally.distancesBps.push((10_000 * Math.abs(Number(update.price_level) - mid)) / mid)
        tally.kinds[apply(book, update)] += 1
      }
    }
  }
}

function apply(book: Book, { side, price_level, new_quantity }: WireUpdate): ChangeKind {
  const price = Number(price_level)
  const size = Number(new_quantity)
  const before = book[side].get(price) ?? 0
  if (size > 0) book[side].set(price, size)
  else book[side].delete(price)
  if (size === before) return 'neither'
  if (before === 0) return 'new'
  return size === 0 ? 'gone' : 'resized'
}

function midOf({ bid, offer }: Book): number {
  let bestBid = -Infinity
  let bestAsk = Infinity
  for (const price of bid.keys()) if (price > bestBid) bestBid = price
  for (const price of offer.keys()) if (price < bestAsk) bestAsk = price
  return (bestBid + bestAsk) / 2
}

function rowsOf({ channels, sizes, levels, distancesBps, kinds, books }: Tally, frames: number): FrameShape {
  return new Map([
    ['frames', String(frames)],
    ...CHANNELS.map((name) => [`frames of ${name}`, percent(channels.get(name) ?? 0, frames)] as const),
    ['bytes an update frame, mean', mean(sizes).toFixed(0)],
    [`bytes an update frame, ${IN_PERCENT} %`, quantilesOf(sizes, 0)],
    ['levels an update frame, mean', mean(levels).toFixed(1)],
    [`levels an update frame, ${IN_PERCENT} %`, quantilesOf(levels, 0)],
    [`bps from mid, ${IN_PERCENT} %`, quantilesOf(distancesBps, 1)],
    [
      `levels that are ${Object.keys(kinds).join(' / ')}`,
      Object.values(kinds)
        .map((count) => percent(count, distancesBps.length))
        .join(' / '),
    ],
    ...[...books].map(([product, { bid, offer }]) => [`levels of ${product}, bids / asks`, `${bid.size} / ${offer.size}`] as const),
  ])
}

function percent(count: number, of: number): string {
  return `${((100 * count) / of).toFixed(0)} %`
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function quantilesOf(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  return SHARES.map((share) => quantile(sorted, share).toFixed(digits)).join(' / ')
}
