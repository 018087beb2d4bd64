import { getEventListeners } from 'node:events'
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { credentialsOf } from '../auth/credentials.ts'
import type { RequestFault } from '../net/net-fault.ts'
import { answering, type Loopback, tunnelProxy, unusedPort } from '../testing/loopback.ts'
import { waitingTimers } from '../testing/waiting-timers.ts'
import { RestError } from './rest-error.ts'
import { Transport, type TransportOptions } from './transport.ts'

const PATH = '/api/v3/brokerage/time'
const never = new AbortController().signal
const open: { close(): Promise<void> }[] = []

beforeEach(() => {
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY']) {
    vi.stubEnv(name, '')
  }
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(open.splice(0).map((each) => each.close()))
})

function transportOf(options: TransportOptions): Transport {
  const transport = new Transport(options)
  open.push(transport)
  return transport
}

async function venue(listener: RequestListener): Promise<Loopback> {
  const server = await answering(listener)
  open.push(server)
  return server
}

function against({ host }: Pick<Loopback, 'host'>, options: TransportOptions = {}): Transport {
  return transportOf({ restUrl: `http://${host}`, exchangeUrl: `http://${host}`, ...options })
}

async function errorOf(promise: Promise<unknown>): Promise<RestError> {
  const thrown: unknown = await promise.catch((error: unknown) => error)
  if (thrown instanceof RestError) return thrown
  throw new Error('expected a RestError', { cause: thrown })
}

async function faultOf(promise: Promise<unknown>): Promise<RequestFault> {
  return (await errorOf(promise)).fault
}

describe('Transport', () => {
  it('asks for what is fresh, under a name, and unpacks the answer', async () => {
    const asked: IncomingHttpHeaders[] = []
    const server = await venue((request, response) => {
      asked.push(request.headers)
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"é":1}'))
    })
    const transport = against(server, { userAgent: 'made-up/1' })
    expect(await transport.get(PATH, never)).toMatchObject({ status: 200, body: '{"é":1}' })
    expect(asked[0]).toMatchObject({
      'cache-control': 'no-cache',
      'user-agent': 'made-up/1',
      'accept-encoding': expect.stringContaining('gzip'),
    })
    expect(asked[0]).not.toHaveProperty('authorization')
  })

  it('puts together what comes in pieces', async () => {
    const server = await venue((_request, response) => {
      response.write(Buffer.of(0x61, 0xc3))
      setTimeout(() => response.end(Buffer.of(0xa9, 0x62, 0xc3)), 10)
    })
    expect((await against(server).get(PATH, never)).body).toBe('aéb\uFFFD')
  })

  it('leaves nothing behind: no timer, and no listener on a signal that lives longer', async () => {
    const server = await venue((_request, response) => response.writeHead(200, { connection: 'close' }).end())
    const { signal } = new AbortController()
    const transport = against(server, { timeoutMs: 60_000 })
    const before = waitingTimers()
    await Promise.all(Array.from({ length: 10 }, () => transport.get(PATH, signal)))
    expect(waitingTimers()).toBeLessThan(before + 5)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  describe('when the answer is no success', () => {
    it.each<[number, string, RequestFault]>([
      [400, '{"error":"INVALID_ARGUMENT","code":3,"message":"bad start","details":[]}', { kind: 'http', detail: 'bad start', status: 400 }],
      [404, '{"message":"NotFound"}', { kind: 'http', detail: 'NotFound', status: 404 }],
      [503, '<html>cloudflare</html>', { kind: 'http', detail: 'Service Unavailable', status: 503 }],
      [302, '', { kind: 'http', detail: 'Found', status: 302 }],
    ])('throws the status %i with the message of %s', async (status, body, fault) => {
      const server = await venue((_request, response) => response.writeHead(status, { location: 'http://elsewhere.invalid' }).end(body))
      const error = await errorOf(against(server).get(PATH, never))
      expect(error).toMatchObject({ fault, path: PATH })
    })

    it.each([
      [{ 'retry-after': '30' }, 30_000],
      [{ 'retry-after': new Date(Date.now() + 60_000).toUTCString() }, 60_000],
      [{}, undefined],
      [{ 'retry-after': 'soon' }, undefined],
    ])('knows too many requests, with %j', async (headers, retryAfterMs) => {
      const server = await venue((_request, response) => response.writeHead(429, headers).end('{"message":"Public rate limit exceeded"}'))
      const fault = await faultOf(against(server).get(PATH, never))
      expect(fault).toMatchObject({ kind: 'rate-limited', status: 429, detail: 'Public rate limit exceeded' })
      const told = 'retryAfterMs' in fault ? fault.retryAfterMs : undefined
      if (retryAfterMs === undefined) expect(told).toBeUndefined()
      else expect(Math.abs((told ?? 0) - retryAfterMs)).toBeLessThan(3000)
    })
  })

  describe('when there is no whole answer', () => {
    it('tells a port on which nobody listens', async () => {
      const error = await errorOf(against({ host: `127.0.0.1:${await unusedPort()}` }).get(PATH, never))
      expect(error.fault).toMatchObject({ kind: 'refused', code: 'ECONNREFUSED' })
      expect(error.cause).toBeInstanceOf(Error)
    })

    it('tells a name that nobody has', async () => {
      expect(await faultOf(against({ host: 'nobody.invalid' }).get(PATH, never))).toMatchObject({ kind: 'dns' })
    })

    it('tells a server that does not speak TLS', async () => {
      const { host } = await venue((_request, response) => response.end())
      expect(await faultOf(transportOf({ restUrl: `https://${host}` }).get(PATH, never))).toMatchObject({ kind: 'tls' })
    })

    it('tells a connection torn down in the middle of an answer', async () => {
      const server = await venue((request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half')
        setImmediate(() => request.socket.destroy())
      })
      expect(await faultOf(against(server).get(PATH, never))).toMatchObject({ kind: 'reset' })
    })

    it.each<[string, RequestListener]>([
      ['begins', () => {}],
      ['ends', (_request, response) => response.write('{')],
    ])('gives up on an answer that never %s, and frees the connection', async (_name, listener) => {
      const server = await venue(listener)
      expect(await faultOf(against(server, { timeoutMs: 40 }).get(PATH, never))).toEqual({
        kind: 'timeout',
        detail: 'no whole answer within 40 ms',
      })
      await expect.poll(() => server.sockets.size).toBe(0)
    })

    it.each<[string, RequestListener]>([
      [
        'however small it is packed',
        (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('0'.repeat(5_000_000))),
      ],
      ['before it ends', (_request, response) => response.write('0'.repeat(200_000))],
    ])('does not take an answer that is too big, %s', async (_name, listener) => {
      const server = await venue(listener)
      expect(await faultOf(against(server, { maxBodyBytes: 100_000 }).get(PATH, never))).toEqual({
        kind: 'too-big',
        detail: 'expected at most 100000 bytes',
      })
    })

    it('does not keep the connection of an answer that it does not take', async () => {
      const server = await venue((_request, response) => response.write('0'.repeat(200_000)))
      await faultOf(against(server, { maxBodyBytes: 100_000 }).get(PATH, never))
      await expect.poll(() => server.sockets.size).toBe(0)
    })
  })

  describe('when it is aborted', () => {
    it('throws the reason, and frees the connection', async () => {
      const abort = new AbortController()
      const server = await venue(() => abort.abort('changed my mind'))
      await expect(against(server).get(PATH, abort.signal)).rejects.toBe('changed my mind')
      await expect.poll(() => server.sockets.size).toBe(0)
    })

    it('sends nothing where it was aborted before', async () => {
      const server = await venue((_request, response) => response.end())
      await expect(against(server).get(PATH, AbortSignal.abort('never mind'))).rejects.toBe('never mind')
      expect(server.sockets.size).toBe(0)
    })

    it('does not wait for its turn', async () => {
      const server = await venue((_request, response) => response.end())
      const transport = against(server, { rate: { perSecond: 0.001, burst: 1 } })
      await transport.get(PATH, never)
      const abort = new AbortController()
      setImmediate(() => abort.abort('too slow'))
      await expect(transport.get(PATH, abort.signal)).rejects.toBe('too slow')
    })
  })

  describe('for the sake of the host', () => {
    it('sends a burst at once and the rest at the rate', async () => {
      const arrivedMs: number[] = []
      const server = await venue((_request, response) => {
        arrivedMs.push(performance.now())
        response.end()
      })
      const transport = against(server, { rate: { perSecond: 20, burst: 3 } })
      const startMs = performance.now()
      await Promise.all(Array.from({ length: 6 }, () => transport.get(PATH, never)))
      expect(arrivedMs[5]! - startMs).toBeGreaterThan(140)
    })

    it('counts each host by itself', async () => {
      const rate = { perSecond: 0.001, burst: 1 }
      const [one, other] = await Promise.all([
        venue((_request, response) => response.end('1')),
        venue((_request, response) => response.end('2')),
      ])
      const transport = transportOf({ restUrl: `http://${one.host}`, exchangeUrl: `http://${other.host}`, rate })
      expect((await transport.get(PATH, never)).body).toBe('1')
      expect((await transport.get('/products/A-B/trades', never)).body).toBe('2')
    })

    it('leaves it alone for a second or more after a refusal', async () => {
      let refuse = true
      const server = await venue((_request, response) => {
        response.writeHead(refuse ? 429 : 200).end()
        refuse = false
      })
      const transport = against(server)
      const startMs = performance.now()
      await faultOf(transport.get(PATH, never))
      await transport.get(PATH, never)
      expect(performance.now() - startMs).toBeGreaterThan(990)
    })
  })

  describe('with credentials', () => {
    const credentials = credentialsOf('made-up', Buffer.alloc(32, 7).toString('base64'))

    it('proves who it is to Advanced Trade, for the one path, without its query', async () => {
      const asked: (string | undefined)[] = []
      const server = await venue((request, response) => {
        asked.push(request.headers.authorization)
        response.end()
      })
      const transport = against(server, { credentials })
      await transport.get('/api/v3/brokerage/market/product_book?product_id=A-B', never)
      await transport.get('/products/A-B/trades', never)
      const [scheme, token] = (asked[0] ?? '').split(' ')
      expect(scheme).toBe('Bearer')
      expect(decodeJwt(token!)).toMatchObject({ sub: 'made-up', uri: `GET ${server.host}/api/v3/brokerage/market/product_book` })
      expect(asked[1]).toBeUndefined()
    })

    it('does not over a connection that others can read', async () => {
      const asked: IncomingHttpHeaders[] = []
      const server = await venue((request, response) => {
        asked.push(request.headers)
        response.end()
      })
      const proxy = await tunnelProxy(server.port)
      open.push(proxy)
      vi.stubEnv('HTTP_PROXY', `http://${proxy.host}`)
      await against({ host: 'venue.invalid' }, { credentials }).get(PATH, never)
      expect(asked).toHaveLength(1)
      expect(asked[0]).not.toHaveProperty('authorization')
    })

    it('shows nothing of it in its errors', async () => {
      let authorization = ''
      const server = await venue((request, response) => {
        authorization = request.headers.authorization ?? ''
        response.destroy()
      })
      const error = await errorOf(against(server, { credentials }).get(PATH, never))
      expect(authorization).toMatch(/^Bearer ./)
      const shown = inspect(error, { depth: 8, showHidden: true })
      expect(shown).not.toContain(authorization.split('.')[2])
    })
  })

  describe('through a proxy', () => {
    it('asks the proxy of the environment for a tunnel by name', async () => {
      const server = await venue((_request, response) => response.end('through'))
      const proxy = await tunnelProxy(server.port)
      open.push(proxy)
      vi.stubEnv('HTTP_PROXY', `http://${proxy.host}`)
      expect((await against({ host: 'venue.invalid' }).get(PATH, never)).body).toBe('through')
      expect(proxy.asked).toEqual(['venue.invalid:80'])
    })

    it('tells the refusal of a proxy from one of the server', async () => {
      const proxy = await tunnelProxy(1, 407)
      open.push(proxy)
      vi.stubEnv('HTTPS_PROXY', `http://${proxy.host}`)
      const fault = await faultOf(transportOf({}).get(PATH, never))
      expect(fault).toMatchObject({ kind: 'proxy', detail: expect.stringContaining('407') })
    })

    it('tells a proxy that is not there', async () => {
      vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${await unusedPort()}`)
      expect(await faultOf(transportOf({}).get(PATH, never))).toMatchObject({ kind: 'proxy', code: 'ECONNREFUSED' })
    })
  })
})
