export type { Arrival } from './arrival.ts'
export { describeFault, type FeedFault } from './errors.ts'
export { type ProductCatalog, productCatalog } from './products/product-catalog.ts'
export { type ProductInfo, readProducts } from './products/products.ts'
export { candleRequest, type CandleRequest, type Granularity, readCandles } from './rest/candles.ts'
export type { Answer } from './rest/read-body.ts'
export {
  type BookCommand,
  type BookState,
  bookState,
  type BookSync,
  type ConnectionSync,
  onBookChecked,
  onFrame,
  openedConnection,
  type SyncStep,
} from './sync/connection-sync.ts'
export type { IdRange, IdRanges } from './sync/id-ranges.ts'
export { advanceTickers, type BestPrices, dropTickers, onTicker, onTouch, tickerCheck, type TickerCheck } from './sync/ticker-check.ts'
export { emptyTradeMerge, forgetConnection, type MergedTrades, onTrades, type TradeMerge } from './sync/trade-merge.ts'
export { aggressorFrom } from './wire/aggressor.ts'
export type { CandlesEvent, CandlesFrame, ProductCandle } from './wire/candles.ts'
export type { ChannelFrame, Envelope } from './wire/channel.ts'
export type { ErrorFrame } from './wire/error.ts'
export type { Frame, UnknownChannelFrame, UnreadableFrame } from './wire/frame.ts'
export type { FuturesBalanceSummaryFrame } from './wire/futures-balance-summary.ts'
export type { Heartbeat, HeartbeatsFrame } from './wire/heartbeats.ts'
export type { BookEvent, Level2Frame } from './wire/level2.ts'
export type { ProductTrade, TradesEvent, TradesFrame } from './wire/market-trades.ts'
export { readFrame } from './wire/read-frame.ts'
export type { ProductStatus, StatusEvent, StatusFrame } from './wire/status.ts'
export type { SubscriptionsEvent, SubscriptionsFrame } from './wire/subscriptions.ts'
export type { TickerBatchFrame } from './wire/ticker-batch.ts'
export type { Ticker, TickerEvent, TickerFrame } from './wire/ticker.ts'
export { parseTime } from './wire/time.ts'
export type { UserFrame } from './wire/user.ts'
