import * as z from 'zod'
import { keysOf } from '../keys-of.ts'
import { alert } from '../resources/alert.ts'
import { bar, bars, footprint, interval } from '../resources/bar.ts'
import { book, heatmap } from '../resources/book.ts'
import { gap, productId } from '../resources/common.ts'
import { features } from '../resources/feature.ts'
import { health, quality } from '../resources/health.ts'
import { order, tape } from '../resources/order.ts'
import { profile } from '../resources/profile.ts'
import { decision, signalNow } from '../resources/signal.ts'

/**
 * What can be followed: the form of a topic's first message, which is whole, and of those after it. Topics of the `latest` kind send
 * whole values, the newest in place of those a slow reader missed; topics of the `each` kind send everything that is new.
 */
export const topics = {
  health: { kind: 'latest', perProduct: false, snapshot: health, update: health },
  alerts: { kind: 'each', perProduct: false, snapshot: z.array(alert), update: z.array(alert) },
  features: { kind: 'latest', perProduct: true, snapshot: features, update: features },
  book: { kind: 'latest', perProduct: true, snapshot: book, update: book },
  /** An update holds the bars that are otherwise than told last, and all gaps where they are. */
  bars: { kind: 'each', perProduct: true, snapshot: bars, update: z.object({ items: z.array(bar), gaps: z.array(gap).optional() }) },
  footprint: { kind: 'latest', perProduct: true, snapshot: footprint, update: footprint },
  heatmap: { kind: 'each', perProduct: true, snapshot: heatmap, update: heatmap },
  tape: {
    kind: 'each',
    perProduct: true,
    snapshot: tape,
    update: z.object({ whaleNotional: z.number().nullable(), items: z.array(order) }),
  },
  profile: { kind: 'latest', perProduct: true, snapshot: profile, update: profile },
  signal: { kind: 'latest', perProduct: true, snapshot: signalNow, update: signalNow },
  decisions: { kind: 'each', perProduct: true, snapshot: z.array(decision), update: z.array(decision) },
  quality: { kind: 'latest', perProduct: true, snapshot: quality, update: quality },
} as const

/** The name of something that can be followed. */
export type Topic = keyof typeof topics

/** Every topic. */
export const topicNames: readonly Topic[] = keysOf(topics)

const topicName = z.enum(topicNames)

/** What a topic may be asked with. */
export const topicParameters = z.object({
  interval: interval.optional(),
  /** Ticks a level of the book. */
  grouping: z.int().min(1).max(100_000).optional(),
  /** Levels a side. */
  levels: z.int().min(1).max(500).optional(),
  window: z.enum(['24h', 'session']).optional(),
})
export type TopicParameters = z.infer<typeof topicParameters>

/** What a client says on the stream. */
export const clientMessage = z
  .discriminatedUnion('do', [
    z.object({
      do: z.literal('subscribe'),
      /** The client's own name of the subscription, echoed in every message of it. */
      id: z.string().min(1).max(80),
      topic: topicName,
      product: productId.optional(),
      with: topicParameters.optional(),
      /** The last message seen before the connection broke: what came since is sent, or a snapshot where that is gone. */
      after: z.object({ epoch: z.string().max(80), seq: z.int().nonnegative() }).optional(),
    }),
    z.object({ do: z.literal('unsubscribe'), id: z.string().min(1).max(80) }),
    z.object({ do: z.literal('ping') }),
  ])
  .meta({ id: 'ClientMessage' })
export type ClientMessage = z.infer<typeof clientMessage>

const numbered = { id: z.string(), topic: topicName, product: productId.optional(), seq: z.int().nonnegative() }

/** What the service says on the stream. Messages of a subscription are numbered from its snapshot on without holes. */
export const serverMessage = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('hello'), epoch: z.string(), heartbeatMs: z.int(), version: z.string() }),
    z.object({ kind: z.literal('snapshot'), ...numbered, data: z.unknown() }),
    z.object({ kind: z.literal('update'), ...numbered, data: z.unknown() }),
    /** The reader was too slow: so many updates were left out, and the next message is whole. */
    z.object({ kind: z.literal('conflated'), id: z.string(), skipped: z.int().positive() }),
    z.object({ kind: z.literal('unsubscribed'), id: z.string(), reason: z.string() }),
    z.object({ kind: z.literal('heartbeat'), clockUs: z.int(), serverMs: z.number() }),
    z.object({ kind: z.literal('error'), id: z.string().optional(), detail: z.string(), remedy: z.string().optional() }),
  ])
  .meta({ id: 'ServerMessage' })
export type ServerMessage = z.infer<typeof serverMessage>

/** What the first message of a topic holds. */
export type SnapshotOf<Name extends Topic> = z.infer<(typeof topics)[Name]['snapshot']>

/** What the messages after it hold. */
export type UpdateOf<Name extends Topic> = z.infer<(typeof topics)[Name]['update']>
