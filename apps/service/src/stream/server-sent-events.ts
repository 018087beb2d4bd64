import type { ServerResponse } from 'node:http'
import { type ClientMessage, EVENTS_PATH, interval, productId, serverMessage, topicNames, topics } from '@of/api'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import type { Addresses } from './addresses.ts'
import type { Hub } from './hub.ts'
import type { Position, Wire } from './reader.ts'
import type { Message } from './message.ts'

const MOST_TOPICS = 20

/** What server-sent events are asked with: topics, for each of some products. */
const eventsQuery = z
  .strictObject({
    topics: z
      .string()
      .max(400)
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(topicNames)).min(1).max(topicNames.length))
      .meta({ description: `Separated by commas: ${topicNames.join(', ')}.` }),
    product: productId.optional().meta({ description: 'Needed for all topics but health and alerts.' }),
    interval: interval.optional().meta({ description: 'Of bars and footprint.' }),
    grouping: z.coerce.number().int().min(1).max(100_000).optional().meta({ description: 'Ticks a level of the book.' }),
    levels: z.coerce.number().int().min(1).max(500).optional().meta({ description: 'Levels of the book a side.' }),
    window: z.enum(['24h', 'session']).optional().meta({ description: 'Of the profile.' }),
  })
  .superRefine(({ product, topics: asked }, context) => {
    const homeless = asked.filter((topic) => product === undefined && topics[topic].perProduct)
    if (homeless.length > 0)
      context.addIssue({ code: 'custom', path: ['product'], message: `expected a product for ${homeless.join(', ')}, received none` })
  })

/**
 * Serves the stream as server-sent events: the same messages, each as the data of an event. The id of an event says where every topic stands,
 * and a browser sends the last one when it comes back.
 */
export function eventsRoute(app: FastifyInstance, hub: Hub, addresses: Addresses): void {
  app.get<{ Querystring: z.output<typeof eventsQuery> }>(
    EVENTS_PATH,
    {
      schema: {
        operationId: 'events',
        summary: 'The stream as server-sent events, which goes on after Last-Event-ID',
        tags: ['service'],
        querystring: eventsQuery,
        response: {
          200: { description: 'A snapshot of each topic, and updates', content: { 'text/event-stream': { schema: serverMessage } } },
        },
      },
      preHandler: (request, _reply, done) => done(addresses.refusal(request.ip, hub)),
    },
    (request, reply) => {
      const { product, topics: asked, ...parameters } = request.query
      const last = positionsOf(String(request.headers['last-event-id'] ?? ''))
      reply.hijack()
      const headers = reply.getHeaders()
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) reply.raw.setHeader(name, value)
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      // Nothing more is read of the request, which is not to be timed out while it is answered.
      reply.raw.setTimeout(0)
      addresses.enter(request.ip)
      const reader = hub.join(wireOf(reply.raw, hub.epoch))
      reply.raw.on('close', () => {
        addresses.leave(request.ip)
        hub.leave(reader)
      })
      reply.raw.on('error', () => reply.raw.destroy())
      for (const topic of new Set(asked)) {
        const seq = last.epoch === hub.epoch ? last.seqs.get(topic) : undefined
        const message: ClientMessage = {
          do: 'subscribe',
          id: topic,
          topic,
          with: parameters,
          ...(topics[topic].perProduct && product !== undefined ? { product } : {}),
          ...(seq === undefined ? {} : { after: { epoch: hub.epoch, seq } }),
        }
        hub.obey(reader, message)
      }
    },
  )
}

function wireOf(response: ServerResponse, epoch: string): Wire {
  const seqs = new Map<string, number>()
  return {
    get waitingBytes() {
      return response.writableLength
    },
    send: ({ text }: Message, position: Position | undefined) => {
      if (position !== undefined) seqs.set(position.id, position.seq)
      const id = position === undefined ? '' : `id: ${epoch};${[...seqs].map(([topic, seq]) => `${topic}=${seq}`).join(';')}\n`
      response.write(`${id}data: ${text}\n\n`)
    },
    close: () => {
      response.end(() => response.destroy())
    },
  }
}

/** Where each topic stood, by the id of an event. */
function positionsOf(id: string): { readonly epoch: string; readonly seqs: ReadonlyMap<string, number> } {
  const [epoch = '', ...parts] = id.slice(0, 1_000).split(';', MOST_TOPICS)
  const seqs = parts.flatMap((part): [string, number][] => {
    const read = /^([a-z]+)=(\d{1,15})$/.exec(part)
    return read === null ? [] : [[read[1]!, Number(read[2])]]
  })
  return { epoch, seqs: new Map(seqs) }
}
