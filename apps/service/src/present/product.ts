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

/** How far the data of a product can be trusted; by what the live feed has counted where there is one, else by what the analysis has. */
export function qualityOf(
  moment: Moment,
  carrier: { readonly connection: string; readonly sequence: number | undefined } | undefined,
): Quality {
  const { clockUs, feed, market, origin, product, view } = moment
  const counts = view?.counts
  const live = feed?.products.find((health) => health.product === product)
  const connection = feed?.connections.find(({ name }) => name === carrier?.connection)
  const audit = view?.audit
  return {
    product,
    origin,
    sinceUs: market.sinceUs ?? clockUs,
    sequence: carrier?.sequence ?? null,
    gaps: counts?.sequenceGaps ?? 0,
    lostFrames: counts?.lostFrames ?? 0,
    lastHealUs: live?.lastHealUs ?? null,
    resyncs: live?.resyncs ?? market.resyncs,
    missingTrades: live?.missingTrades ?? counts?.missingTradeIds ?? 0,
    backfilledTrades: live?.backfilledTrades ?? counts?.backfilledTrades ?? 0,
    duplicateTrades: counts?.duplicateTrades ?? 0,
    lateEvents: counts?.lateFrames ?? 0,
    unreadableFrames: counts?.unreadableFrames ?? 0,
    crossedStates: counts?.crossedStates ?? 0,
    audit: { orders: audit?.orders ?? 0, share: audit?.share ?? null, verdict: audit?.verdict ?? 'unknown' },
    tickers: counts?.tickers ?? { agreed: 0, disagreed: 0, unchecked: 0 },
    latency: connection?.latency ?? null,
    coverage: counts?.coverage ?? { book: null, trades: null },
    gapsToday: market.gaps.between(Math.floor(clockUs / DAY_US) * DAY_US, Infinity),
  }
}

function stateOf(view: Moment['view']): Product['state'] {
  if (view === undefined) return 'starting'
  const { book, trades } = view.sources
  if (view.bookState === 'empty' && view.features.lastPrice.value === null) return 'starting'
  return book.state === 'healthy' && trades.state === 'healthy' ? 'running' : 'degraded'
}
