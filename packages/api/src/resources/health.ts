import * as z from 'zod'
import { bookState } from './book.ts'
import { gap, origin, pageOf, productId, us } from './common.ts'
import { replay } from './replay.ts'

const latency = z.object({ p50Us: z.number(), p99Us: z.number() }).nullable()

/** One connection to the venue. */
export const connection = z
  .object({
    name: z.string(),
    state: z.enum(['connecting', 'open', 'waiting', 'closed']),
    sinceUs: us,
    frames: z.int(),
    gaps: z.int(),
    lostFrames: z.int(),
    late: z.int(),
    unreadable: z.int(),
    reconnects: z.int(),
    lastFault: z.string().nullable(),
    latency,
  })
  .meta({ id: 'Connection' })

/** One product, and whether its numbers can be believed. */
export const product = z
  .object({
    product: productId,
    /** `starting` until its first book or trade. */
    state: z.enum(['starting', 'running', 'degraded', 'stopped']),
    book: bookState,
    bookReason: z.string().nullable(),
    lastPrice: z.number().nullable(),
    lastTimeUs: us.nullable(),
    tick: z.number().nullable(),
    /** Share of the last day, at most since it is followed, in which each source was received. */
    coverage: z.object({ book: z.number().nullable(), trades: z.number().nullable() }),
  })
  .meta({ id: 'Product' })
export type Product = z.infer<typeof product>

/** What is verified of the feed. */
export const check = z.object({ name: z.string(), checked: z.int(), failed: z.int(), note: z.string().optional() })

/** How the service is: its feed, its products, its store. */
export const health = z
  .object({
    /** The state of the whole in one word, for the chip. */
    state: z.enum(['live', 'sim', 'replay', 'stale', 'down']),
    /** What is wrong now, how much is lost and what is being done; `null` when nothing is. */
    trouble: z.object({ text: z.string(), tone: z.enum(['warn', 'crit']) }).nullable(),
    origin,
    version: z.string(),
    startedUs: us,
    /** Exchange time now. */
    clockUs: us,
    /** How old the last thing heard is, ms. */
    silentMs: z.number().nullable(),
    latency,
    connections: z.array(connection),
    products: z.array(product),
    checks: z.array(check),
    store: z.object({
      state: z.enum(['ok', 'behind', 'full', 'failed', 'off']),
      lagMs: z.number(),
      bytes: z.number(),
      reason: z.string().nullable(),
    }),
    /** What is recorded of the raw frames; `null` where nothing is to be. */
    recording: z
      .object({ path: z.string(), bytes: z.number(), state: z.enum(['on', 'failed', 'off']), reason: z.string().nullable() })
      .nullable(),
    /** Where the replay stands; only of a recording. */
    replay: replay.optional(),
  })
  .meta({ id: 'Health' })
export type Health = z.infer<typeof health>

/** How far the data of a product can be trusted; counts since the service follows it. */
export const quality = z
  .object({
    product: productId,
    origin,
    sinceUs: us,
    sequence: z.int().nullable(),
    gaps: z.int(),
    lostFrames: z.int(),
    lastHealUs: z.number().nullable(),
    resyncs: z.int(),
    missingTrades: z.int(),
    backfilledTrades: z.int(),
    duplicateTrades: z.int(),
    lateEvents: z.int(),
    unreadableFrames: z.int(),
    crossedStates: z.int(),
    audit: z.object({ orders: z.int(), share: z.number().nullable(), verdict: z.string() }),
    tickers: z.object({ agreed: z.int(), disagreed: z.int(), unchecked: z.int() }),
    latency,
    coverage: z.object({ book: z.number().nullable(), trades: z.number().nullable() }),
    gapsToday: z.array(gap),
  })
  .meta({ id: 'Quality' })
export type Quality = z.infer<typeof quality>

/** Something that happened to the data, as it is kept. */
export const qualityEvent = z
  .object({ timeUs: us, product: productId.nullable(), kind: z.string(), detail: z.string(), healedUs: us.nullable() })
  .meta({ id: 'QualityEvent' })

/** A page of them. */
export const qualityEvents = pageOf(qualityEvent).meta({ id: 'QualityEvents' })
