import * as z from 'zod'
import { keysOf } from './keys-of.ts'
import { alert, alertRule } from './resources/alert.ts'
import { bars, footprint, interval } from './resources/bar.ts'
import { book, heatmap } from './resources/book.ts'
import { pageOf, productId, rangeQuery } from './resources/common.ts'
import { evidence } from './resources/evidence.ts'
import { featureSeries, features, featureSpec } from './resources/feature.ts'
import { health, product, quality, qualityEvents } from './resources/health.ts'
import { tape, trades } from './resources/order.ts'
import { profile } from './resources/profile.ts'
import { replay, replayChange } from './resources/replay.ts'
import { decision, decisions, signalNow } from './resources/signal.ts'

/** A route of the service: what it takes and what it answers. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Under `/api/v1`, parameters as `:name`. */
  readonly path: string
  readonly summary: string
  readonly tag: 'service' | 'products' | 'market' | 'signals' | 'alerts' | 'store'
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly answer: z.ZodType
}

const ofProduct = z.strictObject({ product: productId })
const barQuery = z.strictObject({ ...rangeQuery.shape, interval: interval.default('1m') })

/** Every route, by the name of the client's method. The service registers these and no others; the page of the API is made from them. */
export const routes = {
  health: { method: 'GET', path: '/health', summary: 'How the service, its feed and its store are', tag: 'service', answer: health },
  changeReplay: {
    method: 'POST',
    path: '/replay',
    summary: 'Pause a replay, let it go on, change its speed, or go forward in it',
    tag: 'service',
    body: replayChange,
    answer: replay,
  },
  featureSpecs: { method: 'GET', path: '/features', summary: 'What every feature means', tag: 'service', answer: z.array(featureSpec) },
  products: { method: 'GET', path: '/products', summary: 'The products that are followed', tag: 'products', answer: z.array(product) },
  addProduct: { method: 'POST', path: '/products', summary: 'Follow another product', tag: 'products', body: ofProduct, answer: product },
  removeProduct: {
    method: 'DELETE',
    path: '/products/:product',
    summary: 'Follow a product no more',
    tag: 'products',
    params: ofProduct,
    answer: product,
  },
  features: {
    method: 'GET',
    path: '/products/:product/features',
    summary: 'Every feature as of now',
    tag: 'market',
    params: ofProduct,
    answer: features,
  },
  featureHistory: {
    method: 'GET',
    path: '/products/:product/features/history',
    summary: 'Features over time, from the store',
    tag: 'market',
    params: ofProduct,
    query: z.strictObject({
      ...rangeQuery.shape,
      names: z.string().max(4_000).meta({ description: 'Names of features, separated by commas.' }),
      every: z.coerce.number().int().min(1).max(86_400).default(1).meta({ description: 'Seconds from one value to the next.' }),
    }),
    answer: featureSeries,
  },
  book: {
    method: 'GET',
    path: '/products/:product/book',
    summary: 'The top of the book, depth by distance, walls',
    tag: 'market',
    params: ofProduct,
    query: z.strictObject({
      levels: z.coerce.number().int().min(1).max(500).default(25),
      grouping: z.coerce.number().int().min(1).max(100_000).default(1).meta({ description: 'Ticks a level.' }),
    }),
    answer: book,
  },
  heatmap: {
    method: 'GET',
    path: '/products/:product/heatmap',
    summary: 'Liquidity over time',
    tag: 'market',
    params: ofProduct,
    query: rangeQuery,
    answer: heatmap,
  },
  profile: {
    method: 'GET',
    path: '/products/:product/profile',
    summary: 'Volume by price, its value area and nodes',
    tag: 'market',
    params: ofProduct,
    query: z.strictObject({
      window: z.enum(['24h', 'session', 'anchored']).default('24h'),
      from: z.coerce.number().int().nonnegative().optional().meta({ description: 'The anchor, µs; only for `anchored`.' }),
    }),
    answer: profile,
  },
  bars: {
    method: 'GET',
    path: '/products/:product/bars',
    summary: 'Candles with volume delta, VWAP, CVD, OFI and momentum',
    tag: 'market',
    params: ofProduct,
    query: barQuery,
    answer: bars,
  },
  footprint: {
    method: 'GET',
    path: '/products/:product/footprint',
    summary: 'Bought and sold by price and bar',
    tag: 'market',
    params: ofProduct,
    query: barQuery,
    answer: footprint,
  },
  tape: {
    method: 'GET',
    path: '/products/:product/tape',
    summary: 'The latest orders of takers',
    tag: 'market',
    params: ofProduct,
    answer: tape,
  },
  trades: {
    method: 'GET',
    path: '/products/:product/trades',
    summary: 'Prints, from the store',
    tag: 'store',
    params: ofProduct,
    query: rangeQuery,
    answer: trades,
  },
  signal: {
    method: 'GET',
    path: '/products/:product/signal',
    summary: 'The signal as of now and the decision in force',
    tag: 'signals',
    params: ofProduct,
    answer: signalNow,
  },
  decisions: {
    method: 'GET',
    path: '/products/:product/decisions',
    summary: 'Decisions with evidence and markouts',
    tag: 'signals',
    params: ofProduct,
    query: rangeQuery,
    answer: decisions,
  },
  decision: {
    method: 'GET',
    path: '/decisions/:id',
    summary: 'One decision with all its evidence',
    tag: 'signals',
    params: z.object({ id: z.string().max(100) }),
    answer: decision,
  },
  evidence: {
    method: 'GET',
    path: '/decisions/:id/evidence',
    summary: 'What a decision rests on, sealed: a bundle that can be derived again from the recorded frames',
    tag: 'signals',
    params: z.object({ id: z.string().max(100) }),
    answer: evidence,
  },
  quality: {
    method: 'GET',
    path: '/products/:product/quality',
    summary: 'How far the data can be trusted',
    tag: 'market',
    params: ofProduct,
    answer: quality,
  },
  qualityEvents: {
    method: 'GET',
    path: '/quality/events',
    summary: 'Gaps, resyncs and other faults, from the store',
    tag: 'store',
    query: rangeQuery,
    answer: qualityEvents,
  },
  alerts: { method: 'GET', path: '/alerts', summary: 'Alerts that fired', tag: 'alerts', query: rangeQuery, answer: pageOf(alert) },
  alertRules: { method: 'GET', path: '/alerts/rules', summary: 'The rules of alerts', tag: 'alerts', answer: z.array(alertRule) },
  putAlertRule: {
    method: 'POST',
    path: '/alerts/rules',
    summary: 'Add a rule, or replace the one of that id',
    tag: 'alerts',
    body: alertRule,
    answer: alertRule,
  },
  removeAlertRule: {
    method: 'DELETE',
    path: '/alerts/rules/:id',
    summary: 'Remove a rule',
    tag: 'alerts',
    params: z.object({ id: z.string().max(60) }),
    answer: alertRule,
  },
  exportStore: {
    method: 'POST',
    path: '/store/export',
    summary: 'Write the store as Parquet, into a folder of the service',
    tag: 'store',
    answer: z.object({
      /** On the machine of the service. */
      dir: z.string(),
      origin: z.string(),
      simulated: z.boolean().nullable(),
      /** By table. */
      rows: z.record(z.string(), z.int().nonnegative()),
    }),
  },
  query: {
    method: 'POST',
    path: '/query',
    summary: 'Read-only SQL over the store, limited in time, memory and rows',
    tag: 'store',
    body: z.strictObject({ sql: z.string().min(1).max(20_000), limit: z.int().min(1).max(100_000).default(1_000) }),
    answer: z.object({
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
      rows: z.array(z.array(z.unknown())),
      truncated: z.boolean(),
      tookMs: z.number(),
    }),
  },
} as const satisfies Record<string, Route>

/** The name of a route. */
export type RouteName = keyof typeof routes

/** Every name of a route. */
export const routeNames: readonly RouteName[] = keysOf(routes)

/** Where the routes are. */
export const API_PREFIX = '/api/v1'

/** Where the stream is, as a WebSocket. */
export const STREAM_PATH = '/api/v1/stream'

/** Where the stream is, as server-sent events. */
export const EVENTS_PATH = '/api/v1/events'
