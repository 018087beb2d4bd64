import type { DeskState } from '../desk/desk.ts'
import type { Column } from '../market/heat.ts'
import type { MarketState } from '../market/market.ts'
import type { Minute } from '../market/minute.ts'
import { Orders } from '../market/orders.ts'

type FeedState = DeskState['pipeline']['feeds']['products'][number]

/** A piece of what a desk knows. None takes more than some milliseconds to write down. */
export type StatePart =
  /** All but the rest: the state without products, and markets without what there is much of. */
  | { readonly kind: 'frame'; readonly state: DeskState }
  | { readonly kind: 'feed'; readonly feed: FeedState }
  | { readonly kind: 'orders'; readonly product: string; readonly orders: MarketState['orders'] }
  | { readonly kind: 'minutes'; readonly product: string; readonly minutes: readonly Minute[] }
  | { readonly kind: 'columns'; readonly product: string; readonly columns: readonly Column[] }

const NO_ORDERS = new Orders().state

/** So many minutes and columns at once. */
const MINUTES = 60
const COLUMNS = 240

/** What a desk knows in pieces, each of which is looked at when it is asked for. */
export function* partsOf(state: DeskState): Generator<StatePart, void, undefined> {
  const { markets, pipeline, ticks } = state
  const feeds = { ...pipeline.feeds, products: [] }
  const bare = new Map([...markets].map(([product, market]) => [product, withoutBulk(market)]))
  yield { kind: 'frame', state: { ticks, markets: bare, pipeline: { ...pipeline, feeds } } }
  for (const feed of pipeline.feeds.products) yield { kind: 'feed', feed }
  for (const [product, { heat, minutes, orders }] of markets) {
    yield { kind: 'orders', product, orders }
    for (const some of piecesOf(minutes.minutes, MINUTES)) yield { kind: 'minutes', product, minutes: some }
    for (const some of piecesOf(heat.columns, COLUMNS)) yield { kind: 'columns', product, columns: some }
  }
}

/** What a desk knew, of all its pieces in their order. Throws a `RangeError` where the first is missing. */
export function joined(parts: Iterable<StatePart>): DeskState {
  let frame: DeskState | undefined
  const feeds: FeedState[] = []
  const minutes = new Map<string, Minute[]>()
  const columns = new Map<string, Column[]>()
  const orders = new Map<string, MarketState['orders']>()
  for (const part of parts) {
    if (part.kind === 'frame') frame = part.state
    else if (part.kind === 'feed') feeds.push(part.feed)
    else if (part.kind === 'orders') orders.set(part.product, part.orders)
    else if (part.kind === 'minutes') listOf(minutes, part.product).push(...part.minutes)
    else listOf(columns, part.product).push(...part.columns)
  }
  if (frame === undefined) throw new RangeError('state: expected its frame, received none')
  const { markets, pipeline, ticks } = frame
  const whole = [...markets].map(([product, market]): [string, MarketState] => {
    const filled = { ...market.minutes, minutes: listOf(minutes, product) }
    const heat = { ...market.heat, columns: listOf(columns, product) }
    return [product, { ...market, minutes: filled, heat, orders: orders.get(product) ?? market.orders }]
  })
  return { ticks, markets: new Map(whole), pipeline: { ...pipeline, feeds: { ...pipeline.feeds, products: feeds } } }
}

function withoutBulk(market: MarketState): MarketState {
  return { ...market, minutes: { ...market.minutes, minutes: [] }, orders: NO_ORDERS, heat: { ...market.heat, columns: [] } }
}

function* piecesOf<Item>(items: readonly Item[], size: number): Generator<readonly Item[], void, undefined> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

function listOf<Item>(lists: Map<string, Item[]>, product: string): Item[] {
  let list = lists.get(product)
  if (list === undefined) lists.set(product, (list = []))
  return list
}
