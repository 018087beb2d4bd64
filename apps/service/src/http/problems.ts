import type { Problem } from '@of/api'
import { StoreError } from '@of/store'
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { ServiceProblem } from '../answers/service-problem.ts'
import { problemOfStore } from '../answers/store-problem.ts'

const TITLES: Readonly<Record<number, string>> = {
  400: 'Request malformed',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Body too large',
  414: 'Address too long',
  415: 'Media type unknown',
  429: 'Too many requests',
  503: 'Service closing',
}

const REMEDIES: Readonly<Record<number, string>> = {
  404: 'GET /openapi.json lists what there is.',
  413: 'Send less than 64 KiB.',
  415: 'Send application/json.',
  429: 'Wait as long as Retry-After says.',
}

/** What is wrong with a request before it has come to any route is answered in the same way. */
export function frameworkProblem(error: FastifyError, _request: unknown, reply: FastifyReply): void {
  send(reply, problemOf(error))
}

/** Everything that goes wrong is answered as problem+json, and nothing of the inside is told. */
export function problems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error)
    if (problem.status >= 500 && !(error instanceof ServiceProblem || error instanceof StoreError))
      request.log.error({ err: error, reqId: request.id }, 'request failed')
    send(reply, problem)
  })
  app.setNotFoundHandler((request, reply) => {
    send(reply, plain(404, `expected a path of this service, received ${request.method} ${request.url.slice(0, 200)}`))
  })
}

function send(reply: FastifyReply, problem: Problem): void {
  void reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof ServiceProblem) return error.problem
  if (error instanceof StoreError) return problemOfStore(error).problem
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? 'request'
    const issues = error.validation.map(
      ({ instancePath, message }) => `${where}${instancePath.replaceAll('/', '.').replace(/\.$/, '')}: ${message}`,
    )
    return plain(400, issues.slice(0, 5).join('; '))
  }
  const status = error.statusCode ?? 500
  if (status >= 500) return { type: 'about:blank', title: 'Internal error', status: 500, detail: 'the request could not be answered' }
  return plain(status, error.message)
}

function plain(status: number, detail: string): Problem {
  const remedy = REMEDIES[status]
  return { type: 'about:blank', title: TITLES[status] ?? 'Request refused', status, detail, ...(remedy === undefined ? {} : { remedy }) }
}
