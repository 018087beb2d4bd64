import type { FastifyInstance, FastifyPluginCallback, FastifyReply } from 'fastify'
import type { FaultInjector } from '../faults/fault-injector.ts'
import type { Venue } from '../venue/venue.ts'
import type { ClientLink } from './client-link.ts'
import { readFaultOrder } from './fault-order.ts'
import { trueBook } from './true-book.ts'
import type { VenueClock } from './venue-clock.ts'

/** What the routes answer from. */
export interface RouteParts {
  readonly venue: Venue
  readonly injector: FaultInjector
  readonly clock: VenueClock
  readonly links: ReadonlyMap<string, ClientLink>
}

/** The REST interfaces of the venue, and what the simulator says of itself under `/_sim/`. */
export function routes(parts: RouteParts): FastifyPluginCallback {
  return (app, _options, done) => {
    addOwnRoutes(app, parts)
    app.get('/*', (request, reply) => answerAsVenue(request.raw.url ?? '/', request.ip, reply, parts))
    done()
  }
}

function addOwnRoutes(app: FastifyInstance, { venue, injector, clock, links }: RouteParts): void {
  app.get<{ Querystring: { product?: string } }>('/_sim/truth', (request, reply) => {
    const { product } = request.query
    if (typeof product !== 'string') return reply.code(400).send({ error: 'product: expected one, received none' })
    const market = venue.truth(product)
    if (market === undefined) return reply.code(404).send({ error: `product: expected one of the venue, received ${product}` })
    return reply.send(trueBook(market, venue.nowUs))
  })

  app.get('/_sim/status', (_request, reply) =>
    reply.send({
      simulated: true,
      nowUs: venue.nowUs,
      speed: clock.speed,
      lagUs: clock.lagUs,
      products: venue.markets.map(({ spec }) => spec.id),
      connections: [...links.values()].map(({ name, ip, frames, bytes, waitingBytes }) => ({
        name,
        ip,
        frames,
        bytes,
        waitingBytes,
        link: injector.linkState(name, venue.nowUs),
      })),
      faults: { waiting: injector.waiting, injected: Object.fromEntries(injector.injected) },
    }),
  )

  app.post('/_sim/faults', (request, reply) => {
    const products = new Set(venue.markets.map(({ spec }) => spec.id))
    const order = readFaultOrder(request.body, { connections: new Set(links.keys()), products })
    if (typeof order === 'string') return reply.code(400).send({ error: order })
    const id = injector.schedule({ ...order, atUs: venue.nowUs })
    return reply.code(202).send({ id, ...order, atUs: venue.nowUs })
  })
}

function answerAsVenue(path: string, ip: string, reply: FastifyReply, { venue, injector, clock }: RouteParts): FastifyReply {
  clock.catchUp()
  const answer = injector.rest(path, venue.request(path, { ip }), venue.nowUs)
  // A request that is never answered keeps its socket until somebody gives up.
  if (answer === 'timeout') return reply.hijack()
  return reply.code(answer.status).headers(answer.headers).send(answer.body)
}
