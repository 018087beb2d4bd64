import type { Us } from '@of/core'
import * as z from 'zod'
import { issueLines } from './issues.ts'
import type { JsonObject } from './json.ts'
import { countUnknownKeys, type KnownKeys } from './known-keys.ts'
import { knownTime } from './time.ts'

/** What every numbered frame carries around its events. */
export interface Envelope<Event> {
  /** Counts the frames of the connection, whatever their channel. */
  readonly sequence: number
  /** When the venue sent the frame. */
  readonly timeUs: Us
  readonly events: readonly Event[]
}

/** A frame of a channel that is understood. */
export interface ChannelFrame<Kind extends string, Event> extends Envelope<Event> {
  readonly kind: Kind
  /** Keys of the frame that the venue is not known to use: passed over and counted. */
  readonly unknownKeys: number
}

/** Reads the frames of one channel. */
export interface Channel<Frame> {
  /** As the venue names it in its frames, which is not always how it is subscribed to. */
  readonly name: string
  readonly read: (raw: JsonObject) => { readonly frame: Frame } | { readonly issues: readonly string[] }
}

/** Whether events tell all there is, or what has changed since. */
export const eventType: z.ZodType<'snapshot' | 'update'> = z.enum(['snapshot', 'update'])

/** The venue's name of a product. */
export const productId: z.ZodType<string> = z.string().min(1, 'expected a product id')

/** The frames of the channel of that name, whose events have that form. */
export function envelope<Event>(name: string, event: z.ZodType<Event>): z.ZodType<Envelope<Event>> {
  return z
    .object({ channel: z.literal(name), timestamp: knownTime, sequence_num: z.int().nonnegative(), events: z.array(event) })
    .transform(({ timestamp, sequence_num, events }): Envelope<Event> => ({ sequence: sequence_num, timeUs: timestamp, events }))
}

/** Compiles a channel's schema; where code must not be generated the schema works uncompiled. */
export function channel<const Kind extends string, Event>(options: {
  readonly kind: Kind
  readonly name: string
  readonly schema: z.ZodType<Envelope<Event>>
  readonly known?: KnownKeys
}): Channel<ChannelFrame<Kind, Event>> {
  const { kind, name, known } = options
  const schema = z.compile(options.schema)
  return {
    name,
    read(raw) {
      const result = schema.safeParse(raw)
      if (!result.success) return { issues: issueLines(result.error) }
      const { sequence, timeUs, events } = result.data
      return { frame: { kind, sequence, timeUs, events, unknownKeys: countUnknownKeys(raw, known) } }
    },
  }
}
