import { addAt, sumAt, valueOf } from '../indicator/compensated-sum.ts'

/** How many prices a page can hold. */
const PAGE_PRICES = 64

/** Neighbours that together leave a page room to grow are joined. */
const ROOMY = (3 * PAGE_PRICES) / 4

/** A short run of prices, ascending, and what traded at each. */
export interface PricePage {
  readonly prices: Float64Array
  /** Base units, in pairs of a sum and its residue. */
  readonly volumes: Float64Array
  /** How many trades there were at each price. */
  readonly trades: Float64Array
  /** How many prices. */
  count: number
}

/** Volume by exact price: pages of sorted prices, lowest first, and columns of what there is to know of each. Plain data. */
export interface PricePages {
  readonly pages: PricePage[]
  /** Page `i` holds the prices from bound `i` up to, not including, bound `i + 1`; the first one, whose bound says nothing, from the lowest. */
  bounds: Float64Array
  /** What traded at all prices of a page: base units, in pairs of a sum and its residue. */
  totals: Float64Array
}

/** No prices. */
export function pricePages(): PricePages {
  return { pages: [pricePage()], bounds: new Float64Array(16), totals: new Float64Array(32) }
}

/** Counts a trade at its price. */
export function enterTrade(all: PricePages, price: number, size: number): void {
  let at = pageOf(all, price)
  let rank = rankIn(all.pages[at]!, price)
  if (rank === all.pages[at]!.count || all.pages[at]!.prices[rank] !== price) {
    if (all.pages[at]!.count === PAGE_PRICES) {
      split(all, at)
      if (rank > all.pages[at]!.count) {
        rank -= all.pages[at]!.count
        at += 1
      }
    }
    insert(all.pages[at]!, rank, price)
  }
  const { volumes, trades } = all.pages[at]!
  addAt(volumes, rank, size)
  trades[rank]! += 1
  addAt(all.totals, at, size)
}

/** Takes away a trade that was counted; a price from which the last one goes is gone, and leaves no rounding behind. */
export function leaveTrade(all: PricePages, price: number, size: number): void {
  const at = pageOf(all, price)
  const page = all.pages[at]!
  const rank = rankIn(page, price)
  addAt(page.volumes, rank, -size)
  page.trades[rank]! -= 1
  addAt(all.totals, at, -size)
  if (page.trades[rank] === 0) {
    remove(page, rank)
    if (page.count === 0) totalUp(all, at)
    join(all, at)
  }
}

/** Price and volume in base units, lowest price first. */
export function* volumesIn({ pages }: PricePages): Generator<readonly [price: number, volume: number], void, undefined> {
  for (const { prices, volumes, count } of pages) {
    for (let rank = 0; rank < count; rank++) yield [prices[rank]!, valueOf(sumAt(volumes, rank))]
  }
}

/** The lowest price, `undefined` where there is none. */
export function lowestPrice({ pages }: PricePages): number | undefined {
  const { prices, count } = pages[0]!
  return count > 0 ? prices[0] : undefined
}

/** The highest price, `undefined` where there is none. */
export function highestPrice({ pages }: PricePages): number | undefined {
  const { prices, count } = pages.at(-1)!
  return count > 0 ? prices[count - 1] : undefined
}

function pricePage(): PricePage {
  return {
    prices: new Float64Array(PAGE_PRICES),
    volumes: new Float64Array(2 * PAGE_PRICES),
    trades: new Float64Array(PAGE_PRICES),
    count: 0,
  }
}

function pageOf({ pages, bounds }: PricePages, price: number): number {
  let low = 0
  let high = pages.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (bounds[middle]! <= price) low = middle
    else high = middle
  }
  return low
}

function rankIn({ prices, count }: PricePage, price: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (prices[middle]! < price) low = middle + 1
    else high = middle
  }
  return low
}

function insert(page: PricePage, rank: number, price: number): void {
  const { prices, volumes, trades, count } = page
  prices.copyWithin(rank + 1, rank, count)
  volumes.copyWithin(2 * rank + 2, 2 * rank, 2 * count)
  trades.copyWithin(rank + 1, rank, count)
  prices[rank] = price
  volumes[2 * rank] = 0
  volumes[2 * rank + 1] = 0
  trades[rank] = 0
  page.count += 1
}

function remove(page: PricePage, rank: number): void {
  const { prices, volumes, trades, count } = page
  prices.copyWithin(rank, rank + 1, count)
  volumes.copyWithin(2 * rank, 2 * rank + 2, 2 * count)
  trades.copyWithin(rank, rank + 1, count)
  page.count -= 1
}

/** Moves the upper half of a full page to one of its own. */
function split(all: PricePages, at: number): void {
  const lower = all.pages[at]!
  const upper = pricePage()
  const half = PAGE_PRICES / 2
  upper.prices.set(lower.prices.subarray(half))
  upper.volumes.set(lower.volumes.subarray(2 * half))
  upper.trades.set(lower.trades.subarray(half))
  upper.count = lower.count - half
  lower.count = half
  const { length } = all.pages
  if (length === all.bounds.length) {
    all.bounds = doubled(all.bounds)
    all.totals = doubled(all.totals)
  }
  all.pages.splice(at + 1, 0, upper)
  all.bounds.copyWithin(at + 2, at + 1, length)
  all.totals.copyWithin(2 * at + 4, 2 * at + 2, 2 * length)
  all.bounds[at + 1] = upper.prices[0]!
  totalUp(all, at)
  totalUp(all, at + 1)
}

/** Joins a page to its neighbour where that leaves room, or where nothing is left of it. */
function join(all: PricePages, at: number): void {
  const { length } = all.pages
  const first = at + 1 < length ? at : at - 1
  if (first < 0) return
  const page = all.pages[first]!
  const next = all.pages[first + 1]!
  if (all.pages[at]!.count > 0 && page.count + next.count > ROOMY) return
  page.prices.set(next.prices.subarray(0, next.count), page.count)
  page.volumes.set(next.volumes.subarray(0, 2 * next.count), 2 * page.count)
  page.trades.set(next.trades.subarray(0, next.count), page.count)
  page.count += next.count
  all.pages.splice(first + 1, 1)
  all.bounds.copyWithin(first + 1, first + 2, length)
  all.totals.copyWithin(2 * first + 2, 2 * first + 4, 2 * length)
  totalUp(all, first)
}

/** Adds a page up anew. */
function totalUp({ pages, totals }: PricePages, at: number): void {
  const { volumes, count } = pages[at]!
  totals[2 * at] = 0
  totals[2 * at + 1] = 0
  for (let rank = 0; rank < count; rank++) addPair(totals, at, volumes, rank)
}

/** Adds one of several sums to another of several. */
export function addPair(into: Float64Array, index: number, from: Float64Array, fromIndex: number): void {
  addAt(into, index, from[2 * fromIndex]!)
  into[2 * index + 1]! += from[2 * fromIndex + 1]!
}

function doubled(column: Float64Array): Float64Array {
  const grown = new Float64Array(2 * column.length)
  grown.set(column)
  return grown
}
