import type { Product, Quality } from '@of/api'
import { DAY_US } from '@of/core'
import type { Moment } from './moment.ts'

/** A product, and whether its numbers can be believed. */
export function productOf({ market, product, view }: Moment): Product {
  return {
    product,
    state: stateOf(view),
    book: view?.bookState ?? 'empty',
    bookReason: view === undefined ? 'nothing heard of it yet' : view.bookReason,
    lastPrice: market.last?.price ?? null,
    lastTimeUs: market.last?.timeUs ?? null,
    tick: market.tick?.size ?? null,
    coverage: view?.counts.coverage ?? { book: null, trades: null },
  }
}

/** How far the data of a product can be trusted; by what the live feed has counted where only it can tell, else by what the analysis has. */
export function qualityOf({ clockUs, feed, market, origin, product, view }: Moment): Quality {
  const live = feed?.products.find((health) => health.product === product)
  const connection = feed?.connections.find(({ name }) => name === view?.connection)
  return {
    product,
    origin,
    sinceUs: market.sinceUs ?? clockUs,
    sequence: view?.sequence ?? null,
    lastHealUs: live?.lastHealUs ?? null,
    resyncs: live?.resyncs ?? market.resyncs,
    ...(view === undefined ? nothingCounted : countedOf(view)),
    latency: connection?.latency ?? null,
    gapsToday: market.gaps.between(Math.floor(clockUs / DAY_US) * DAY_US, Infinity),
  }
}

type Counted = Omit<Quality, 'product' | 'origin' | 'sinceUs' | 'sequence' | 'lastHealUs' | 'resyncs' | 'latency' | 'gapsToday'>

const nothingCounted: Counted = {
  gaps: 0,
  lostFrames: 0,
  missingTrades: 0,
  backfilledTrades: 0,
  duplicateTrades: 0,
  lateEvents: 0,
  unreadableFrames: 0,
  crossedStates: 0,
  audit: { orders: 0, share: null, verdict: 'unknown' },
  tickers: { agreed: 0, disagreed: 0, unchecked: 0 },
  coverage: { book: null, trades: null },
}

function countedOf({ audit, counts }: NonNullable<Moment['view']>): Counted {
  return {
    gaps: counts.sequenceGaps,
    lostFrames: counts.lostFrames,
    // The feed knows nothing of what was missed before it began.
    missingTrades: counts.missingTradeIds + counts.historicTradeIds,
    backfilledTrades: counts.backfilledTrades,
    duplicateTrades: counts.duplicateTrades,
    lateEvents: counts.lateFrames,
    unreadableFrames: counts.unreadableFrames,
    crossedStates: counts.crossedStates,
    audit: { orders: audit.orders, share: audit.share ?? null, verdict: audit.verdict },
    tickers: counts.tickers,
    coverage: counts.coverage,
  }
}

function stateOf(view: Moment['view']): Product['state'] {
  if (view === undefined) return 'starting'
  const { book, trades } = view.sources
  if (view.bookState === 'empty' && view.features.lastPrice.value === null) return 'starting'
  return book.state === 'healthy' && trades.state === 'healthy' ? 'running' : 'degraded'
}
