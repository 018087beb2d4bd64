import { EventEmitter, once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { answering, listen, type Loopback, tunnelProxy, unusedPort } from '../testing/loopback.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { waitingTimers } from '../testing/waiting-timers.ts'
import type { NetFault } from './net-fault.ts'
import { dialWebSocket, type Socket, type SocketOptions } from './web-socket.ts'

const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY']
const servers: Loopback[] = []

beforeEach(() => {
  for (const name of PROXY_VARIABLES) vi.stubEnv(name, '')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function started<Server extends Loopback>(server: Promise<Server>): Promise<Server> {
  const loopback = await server
  servers.push(loopback)
  return loopback
}

interface Feed extends Loopback {
  /** The first client that comes. */
  readonly client: Promise<WebSocket>
}

async function feed(options: { readonly perMessageDeflate?: boolean } = {}): Promise<Feed> {
  const http = createHttpServer()
  const server = new WebSocketServer({ server: http, ...options })
  const client = once(server, 'connection').then(([each]) => each as WebSocket)
  return { ...(await started(listen(http))), client }
}

interface Dialled {
  readonly socket: Socket
  readonly texts: readonly string[]
  readonly closes: readonly NetFault[]
  readonly opened: Promise<unknown>
  readonly closed: Promise<NetFault>
  readonly received: (count: number) => Promise<readonly string[]>
}

function dial(url: string, options?: SocketOptions): Dialled {
  const events = new EventEmitter()
  const texts: string[] = []
  const closes: NetFault[] = []
  const opened = once(events, 'open')
  const closed = once(events, 'close').then(() => closes[0]!)
  const handlers = {
    onOpen: () => void events.emit('open'),
    onText: (text: Uint8Array) => {
      texts.push(Buffer.from(text).toString())
      events.emit('text')
    },
    onClose: (fault: NetFault) => {
      closes.push(fault)
      events.emit('close')
    },
  }
  const received = async (count: number): Promise<readonly string[]> => {
    while (texts.length < count) await once(events, 'text')
    return texts
  }
  return { socket: dialWebSocket(url, handlers, options), texts, closes, opened, closed, received }
}

describe('dialWebSocket(url, handlers)', () => {
  describe('while it is open', () => {
    it.each([true, false])('sends and receives texts, with compression %s', async (perMessageDeflate) => {
      const server = await feed({ perMessageDeflate })
      const { socket, opened, received } = dial(`ws://${server.host}/any/path`)
      await opened
      const client = await server.client
      expect(client.extensions).toBe(perMessageDeflate ? 'permessage-deflate' : '')
      client.once('message', (data: Buffer) => client.send(`heard ${data.toString()}`))
      socket.send('{"type":"subscribe"}')
      expect(await received(1)).toEqual(['heard {"type":"subscribe"}'])
      socket.terminate()
    })

    it.each([true, false])('receives a book of 24 MB in one frame, with compression %s', async (perMessageDeflate) => {
      const server = await feed({ perMessageDeflate })
      const { socket, received } = dial(`ws://${server.host}`)
      const book = '{"price_level":"83277.25"}'.repeat(1_000_000)
      ;(await server.client).send(book)
      const [text] = await received(1)
      expect(text === book).toBe(true)
      socket.terminate()
    })

    it('outlives the time it was given to open', async () => {
      const server = await feed()
      const { socket, opened, received, closes } = dial(`ws://${server.host}`, { handshakeTimeoutMs: 60 })
      await opened
      const client = await server.client
      await setTimeout(80)
      client.send('still here')
      expect(await received(1)).toEqual(['still here'])
      expect(closes).toEqual([])
      socket.terminate()
    })

    it('keeps the order of frames that come at once', async () => {
      const server = await feed({ perMessageDeflate: true })
      const { socket, received } = dial(`ws://${server.host}`)
      const client = await server.client
      const sent = Array.from({ length: 500 }, (_, sequence) => JSON.stringify({ sequence, filler: 'x'.repeat((sequence % 7) * 500) }))
      for (const text of sent) client.send(text)
      expect(await received(500)).toEqual(sent)
      socket.terminate()
    })
  })

  describe('when it never opens', () => {
    it('tells a port on which nobody listens', async () => {
      const { closed, closes, texts } = dial(`ws://127.0.0.1:${await unusedPort()}`)
      expect(await closed).toMatchObject({ kind: 'refused', code: 'ECONNREFUSED' })
      expect([closes.length, texts.length]).toEqual([1, 0])
    })

    it('tells a name that nobody has', async () => {
      expect(await dial('wss://nobody.invalid').closed).toMatchObject({ kind: 'dns' })
    })

    it('tells a server that does not speak TLS', async () => {
      const { host } = await feed()
      expect(await dial(`wss://${host}`).closed).toMatchObject({ kind: 'tls' })
    })

    it('tells a certificate that signs itself', async () => {
      const { host } = await started(listen(createHttpsServer(selfSigned('localhost'))))
      expect(await dial(`wss://${host}`).closed).toMatchObject({ kind: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    })

    it('tells the status of a refused upgrade', async () => {
      const { host } = await started(answering((_request, response) => response.writeHead(503).end('later')))
      expect(await dial(`ws://${host}`).closed).toEqual({ kind: 'http', detail: 'no WebSocket: Service Unavailable', status: 503 })
    })

    it('tells a server that upgrades to something else', async () => {
      const server = createHttpServer()
      server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'))
      const { host } = await started(listen(server))
      expect(await dial(`ws://${host}`).closed).toEqual({ kind: 'http', detail: 'Invalid Upgrade header' })
    })

    it('gives up on a server that takes the connection and never answers, and frees it', async () => {
      const server = await started(listen(createServer((socket) => socket.resume())))
      const { closed, closes } = dial(`ws://${server.host}`, { handshakeTimeoutMs: 30 })
      expect(await closed).toEqual({ kind: 'timeout', detail: 'no open connection within 30 ms' })
      await expect.poll(() => server.sockets.size).toBe(0)
      expect(closes).toHaveLength(1)
    })

    it.each(['nonsense', 'ftp://127.0.0.1', 'ws://'])('tells that %s is no address', async (url) => {
      const { closed, closes } = dial(url)
      expect(closes).toHaveLength(0)
      expect(await closed).toEqual({ kind: 'local', detail: `expected the address of a WebSocket, received ${url}` })
    })
  })

  describe('when the other side ends it', () => {
    it('tells the code and reason of a close frame', async () => {
      const server = await feed()
      const { closed, closes } = dial(`ws://${server.host}`)
      ;(await server.client).close(1008, 'no valid subscribe in 5 s')
      expect(await closed).toEqual({ kind: 'closed', detail: 'no valid subscribe in 5 s', code: 1008 })
      expect(closes).toHaveLength(1)
    })

    it('tells an end without a close frame', async () => {
      const server = await feed()
      const { closed } = dial(`ws://${server.host}`)
      await server.client
      for (const socket of server.sockets) socket.end()
      expect(await closed).toEqual({ kind: 'closed', detail: 'no reason given', code: 1006 })
    })

    it('tells a reset', async () => {
      const server = await feed()
      const { closed } = dial(`ws://${server.host}`)
      await server.client
      for (const socket of server.sockets) socket.resetAndDestroy()
      expect(await closed).toMatchObject({ kind: 'reset', code: 'ECONNRESET' })
    })

    it('believes the close frame of a connection that is reset after it', async () => {
      const server = await feed()
      const { closed } = dial(`ws://${server.host}`)
      const client = await server.client
      for (const socket of server.sockets) socket.prependOnceListener('data', () => socket.resetAndDestroy())
      client.close(1008, 'first')
      expect(await closed).toEqual({ kind: 'closed', detail: 'first', code: 1008 })
    })

    it.each([true, false])('does not take a message that is too big, with compression %s', async (perMessageDeflate) => {
      const server = await feed({ perMessageDeflate })
      const { closed, texts } = dial(`ws://${server.host}`, { maxPayloadBytes: 10_000 })
      const client = await server.client
      client.send('x'.repeat(10_001))
      expect(await closed).toMatchObject({ kind: 'too-big', code: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' })
      expect(texts).toEqual([])
    })

    it('tells that the other side found a message too big', async () => {
      const server = await feed()
      const { closed } = dial(`ws://${server.host}`)
      ;(await server.client).close(1009, 'Message too big')
      expect(await closed).toEqual({ kind: 'too-big', detail: 'Message too big', code: 1009 })
    })

    it('ends a connection that sends anything but text', async () => {
      const server = await feed()
      const { closed, texts } = dial(`ws://${server.host}`)
      const client = await server.client
      const ended = once(client, 'close')
      client.send(Buffer.of(1, 2, 3))
      client.send('too late')
      expect(await closed).toEqual({ kind: 'closed', detail: 'expected text frames, received a binary frame', code: 1003 })
      expect((await ended)[0]).toBe(1006)
      expect(texts).toEqual([])
    })

    it('ends a connection whose data cannot be unpacked', async () => {
      const server = await feed({ perMessageDeflate: true })
      const { closed, texts } = dial(`ws://${server.host}`)
      await server.client
      // A whole text frame, marked as compressed, of what no compressor makes.
      for (const socket of server.sockets) socket.write(Buffer.of(0xc1, 0x04, 0xff, 0xff, 0xff, 0xff))
      expect(await closed).toMatchObject({ kind: 'closed', code: 1007 })
      expect(texts).toEqual([])
    })

    it('ends a connection that breaks the protocol', async () => {
      const server = await feed()
      const { closed } = dial(`ws://${server.host}`)
      await server.client
      for (const socket of server.sockets) socket.write(Buffer.of(0xff, 0x00))
      expect(await closed).toMatchObject({ kind: 'closed', code: 1002 })
    })
  })

  describe('when this side ends it', () => {
    it('leaves no timer behind', async () => {
      const server = await feed()
      const before = waitingTimers()
      const { socket, opened, closed } = dial(`ws://${server.host}`)
      await opened
      expect(waitingTimers()).toBeGreaterThan(before)
      socket.terminate()
      await closed
      expect(waitingTimers()).toBe(before)
    })

    it('sends nothing before it is open, nor after', async () => {
      const server = await feed()
      const { socket, opened, closed } = dial(`ws://${server.host}`)
      socket.send('too early')
      await opened
      const heard: string[] = []
      const client = await server.client
      client.on('message', (data: Buffer) => heard.push(data.toString()))
      const ended = once(client, 'close')
      socket.send('in time')
      socket.close()
      socket.send('too late')
      await closed
      socket.send('far too late')
      await ended
      expect(heard).toEqual(['in time'])
    })

    it('closes with a frame, and is told so once', async () => {
      const server = await feed()
      const { socket, opened, closed, closes } = dial(`ws://${server.host}`)
      await opened
      const ended = once(await server.client, 'close')
      socket.close()
      expect(closes).toHaveLength(0)
      expect(await closed).toEqual({ kind: 'local', detail: 'closed' })
      expect((await ended)[0]).toBe(1000)
      socket.terminate()
      socket.close()
      socket.send('nobody hears this')
      expect(closes).toHaveLength(1)
    })

    it('closes although the other side does not answer', async () => {
      const server = await feed()
      const { socket, opened, closed } = dial(`ws://${server.host}`, { closeTimeoutMs: 30 })
      await opened
      ;(await server.client).pause()
      socket.close()
      expect(await closed).toEqual({ kind: 'local', detail: 'closed' })
    })

    it('terminates at once, though nothing is read on the other side, and tells nothing that comes after', async () => {
      const server = await feed()
      const { socket, opened, closed, texts } = dial(`ws://${server.host}`)
      await opened
      const client = await server.client
      client.send('{"first":1}'.repeat(100_000))
      client.send('second')
      socket.terminate()
      expect(await closed).toEqual({ kind: 'local', detail: 'terminated' })
      expect(texts).toEqual([])
      await expect.poll(() => server.sockets.size).toBe(0)
    })

    it.each(['close', 'terminate'] as const)('is told of a %s() before it opened, and never opens', async (end) => {
      const server = await feed()
      const { socket, closed, opened } = dial(`ws://${server.host}`)
      let open = false
      void opened.then(() => (open = true))
      socket[end]()
      expect(await closed).toMatchObject({ kind: 'local' })
      expect(open).toBe(false)
      await expect.poll(() => server.sockets.size).toBe(0)
    })
  })

  describe('through a proxy', () => {
    it('asks the proxy of the environment for a tunnel by name', async () => {
      const server = await feed()
      const proxy = await started(tunnelProxy(server.port))
      vi.stubEnv('HTTP_PROXY', `http://${proxy.host}`)
      const { socket, opened, received } = dial('ws://venue.invalid')
      await opened
      ;(await server.client).send('through')
      expect(await received(1)).toEqual(['through'])
      expect(proxy.asked).toEqual(['venue.invalid:80'])
      socket.terminate()
      await expect.poll(() => proxy.sockets.size).toBe(0)
    })

    it('goes straight where the environment says so', async () => {
      const proxy = await started(tunnelProxy(1))
      vi.stubEnv('HTTP_PROXY', `http://${proxy.host}`)
      vi.stubEnv('NO_PROXY', 'venue.invalid')
      expect(await dial('ws://venue.invalid').closed).toMatchObject({ kind: 'dns' })
      expect(proxy.asked).toEqual([])
    })

    it('tells the refusal of a proxy from one of the server', async () => {
      const proxy = await started(tunnelProxy(1, 407))
      vi.stubEnv('HTTPS_PROXY', `http://${proxy.host}`)
      expect(await dial('wss://venue.invalid').closed).toEqual({ kind: 'proxy', detail: 'no tunnel: Refused', status: 407 })
    })

    it('tells a proxy that is not there', async () => {
      vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${await unusedPort()}`)
      expect(await dial('wss://venue.invalid').closed).toMatchObject({ kind: 'proxy', code: 'ECONNREFUSED' })
    })

    it('tells a proxy of a kind that is not spoken', async () => {
      vi.stubEnv('HTTPS_PROXY', 'socks5://127.0.0.1:1080')
      expect(await dial('wss://venue.invalid').closed).toEqual({
        kind: 'proxy',
        detail: 'expected a proxy of http: or https:, received one of socks5:',
      })
    })

    it('gives up on a proxy that never answers, and frees it', async () => {
      const proxy = await started(tunnelProxy(1, 0))
      vi.stubEnv('HTTPS_PROXY', `http://${proxy.host}`)
      const { closed } = dial('wss://venue.invalid', { handshakeTimeoutMs: 400 })
      expect(await closed).toMatchObject({ kind: 'timeout' })
      expect(proxy.asked).toEqual(['venue.invalid:443'])
      await expect.poll(() => proxy.sockets.size).toBe(0)
    })
  })
})
