import { depthBands, depthImbalance, depthShell } from '../book/depth.ts'
import { imbalance, imbalanceOf, queueImbalance } from '../book/imbalance.ts'
import { marketImpact } from '../book/impact.ts'
import { microprice, mid } from '../book/microprice.ts'
import type { OrderBook } from '../book/order-book.ts'
import { robustTouch } from '../book/robust-touch.ts'
import { bookSlope } from '../book/slope.ts'
import { spreadBps } from '../book/spread.ts'
import { skippedSize, type TopLevels } from '../book/top-levels.ts'
import type { FeatureReading } from '../features/features.ts'
import type { Quote } from '../market.ts'
import { RANKED_LEVELS } from './book-flow.ts'
import { known, maybe, unknown } from './reading.ts'

/** The distances from mid at which depth is reported, in basis points. */
export const DEPTH_BPS = [5, 10, 25, 50] as const

/** The shell whose depth imbalance does not repeat the order imbalance, in basis points from mid. */
export const SHELL_BPS = { from: 2, to: 10 } as const

/** The features that the book answers as it stands, without memory. */
export type BookFeatureName =
  | 'bestBid'
  | 'bestBidSize'
  | 'bestAsk'
  | 'bestAskSize'
  | 'mid'
  | 'microprice'
  | 'spreadBps'
  | 'queueImbalance'
  | 'imbalance10'
  | 'robustBid'
  | 'robustAsk'
  | 'orderImbalance'
  | 'orderImbalanceSkipped'
  | `depth${'Bid' | 'Ask'}${(typeof DEPTH_BPS)[number]}`
  | 'depthImbalance10'
  | 'depthImbalanceShell'
  | 'bookSlope'
  | `impact${'Buy' | 'Sell'}${'Touch' | 'Mid'}Bps`

/** What a reading of the book needs besides the book. */
export interface BookContext {
  /** The best levels without dust; `undefined` where the quote currency gives dust no measure. */
  readonly top: TopLevels | undefined
  /** Levels under this notional are dust, in quote currency. */
  readonly dust: number
  /** Why dust has no measure, where it has none. */
  readonly noDollars: string
  /** The product's size increment, in base units. */
  readonly lot: number
}

/** Reads the book as it stands. */
export function bookFeatures(book: OrderBook, context: BookContext): Readonly<Record<BookFeatureName, FeatureReading>> {
  const quote = book.quote(0)
  return {
    ...touchFeatures(book, quote),
    ...rankedFeatures(book, context),
    ...depthFeatures(book, quote, context.lot),
    ...impactFeatures(book),
  }
}

const ONE_SIDED = 'one-sided book'

function touchFeatures(
  book: OrderBook,
  quote: Quote | undefined,
): Record<'bestBid' | 'bestBidSize' | 'bestAsk' | 'bestAskSize' | 'mid' | 'microprice' | 'spreadBps' | 'queueImbalance', FeatureReading> {
  return {
    bestBid: maybe(book.bids.bestPrice, 'no bids'),
    bestBidSize: maybe(book.bids.bestSize, 'no bids'),
    bestAsk: maybe(book.asks.bestPrice, 'no asks'),
    bestAskSize: maybe(book.asks.bestSize, 'no asks'),
    mid: maybe(quote && mid(quote), ONE_SIDED),
    microprice: maybe(quote && microprice(quote), ONE_SIDED),
    spreadBps: maybe(quote && spreadBps(quote), ONE_SIDED),
    queueImbalance: maybe(quote && queueImbalance(quote), ONE_SIDED),
  }
}

function rankedFeatures(
  book: OrderBook,
  { top, dust, noDollars }: BookContext,
): Record<'imbalance10' | 'robustBid' | 'robustAsk' | 'orderImbalance' | 'orderImbalanceSkipped', FeatureReading> {
  const plain = imbalance(book, { levels: RANKED_LEVELS })
  const imbalance10 = maybe(plain, 'empty book')
  if (top === undefined) {
    const none = unknown(noDollars)
    return { imbalance10, robustBid: none, robustAsk: none, orderImbalance: none, orderImbalanceSkipped: none }
  }
  const touch = robustTouch(book)
  const skipped = skippedSize(book, top.capacity, dust)
  const walked = top.bidTaken + top.askTaken + skipped
  return {
    imbalance10,
    robustBid: maybe(touch.bid, 'less than $100 of bids'),
    robustAsk: maybe(touch.ask, 'less than $100 of asks'),
    orderImbalance: maybe(imbalanceOf(top), 'nothing but dust'),
    orderImbalanceSkipped: maybe(walked > 0 ? skipped / walked : undefined, 'empty book'),
  }
}

type DepthFeatureName = Extract<BookFeatureName, `depth${string}`> | 'bookSlope'

function depthFeatures(book: OrderBook, quote: Quote | undefined, lot: number): Record<DepthFeatureName, FeatureReading> {
  const midPrice = quote && mid(quote)
  const none = unknown(ONE_SIDED)
  const bands = midPrice === undefined ? undefined : depthBands(book, midPrice, DEPTH_BPS)
  const bid = (band: number): FeatureReading => (bands ? known(bands[band]!.bid) : none)
  const ask = (band: number): FeatureReading => (bands ? known(bands[band]!.ask) : none)
  const shell = midPrice === undefined ? undefined : depthShell(book, midPrice, SHELL_BPS.from, SHELL_BPS.to)
  return {
    depthBid5: bid(0),
    depthAsk5: ask(0),
    depthBid10: bid(1),
    depthAsk10: ask(1),
    depthBid25: bid(2),
    depthAsk25: ask(2),
    depthBid50: bid(3),
    depthAsk50: ask(3),
    depthImbalance10: bands ? maybe(depthImbalance(bands[1]!), 'nothing within 10 bps') : none,
    depthImbalanceShell: shell ? maybe(depthImbalance(shell), `nothing from ${SHELL_BPS.from} to ${SHELL_BPS.to} bps`) : none,
    bookSlope: maybe(bookSlope(book, { unitSize: lot }), 'fewer than five levels a side, or a best level of one lot'),
  }
}

function thin(filled: number): string {
  return filled < 1 ? `too thin: ${filled} of 1 filled` : ONE_SIDED
}

function impactFeatures(book: OrderBook): Record<`impact${'Buy' | 'Sell'}${'Touch' | 'Mid'}Bps`, FeatureReading> {
  const buy = marketImpact(book, 'buy', 1)
  const sell = marketImpact(book, 'sell', 1)
  return {
    impactBuyTouchBps: maybe(buy.fromTouchBps, thin(buy.filled)),
    impactBuyMidBps: maybe(buy.fromMidBps, thin(buy.filled)),
    impactSellTouchBps: maybe(sell.fromTouchBps, thin(sell.filled)),
    impactSellMidBps: maybe(sell.fromMidBps, thin(sell.filled)),
  }
}
