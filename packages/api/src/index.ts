export { ApiError, type ApiFault } from './client/api-error.ts'
export { type Client, type ClientOptions, createClient, type Method } from './client/client.ts'
export { connectStream, type StreamConnection, type StreamOptions, type StreamState, type Subscription } from './client/connect-stream.ts'
export { type AnswerOf, type InputOf, type RequestOf, requestOf } from './client/request.ts'
export { type SocketFactory, type SocketLike, TOKEN_PROTOCOL, STREAM_PROTOCOL } from './client/socket.ts'
export { type Alert, alert, alertCondition, type AlertRule, alertRule } from './resources/alert.ts'
export { type Bar, bar, type Bars, bars, type Footprint, footprint, footprintRow, type Interval, interval } from './resources/bar.ts'
export { type Book, book, bookLevel, bookState, depthBand, type GoneWall, goneWall, type Heatmap, heatmap, wall } from './resources/book.ts'
export {
  aggressor,
  type Gap,
  gap,
  type Origin,
  origin,
  pageOf,
  type Problem,
  problem,
  productId,
  rangeQuery,
  side,
  us,
} from './resources/common.ts'
export { type Evidence, evidence } from './resources/evidence.ts'
export {
  type FeatureReading,
  featureReading,
  type Features,
  features,
  type FeatureSeries,
  featureSeries,
  featureSpec,
  sourceHealth,
  sources,
} from './resources/feature.ts'
export {
  check,
  connection,
  type Health,
  health,
  type Product,
  product,
  type Quality,
  quality,
  qualityEvent,
  qualityEvents,
} from './resources/health.ts'
export { type Order, order, type Tape, tape, trade, trades } from './resources/order.ts'
export { type Profile, profile, profileNode } from './resources/profile.ts'
export { type Replay, replay, type ReplayChange, replayChange } from './resources/replay.ts'
export {
  type Decision,
  decision,
  decisions,
  direction,
  factor,
  markout,
  type Signal,
  signal,
  type SignalNow,
  signalNow,
} from './resources/signal.ts'
export { API_PREFIX, EVENTS_PATH, type Route, type RouteName, routeNames, routes, STREAM_PATH } from './routes.ts'
export {
  type ClientMessage,
  clientMessage,
  type ServerMessage,
  serverMessage,
  type SnapshotOf,
  type Topic,
  topicNames,
  type TopicParameters,
  topicParameters,
  topics,
  type UpdateOf,
} from './stream/messages.ts'
