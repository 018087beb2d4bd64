export type { Arrival } from './arrival.ts'
export { describeFault, type FeedFault } from './errors.ts'
export { type ProductCatalog, productCatalog } from './products/product-catalog.ts'
export { type ProductInfo, readProducts } from './products/products.ts'
export { candleRequest, type CandleRequest, type Granularity, readCandles } from './rest/candles.ts'
export type { Answer } from './rest/read-body.ts'
export {
  type BookOwner,
  type BookState,
  bookState,
  type BookSync,
  type ConnectionSync,
  isLate,
  onBookCrossed,
  onBookUncrossed,
  onClosed,
  onFrame,
  openedConnection,
  type Verdict,
} from './sync/connection-sync.ts'
export type { IdRange, IdRanges } from './sync/id-ranges.ts'
export { advanceTickers, dropTickers, onTicker, onTouch, tickerCheck, type TickerCheck } from './sync/ticker-check.ts'
export type { BestPrices } from './sync/touches.ts'
export {
  emptyTradeMerge,
  forgetConnection,
  isFirstSnapshot,
  type MergedTrades,
  type MergeTally,
  mergeTrade,
  onBackfill,
  onTrades,
  type TradeMerge,
  zeroTally,
} from './sync/trade-merge.ts'
export { aggressorFrom } from './wire/aggressor.ts'
export type { CandlesEvent, CandlesFrame, ProductCandle } from './wire/candles.ts'
export type { ChannelFrame, Envelope } from './wire/channel.ts'
export type { ErrorFrame } from './wire/error.ts'
export type { Frame, UnknownChannelFrame, UnreadableFrame } from './wire/frame.ts'
export { FrameReader } from './wire/frame-reader.ts'
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
export { describeNetFault, type NetFault, type RequestFault } from './net/net-fault.ts'
export { type Credentials, CredentialsError, type CredentialsFault, credentialsOf } from './auth/credentials.ts'
export { createJwt, type JwtOptions } from './auth/jwt.ts'
export {
  credentialsFromEnvironment,
  credentialsFromFile,
  type CredentialsWarning,
  type LoadedCredentials,
} from './auth/load-credentials.ts'
export { netFaultOf } from './net/net-fault-of.ts'
export { proxyFor } from './net/proxy.ts'
export { type ClockSources, wallClock } from './net/wall-clock.ts'
export { type SystemPorts, systemPorts, type SystemPortsOptions } from './net/system-ports.ts'
export { dialWebSocket, type Socket, type SocketHandlers, type SocketOptions } from './net/web-socket.ts'
export { bookPath, bookRequest, type BookRequest, type PriceBook, readBook } from './rest/book.ts'
export { candlePages, candlesPath, type CandleSpan } from './rest/candle-pages.ts'
export { createRestClient, type RequestOptions, type RestClient, type RestClientOptions, type TradesAnswer } from './rest/client.ts'
export { hostsOf, type Hosts } from './rest/hosts.ts'
export { productPath, productsPath } from './rest/product-paths.ts'
export { RestError } from './rest/rest-error.ts'
export { type LatestTrades, readTicker } from './rest/ticker.ts'
export type { TokenRate } from './rest/token-bucket.ts'
export { type FoundTrades } from './rest/trades-between.ts'
export { readTrades, type TradesPage, tradesPath, tradesRequest, type TradesRequest } from './rest/trades.ts'
export type { RestAnswer, TransportOptions } from './rest/transport.ts'
export { CHECK_NAMES, type CheckCount, type CheckName, type ConnectionHealth, type FeedHealth, type Latency } from './feed/feed-health.ts'
export type { LiveBook, LiveBookState, ProductHealth } from './feed/feed-health.ts'
export { byProduct } from './feed/by-product.ts'
export { FeedDriver } from './feed/feed-driver.ts'
export type { FeedEvent } from './feed/feed-event.ts'
export { COINBASE_WS_URL, FEED_CHANNELS, type FeedChannel, type FeedOptions } from './feed/feed-options.ts'
export type { FeedPorts, RequestAnswer } from './feed/feed-ports.ts'
export { type Feed, openFeed } from './feed/open-feed.ts'
export { type FeedTrouble, type LostFrames, Troubles } from './feed/troubles.ts'
