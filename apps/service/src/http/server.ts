import { randomUUID } from 'node:crypto'
import { STREAM_PATH } from '@of/api'
import cors from '@fastify/cors'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject, validatorCompiler } from 'fastify-type-provider-zod'
import type { Answers } from '../answers/answers.ts'
import { ServiceProblem } from '../answers/service-problem.ts'
import type { Config } from '../config/config.ts'
import { apiRoutes } from './api-routes.ts'
import { guard } from './guard.ts'
import { securityHeaders } from './headers.ts'
import { KeptAnswers } from './kept-answers.ts'
import { frameworkProblem, problems } from './problems.ts'
import type { Token } from './token.ts'

/** What a server is made of. */
export interface ServerParts {
  readonly config: Config
  readonly answers: Answers
  readonly token: Token | undefined
  readonly logger: FastifyBaseLogger
  readonly version: string
  /** Another text after everything that changes what is answered. */
  readonly stampNow: () => string
  /** Sees the server before it has any route. */
  readonly prepare?: (app: FastifyInstance) => void
}

const DESCRIPTION = [
  'Verified order books, order-flow features and explained signals. Times are integer microseconds since the Unix epoch.',
  'What is not known is null, with its reason beside it.',
  `What comes as server-sent events comes over a WebSocket at ${STREAM_PATH} too, which is asked by messages such as`,
  '`{"do":"subscribe","id":"1","topic":"tape","product":"BTC-USD"}` and answers with a snapshot and then with updates.',
].join(' ')
/** How a token is sent. */
const BEARER = { type: 'http', scheme: 'bearer' } as const
const BODY_LIMIT = 64 * 1024
const HEADER_LIMIT = 16 * 1024

/** The HTTP side of the service, not yet listening. */
export async function createServer({ answers, config, logger, prepare, stampNow, token, version }: ServerParts): Promise<FastifyInstance> {
  const { allowedOrigins, maxConnections, requestsPer10s } = config.http
  const app = fastify({
    loggerInstance: logger,
    // A logger for each request would be made for nothing: most have nothing to log.
    childLoggerFactory: (parent) => parent,
    logController: new fastify.LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
    connectionTimeout: 30_000,
    requestTimeout: 10_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
    frameworkErrors: frameworkProblem,
    http: { maxHeaderSize: HEADER_LIMIT, headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
  })
  app.server.maxConnections = maxConnections
  app.setValidatorCompiler(validatorCompiler)
  // What an answer holds is told by its type, and held against its schema by tests and by the client.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  problems(app)
  securityHeaders(app, { isShared: allowedOrigins.length > 0 })
  guard(app, { http: config.http, token })
  await app.register(cors, { origin: [...allowedOrigins], methods: ['GET', 'POST', 'DELETE'], maxAge: 600 })
  await app.register(rateLimit, {
    max: requestsPer10s,
    timeWindow: 10_000,
    errorResponseBuilder: (_request, { after, max }) =>
      new ServiceProblem({
        title: 'Too many requests',
        status: 429,
        detail: `expected at most ${max} requests in 10 s, received more`,
        remedy: `Wait ${after}.`,
      }),
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Order flow',
        version,
        description: DESCRIPTION,
      },
      ...(token === undefined ? {} : { components: { securitySchemes: { token: BEARER } }, security: [{ token: [] }] }),
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  prepare?.(app)
  // What is registered here is listed in the document that the plugin makes.
  await app.register((api, _options, done) => {
    apiRoutes(api, answers, new KeptAnswers(stampNow))
    done()
  })
  return app
}
