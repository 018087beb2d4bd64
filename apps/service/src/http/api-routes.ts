import { API_PREFIX, problem, type Route, type RouteName, routeNames, routes } from '@of/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answers } from '../answers/answers.ts'
import { isKnown, type KeptAnswers } from './kept-answers.ts'

/** Routes that say how a product is now, and nothing that has to be waited for. */
const AS_OF_NOW: ReadonlySet<RouteName> = new Set(['book', 'features', 'profile', 'signal', 'tape'])

/** Registers every route of the table, and no other. */
export function apiRoutes(app: FastifyInstance, answers: Answers, kept: KeptAnswers): void {
  for (const name of routeNames) {
    const { answer, body, method, params, path, query, summary, tag }: Route = routes[name]
    // The table ties each name to its schemas, which the server reads requests with.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const ask = answers[name] as (asked: unknown) => unknown
    const asked = (request: FastifyRequest): unknown => ask(askedBy(request, body !== undefined))
    app.route({
      method,
      url: `${API_PREFIX}${path}`,
      schema: {
        operationId: name,
        summary,
        tags: [tag],
        ...(params === undefined ? {} : { params }),
        ...(query === undefined ? {} : { querystring: query }),
        ...(body === undefined ? {} : { body }),
        response: { 200: answer, '4xx': problem, '5xx': problem },
      },
      handler: AS_OF_NOW.has(name)
        ? (request, reply) => sendKept(kept, asked, { request, reply })
        : async (request) => await asked(request),
    })
  }
}

/** Answers with what was made for others who asked the same, if nothing has changed since; not even that where the client has it. */
function sendKept(
  kept: KeptAnswers,
  asked: (request: FastifyRequest) => unknown,
  { reply, request }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): void {
  const { headers, url } = request
  const answer = kept.get(url) ?? kept.put(url, asked(request))
  void reply.header('cache-control', 'no-cache').header('etag', answer.etag)
  if (isKnown(answer, headers['if-none-match'])) void reply.code(304).send()
  else void reply.type('application/json; charset=utf-8').send(answer.bytes)
}

function askedBy({ body, params, query }: FastifyRequest, hasBody: boolean): Readonly<Record<string, unknown>> {
  const asked: Record<string, unknown> = {}
  return Object.assign(asked, query, params, hasBody ? { body } : undefined)
}
