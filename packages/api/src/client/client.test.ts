import fc from 'fast-check'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ApiError, API_PREFIX, type Client, createClient, type Route, type RouteName, routeNames, routes } from '../index.ts'
import { arbitraryOf } from '../testing/arbitrary-of.ts'

/** What the server answers next, and what it was last asked. */
const desk: {
  status: number
  body: string
  asked: { method: string; url: string; body: unknown; headers: Record<string, unknown> } | undefined
} = {
  status: 200,
  body: '{}',
  asked: undefined,
}

let app: FastifyInstance
let url: string
let client: Client

beforeAll(async () => {
  app = fastify()
  app.all('/*', async (request, reply) => {
    desk.asked = { method: request.method, url: request.url, body: request.body, headers: request.headers }
    return await reply.code(desk.status).type('application/json').send(desk.body)
  })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
  client = createClient({ url, token: 'a-secret-of-some-length' })
})

afterAll(() => app.close())

const sample = (schema: Parameters<typeof arbitraryOf>[0]): unknown => fc.sample(arbitraryOf(schema), { numRuns: 1, seed: 7 })[0]

/** Something each parameter, query and body of a route can be. */
function inputOf({ body, params, query }: Route): Record<string, unknown> {
  return {
    ...(params === undefined ? {} : { product: 'BTC-USD', id: 'an/odd id?' }),
    ...(query === undefined ? {} : { limit: 3, names: 'ofi,mid', levels: 10, interval: '5m' }),
    ...(body === undefined ? {} : { body: sample(body) }),
  }
}

async function call(name: RouteName, input: Record<string, unknown>, from: Client = client): Promise<unknown> {
  return await (from[name] as (given: unknown) => Promise<unknown>)(input)
}

describe('client', () => {
  it.each(routeNames)('hands on whatever answer of %s the schema admits, unchanged', async (name) => {
    await fc.assert(
      fc.asyncProperty(arbitraryOf(routes[name].answer), async (answer) => {
        Object.assign(desk, { status: 200, body: JSON.stringify(answer) })
        expect(await call(name, inputOf(routes[name]))).toEqual(JSON.parse(desk.body))
      }),
      { numRuns: 10 },
    )
  })

  it.each(routeNames)('asks %s by its method and path, with what the schemas read back', async (name) => {
    const route: Route = routes[name]
    const input = inputOf(route)
    await call(name, input).catch(() => undefined)
    const { headers, method, url: asked, body } = desk.asked!
    const [path = '', query = ''] = asked.split('?')
    expect(method).toBe(route.method)
    expect(path.split('/').map(decodeURIComponent)).toEqual(
      `${API_PREFIX}${route.path}`.split('/').map((part) => (part.startsWith(':') ? input[part.slice(1)] : part)),
    )
    expect(route.query?.safeParse(Object.fromEntries(new URLSearchParams(query))).success ?? query === '').toBe(true)
    if (route.body !== undefined) expect(route.body.parse(body)).toEqual(route.body.parse(input['body']))
    expect(headers['authorization']).toBe('Bearer a-secret-of-some-length')
  })

  it('rejects with the problem that the service tells', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Product not followed',
      status: 404,
      detail: 'expected BTC-USD, received X-Y',
      remedy: 'Follow it.',
    }
    Object.assign(desk, { status: 404, body: JSON.stringify(problem) })
    await expect(client.book({ product: 'X-Y' })).rejects.toMatchObject({ fault: { kind: 'problem', problem } })
  })

  it.each([
    ['an answer that is not what the route promises', 200, '{"product":"BTC-USD"}'],
    ['an answer that is no JSON', 200, '<html>'],
    ['an error that is no problem', 502, 'Bad Gateway'],
  ])('rejects %s as unreadable', async (_what, status, body) => {
    Object.assign(desk, { status, body })
    await expect(client.book({ product: 'BTC-USD' })).rejects.toMatchObject({ fault: { kind: 'unreadable', status } })
  })

  it('says that the service cannot be reached', async () => {
    const closed = fastify()
    const gone = await closed.listen({ host: '127.0.0.1', port: 0 })
    await closed.close()
    const error: unknown = await createClient({ url: gone })
      .health()
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ fault: { kind: 'unreachable', url: gone } })
  })

  it('gives a request up when told to', async () => {
    const stopped = AbortSignal.abort(new Error('no more'))
    await expect(client.health({}, { signal: stopped })).rejects.toThrow('no more')
  })

  it('refuses to ask without a parameter of the path', async () => {
    await expect(call('book', {})).rejects.toThrow(/^book: expected product, received undefined$/)
  })
})
