import { once } from 'node:events'
import { createServer as createHttpServer, get, request } from 'node:http'
import { get as getSecure } from 'node:https'
import { createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { answering, listen, type Loopback, unusedPort } from '../testing/loopback.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { netFaultOf, proxiedFaultOf } from './net-fault-of.ts'

const servers: Loopback[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function started(server: Promise<Loopback>): Promise<Loopback> {
  const loopback = await server
  servers.push(loopback)
  return loopback
}

async function errorOf(emitter: NodeJS.EventEmitter): Promise<unknown> {
  const [error] = await once(emitter, 'error')
  return error
}

describe('netFaultOf(error)', () => {
  it('says what made a fetch fail, not that it failed', async () => {
    const error: unknown = await fetch('http://127.0.0.1:1').catch((failure: unknown) => failure) // a port that no browser may ask
    expect(netFaultOf(error)).toEqual({ kind: 'local', detail: 'bad port' })
  })

  it('knows a port on which nobody listens', async () => {
    const error = await errorOf(get(`http://127.0.0.1:${await unusedPort()}`))
    expect(netFaultOf(error)).toMatchObject({
      kind: 'refused',
      code: 'ECONNREFUSED',
      detail: expect.stringMatching(/^connect ECONNREFUSED/),
    })
  })

  it('knows a name that nobody has', async () => {
    expect(netFaultOf(await errorOf(get('http://nobody.invalid')))).toMatchObject({
      kind: 'dns',
      detail: expect.stringContaining('nobody.invalid'),
    })
  })

  it('knows a server that does not speak TLS', async () => {
    const { host } = await started(answering((_request, response) => response.end()))
    expect(netFaultOf(await errorOf(getSecure(`https://${host}`)))).toMatchObject({ kind: 'tls' })
  })

  it('knows a certificate that signs itself', async () => {
    const { host } = await started(listen(createTlsServer(selfSigned('nobody.invalid'))))
    expect(netFaultOf(await errorOf(getSecure(`https://${host}`)))).toMatchObject({ kind: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })

  it('knows a connection that is torn down', async () => {
    const { host } = await started(listen(createServer((socket) => socket.once('data', () => socket.resetAndDestroy()))))
    expect(netFaultOf(await errorOf(get(`http://${host}`)))).toMatchObject({ kind: 'reset', code: 'ECONNRESET' })
  })

  it('knows a server that does not speak HTTP', async () => {
    const { host } = await started(listen(createServer((socket) => socket.end('220 mail.invalid ready\r\n'))))
    expect(netFaultOf(await errorOf(get(`http://${host}`)))).toMatchObject({ kind: 'http' })
  })

  it('knows an attempt that timed out', async () => {
    const { host } = await started(listen(createHttpServer()))
    const signal = AbortSignal.timeout(20)
    const error = await errorOf(request(`http://${host}`, { signal }).end())
    expect(netFaultOf(error)).toMatchObject({ kind: 'timeout' })
  })

  it.each([
    ['EAI_AGAIN', 'dns'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['EPIPE', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'too-big'],
    ['WS_ERR_INVALID_UTF8', 'closed'],
    ['EMFILE', 'local'],
  ])('takes %s for %s', (code, kind) => {
    expect(netFaultOf(Object.assign(new Error('made up'), { code }))).toMatchObject({ kind, detail: 'made up' })
  })

  it('looks for the cause under an error that does not know', () => {
    const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    expect(netFaultOf(new TypeError('fetch failed', { cause }))).toEqual({ kind: 'reset', detail: 'read ECONNRESET', code: 'ECONNRESET' })
  })

  it('tells every attempt of an error that is only their sum', () => {
    const attempts = ['::1', '127.0.0.1'].map((host) =>
      Object.assign(new Error(`connect ECONNREFUSED ${host}:1`), { code: 'ECONNREFUSED' }),
    )
    const error = Object.assign(new AggregateError(attempts), { code: 'ECONNREFUSED' })
    expect(netFaultOf(error)).toMatchObject({ kind: 'refused', detail: 'connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1' })
    expect(netFaultOf(new AggregateError(attempts))).toMatchObject({ kind: 'refused', detail: 'connect ECONNREFUSED ::1:1' })
  })

  it('makes one line of whatever is thrown', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything({ withNullPrototype: true }),
          fc.string().map((text) => new Error(text)),
        ),
        (thrown) => {
          const { detail } = netFaultOf(thrown)
          expect(detail.length).toBeLessThanOrEqual(300)
          expect(detail).not.toMatch(/[\n\r]/)
        },
      ),
    )
  })

  it('comes to an end with an error that causes itself', () => {
    const error = new Error('round')
    error.cause = error
    expect(netFaultOf(error)).toEqual({ kind: 'local', detail: 'round' })
  })
})

describe('proxiedFaultOf(error)', () => {
  it.each([
    ['ECONNREFUSED', 'proxy'],
    ['ENOTFOUND', 'proxy'],
    ['EHOSTUNREACH', 'proxy'],
    ['ECONNRESET', 'reset'],
    ['CERT_HAS_EXPIRED', 'tls'],
  ])('takes %s for %s', (code, kind) => {
    expect(proxiedFaultOf(Object.assign(new Error('made up'), { code }))).toEqual({ kind, detail: 'made up', code })
  })
})
