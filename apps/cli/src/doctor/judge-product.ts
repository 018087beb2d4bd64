import { MINUTE_US, SECOND_US } from '@of/core'
import type { ProductView } from '@of/pipeline'
import { counted, grouped, percent } from '../render/numbers.ts'
import { signed } from '../watch/numbers.ts'
import type { Evidence, ProductEvidence } from './evidence.ts'
import { fail, type Found, pass, type ProductCheck, warn } from './finding.ts'
import { judgeFeatures } from './judge-features.ts'
import { LONGER, secondsText } from './words.ts'

type ProductFound = Found<ProductCheck>

/** A product that is heard of. */
interface Seen extends ProductEvidence {
  readonly view: ProductView
}

const DAY_MINUTES = 1_440
const HISTORY_SHARE = 0.9
/** Of tickers: a few miss the state of the book that they were taken from. */
const TICKER_SHARE = 0.95
const WHALE_ORDERS = 1_000
const BACKFILL = 'load a day of candles: --backfill 24h'

/** What a look found of a product. */
export function judgeProduct(product: ProductEvidence, evidence: Evidence): readonly ProductFound[] {
  const { view } = product
  if (view === undefined) return [fail('book', 'nothing of this product came', `is ${product.product} spelled right, and still traded?`)]
  const seen: Seen = { ...product, view }
  return [
    book(seen),
    crossed(seen),
    ticker(seen),
    tradeIds(seen),
    candles(seen, evidence),
    history(seen, evidence),
    aggressorAudit(seen),
    whales(seen, evidence),
    judgeFeatures(seen, { isBackfilled: evidence.isBackfilled }),
    signal(seen),
  ]
}

function book({ health, syncedAfterUs, view }: Seen): ProductFound {
  const { bookReason, bookState } = view
  const resyncs = health?.resyncs ?? 0
  const healed = health?.lastHealUs === undefined ? '' : `, the last time in ${secondsText(health.lastHealUs)}`
  if (bookState !== 'synced') return fail('book', `${bookState}: ${bookReason ?? 'no reason known'}`, LONGER)
  const levels = (health?.bidLevels ?? 0) + (health?.askLevels ?? 0)
  const detail = `synced after ${secondsText(syncedAfterUs ?? 0)}, ${counted(levels, 'level')}`
  return resyncs > 0
    ? warn('book', `${detail}, came anew ${counted(resyncs, 'time')}${healed}`, `does it go on? ${LONGER}`)
    : pass('book', detail)
}

function crossed({ view: { counts, totals } }: Seen): ProductFound {
  const detail = `${grouped(counts.crossedStates)} of ${grouped(totals.bookMessages ?? 0)} book messages`
  return counts.crossedStates > 0 ? warn('crossed', detail, `does it go on? ${LONGER}`) : pass('crossed', detail)
}

function ticker({ view: { counts } }: Seen): ProductFound {
  const { agreed, disagreed, unchecked } = counts.tickers
  const compared = agreed + disagreed
  if (compared === 0)
    return warn('ticker', `none of ${grouped(unchecked)} tickers could be held against the book`, `it comes with trades; ${LONGER}`)
  const detail = `${grouped(agreed)} of ${grouped(compared)} best quotes agree with the book`
  if (disagreed === 0) return pass('ticker', detail)
  return agreed / compared >= TICKER_SHARE ? warn('ticker', detail, LONGER) : fail('ticker', detail, LONGER)
}

function tradeIds({ health, heard, view: { counts, totals } }: Seen): ProductFound {
  if (!heard.has('market_trades')) return fail('trade-ids', 'no trade came, not even the latest', LONGER)
  const missing = health?.missingTrades ?? counts.missingTradeIds
  const backfilled = health?.backfilledTrades ?? counts.backfilledTrades
  const detail = `${counted(totals.trades ?? 0, 'trade')}, ${grouped(missing)} missing${backfilled > 0 ? `, ${grouped(backfilled)} brought by REST` : ''}`
  if (missing > 0) return warn('trade-ids', detail, `they are asked for; ${LONGER}`)
  return (totals.trades ?? 0) === 0
    ? warn('trade-ids', `${detail}: only those of before`, `a quiet product? ${LONGER}`)
    : pass('trade-ids', detail)
}

function candles({ candles: { wire }, heard }: Seen, { health: { checks } }: Evidence): ProductFound {
  if (!heard.has('candles') || wire === 0) return warn('candles', 'none came', `they come with trades; ${LONGER}`)
  const { checked, failed, note } = checks.candles
  const compared =
    checked === 0 ? 'none over yet to compare' : `${grouped(checked - failed)} of ${grouped(checked)} agree with their trades`
  const detail = `${counted(wire, 'candle')}, ${compared}${note === undefined ? '' : `, ${note}`}`
  return failed > 0 ? warn('candles', detail, LONGER) : pass('candles', detail)
}

function history({ candles: { historyMinutes } }: Seen, { isBackfilled }: Evidence): ProductFound {
  if (!isBackfilled) return warn('history', 'not asked for: profile and VWAP of the day need it', BACKFILL)
  const of = historyMinutes < DAY_MINUTES ? ` of ${grouped(DAY_MINUTES)}` : ''
  const detail = `${counted(historyMinutes, 'one-minute candle')}${of}`
  if (historyMinutes === 0) return fail('history', 'no candles of the last day', 'of doctor --net   they come by REST')
  // A minute without trades has no candle.
  if (historyMinutes < HISTORY_SHARE * DAY_MINUTES) return warn('history', detail, 'a quiet product, or requests that failed: see rest')
  return pass('history', detail)
}

function aggressorAudit({ view: { audit } }: Seen): ProductFound {
  const { agreed, orders, share, verdict } = audit
  if (share === null) return warn('aggressor-audit', `n/a: ${counted(orders, 'order')} seen, needs 10`, LONGER)
  const detail = `${grouped(agreed)} of ${grouped(orders)} orders agree (${percent(share)})`
  if (verdict === 'healthy') return pass('aggressor-audit', detail)
  if (verdict === 'degraded') return warn('aggressor-audit', `${detail}, needs 90 %`, LONGER)
  return fail(
    'aggressor-audit',
    `${detail}: sides are ${verdict === 'inverted' ? 'turned round' : 'not to be believed'}`,
    `nothing is built on them; ${LONGER}`,
  )
}

function whales({ view: { features, audit } }: Seen, { lookedUs }: Evidence): ProductFound {
  const { value, reason = 'no reason known' } = features.whaleThreshold
  if (value !== null) return pass('whales', `${grouped(features.whaleCount.value ?? 0)} in 5 min, from ${value.toPrecision(4)} on`)
  if (!reason.startsWith('warming up')) return warn('whales', `n/a: ${reason}`, LONGER)
  const orders = audit.orders + audit.atMid + audit.unauditable
  if (orders === 0) return warn('whales', `n/a: no taker order of ${grouped(WHALE_ORDERS)}`, LONGER)
  const minutes = Math.ceil((((WHALE_ORDERS - orders) / orders) * Math.max(lookedUs, SECOND_US)) / MINUTE_US)
  return pass(
    'whales',
    `warming up: ${grouped(orders)} of ${counted(WHALE_ORDERS, 'order')}, about ${grouped(Math.max(1, minutes))} min more`,
  )
}

function signal({ view: { signal: reading } }: Seen): ProductFound {
  const { abstained, direction, net, reachableNet, reason } = reading
  if (abstained || net === null) return warn('signal', `HOLD, abstained: ${reason ?? 'no reason known'}`, LONGER)
  return pass('signal', `${direction}, net ${signed(net, 0)} of ±${reachableNet} reachable`)
}
