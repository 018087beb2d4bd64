export type { SimulatedArrival } from './arrival.ts'
export type { BookSide, TickBook, TickLevel } from './market/book.ts'
export { bookHashOf, levelHash } from './market/book-hash.ts'
export type { Market } from './market/market.ts'
export type { Print } from './market/print.ts'
export type { TradingDay, MinuteBar } from './market/trading-day.ts'
export { madeUpProducts } from './made-up-products.ts'
export { bitcoin, defaultProducts, ether } from './product.ts'
export type { ProductSpec } from './product.ts'
export { Random } from './random.ts'
export { simulate } from './simulate.ts'
export { createSimulation } from './simulation.ts'
export type { Simulation, SimulationOptions } from './simulation.ts'
export type { BookWitness, FrameMeta, VenueAnswer, VenueClient, VenueConnection } from './venue/client.ts'
export type { MessageMeta, VenueFaults } from './venue/faults.ts'
export { Venue } from './venue/venue.ts'
export type { VenueOptions } from './venue/venue.ts'
export { subjectOf } from './wire/message.ts'
export type {
  BookEvent,
  BookLevel,
  BookTruth,
  CandlesEvent,
  EventType,
  HeartbeatEvent,
  Message,
  MessageSubject,
  ProductBar,
  ProductPrint,
  StatusEvent,
  SubscriptionsEvent,
  TickerEntry,
  TickersEvent,
  TradesEvent,
} from './wire/message.ts'
export { faultKinds, quirks } from './faults/fault.ts'
export type { Closure, Delivery, DialFault, Fault, FaultKind, InjectedFault, Quirk } from './faults/fault.ts'
export { FaultInjector } from './faults/fault-injector.ts'
export type { FaultInjectorOptions } from './faults/fault-injector.ts'
export { faultTable, quirkTable } from './faults/fault-table.ts'
export type { FaultLayer, FaultNote } from './faults/fault-table.ts'
export type { LinkState } from './faults/link-faults.ts'
export { randomFaults } from './faults/random-faults.ts'
export { startServer } from './server/sim-server.ts'
export type { SimServer, SimServerOptions } from './server/sim-server.ts'
export type { TrueBook } from './server/true-book.ts'
export type { RecordedArrival } from './replay-server/contents.ts'
export { serveRecording } from './replay-server/serve-recording.ts'
export type { RecordingServer, RecordingServerOptions } from './replay-server/serve-recording.ts'
