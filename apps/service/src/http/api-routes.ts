import { API_PREFIX, problem, type Route, type RouteName, routeNames, routes } from '@of/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answers } from '../answers/answers.ts'
import { ServiceProblem } from '../answers/service-problem.ts'
import { isKnown, type KeptAnswers } from './kept-answers.ts'

/** Answers that are none. */
const REFUSED = described(problem, 'What of the request cannot be, and what to do about it', 'application/problem+json')
const FAILED = described(problem, 'Why the service cannot answer now', 'application/problem+json')

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
        response: { 200: described(answer, method === 'GET' ? summary : 'What has come of it'), '4xx': REFUSED, '5xx': FAILED },
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
  Object.assign(asked, query, params, hasBody ? { body } : undefined)
  const { from, to } = asked
  if (typeof from === 'number' && typeof to === 'number' && from > to)
    throw new ServiceProblem({
      title: 'Span turned round',
      status: 400,
      detail: `from: expected a time before to, ${to}, received ${from}`,
    })
  return asked
}

/** An answer as the document of the API tells it. */
function described(schema: Route['answer'], description: string, type = 'application/json') {
  return { description, content: { [type]: { schema } } }
}
