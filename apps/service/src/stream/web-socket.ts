import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Socket as NetSocket } from 'node:net'
import type { Duplex } from 'node:stream'
import { STREAM_PATH, STREAM_PROTOCOL } from '@of/api'
import type { FastifyInstance } from 'fastify'
import { type WebSocket, WebSocketServer } from 'ws'
import { ServiceProblem } from '../answers/service-problem.ts'
import { type GuardOptions, refusalOf } from '../http/guard.ts'
import type { Addresses } from './addresses.ts'
import type { Hub } from './hub.ts'

/** More than a subscription with every parameter needs. */
const MESSAGE_LIMIT = 8 * 1024
/** How long a client may take to say farewell. */
const FAREWELL_MS = 1_000

/** Where readers come in, and who is let in. */
export interface WebSocketOptions {
  readonly hub: Hub
  readonly addresses: Addresses
  readonly guard: GuardOptions
}

/** Serves the stream over WebSocket. */
export function webSocketRoute(app: FastifyInstance, options: WebSocketOptions): void {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(STREAM_PROTOCOL) ? STREAM_PROTOCOL : false),
  })
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refusal = refusalOfUpgrade(request, options)
    if (refusal !== undefined) return refuse(socket, refusal)
    server.handleUpgrade(request, socket, head, (webSocket) => follow(webSocket, request.socket, options))
  })
  app.get(STREAM_PATH, { schema: { hide: true } }, () => {
    throw new ServiceProblem({
      title: 'WebSocket expected',
      status: 426,
      detail: 'expected an upgrade to WebSocket, received a request without',
      remedy: 'Server-sent events are at /api/v1/events.',
    })
  })
}

function refusalOfUpgrade(
  { headers, method = '', socket, url = '' }: IncomingMessage,
  { addresses, guard, hub }: WebSocketOptions,
): ServiceProblem | undefined {
  const refusal = refusalOf({ headers, method, url, isUpgrade: true }, guard)
  if (refusal !== undefined) return refusal
  if (url.split('?', 1)[0] !== STREAM_PATH)
    return new ServiceProblem({
      title: 'Not found',
      status: 404,
      detail: `expected ${STREAM_PATH}, received an upgrade of ${url.slice(0, 200)}`,
    })
  return addresses.refusal(socket.remoteAddress ?? '', hub)
}

function refuse(socket: Duplex, { problem }: ServiceProblem): void {
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? 'Refused'}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

function follow(socket: WebSocket, pipe: NetSocket, { addresses, hub }: WebSocketOptions): void {
  const address = pipe.remoteAddress ?? ''
  addresses.enter(address)
  const reader = hub.join({
    get waitingBytes() {
      return pipe.writableLength
    },
    send: ({ frame }) => {
      // Nothing is compressed: frames are the same for all, and go past what would make them again for each.
      if (socket.readyState === socket.OPEN) pipe.write(frame)
    },
    close: (reason) => {
      socket.close(codeOf(reason), reason)
      setTimeout(() => socket.terminate(), FAREWELL_MS).unref()
    },
  })
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) reader.say({ kind: 'error', detail: 'expected text, received binary' })
    else hub.hear(reader, data.toString('utf8'))
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    addresses.leave(address)
    hub.leave(reader)
  })
}

/** @see https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
function codeOf(reason: string): number {
  if (reason === 'service closing') return 1001
  return reason === 'too slow' ? 1013 : 1008
}
