import { API_PREFIX, problem, type Route, routeNames, routes } from '@of/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Answers } from '../answers/answers.ts'

/** Registers every route of the table, and no other. */
export function apiRoutes(app: FastifyInstance, answers: Answers): void {
  for (const name of routeNames) {
    const { answer, body, method, params, path, query, summary, tag }: Route = routes[name]
    // The table ties each name to its schemas, which the server reads requests with.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const ask = answers[name] as (asked: unknown) => unknown
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
      handler: async (request) => await ask(askedBy(request, body !== undefined)),
    })
  }
}

function askedBy({ body, params, query }: FastifyRequest, hasBody: boolean): Readonly<Record<string, unknown>> {
  const asked: Record<string, unknown> = {}
  return Object.assign(asked, query, params, hasBody ? { body } : undefined)
}
