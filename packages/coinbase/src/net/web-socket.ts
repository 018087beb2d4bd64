import { WebSocket } from 'ws'
import type { NetFault } from './net-fault.ts'
import { netFaultOf, proxiedFaultOf } from './net-fault-of.ts'
import { proxyFor } from './proxy.ts'
import { tunnelThrough } from './tunnel.ts'

/** What a socket tells. Nothing comes from inside a call to the socket. */
export interface SocketHandlers {
  onOpen(): void
  /** A text came: its UTF-8 bytes, which nobody changes any more. */
  onText(text: Uint8Array): void
  /** The end, exactly once, also of a connection that never opened; nothing follows. */
  onClose(fault: NetFault): void
}

/** A WebSocket that was dialled, whether or not it is open. */
export interface Socket {
  /** Sends a text; on a socket that is not open, nothing: its end is told anyway. */
  send(text: string): void
  /** Ends it with a close frame, and waits a little for the other side's. Texts that still arrive are not told. */
  close(): void
  /** Frees it at once, without a word to the other side. */
  terminate(): void
}

/** What may be set of a socket; what the venue needs is the default. */
export interface SocketOptions {
  /** Of one message, inflated: 128 MiB. The whole book of BTC-USD is several MB in one message. */
  readonly maxPayloadBytes?: number
  /** From dialling to the open socket: 10 s. */
  readonly handshakeTimeoutMs?: number
  /** What the other side has to answer a close frame: 2 s. */
  readonly closeTimeoutMs?: number
}

const MAX_PAYLOAD_BYTES = 128 * 1024 * 1024
const HANDSHAKE_TIMEOUT_MS = 10_000
const CLOSE_TIMEOUT_MS = 2000
const PING_EVERY_MS = 30_000
const NORMAL_CLOSURE = 1000
const UNSUPPORTED_DATA = 1003
const ABNORMAL_CLOSURE = 1006
const INVALID_DATA = 1007
const TOO_BIG = 1009

/** Dials a WebSocket, through the proxy that the environment names for the address if it names one. */
export function dialWebSocket(url: string, handlers: SocketHandlers, options: SocketOptions = {}): Socket {
  return new DialledSocket(url, handlers, options)
}

class DialledSocket implements Socket {
  readonly #handlers: SocketHandlers
  readonly #dialling = new AbortController()
  readonly #proxy: string | undefined
  readonly #socket: WebSocket | undefined
  #handshake: NodeJS.Timeout | undefined
  #pings: NodeJS.Timeout | undefined
  /** The first reason is the true one: what follows, such as a close without a close frame, is its echo. */
  #fault: NetFault | undefined
  /** What the connection underneath said when it broke, which the library tells only as a close without a close frame. */
  #loss: NetFault | undefined

  constructor(url: string, handlers: SocketHandlers, options: SocketOptions) {
    this.#handlers = handlers
    this.#proxy = proxyFor(url)
    try {
      this.#socket = this.#open(url, options)
    } catch (error) {
      this.#blame(
        error instanceof RangeError
          ? { kind: 'proxy', detail: error.message }
          : { kind: 'local', detail: `expected the address of a WebSocket, received ${url}` },
      )
      setImmediate(() => this.#end(ABNORMAL_CLOSURE, ''))
    }
  }

  send(text: string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text, () => {})
  }

  close(): void {
    this.#blame({ kind: 'local', detail: 'closed' })
    this.#socket?.close(NORMAL_CLOSURE)
  }

  terminate(): void {
    this.#blame({ kind: 'local', detail: 'terminated' })
    this.#socket?.terminate()
  }

  #open(url: string, options: SocketOptions): WebSocket {
    const { maxPayloadBytes = MAX_PAYLOAD_BYTES, handshakeTimeoutMs = HANDSHAKE_TIMEOUT_MS, closeTimeoutMs = CLOSE_TIMEOUT_MS } = options
    const { signal } = this.#dialling
    const agent = this.#proxy === undefined ? undefined : tunnelThrough(this.#proxy, { signal, onRefused: (fault) => this.#blame(fault) })
    const settings = { maxPayload: maxPayloadBytes, closeTimeout: closeTimeoutMs, perMessageDeflate: true, agent }
    const socket = new WebSocket(url, settings)

    this.#handshake = setTimeout(() => {
      this.#blame({ kind: 'timeout', detail: `no open connection within ${handshakeTimeoutMs} ms` })
      socket.terminate()
    }, handshakeTimeoutMs)
    socket.on('upgrade', ({ socket: connection }) => {
      connection.on('error', (error) => {
        this.#loss = netFaultOf(error)
      })
    })
    socket.on('unexpected-response', (_request, { statusCode, statusMessage }) => {
      const status = statusCode === undefined ? {} : { status: statusCode }
      this.#blame({ kind: 'http', detail: `no WebSocket: ${statusMessage ?? ''}`, ...status })
      socket.terminate()
    })
    socket.on('open', () => this.#begin(socket))
    socket.on('message', (data, isBinary) => this.#receive(socket, isBinary || !Buffer.isBuffer(data) ? undefined : data))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', (code, reason) => this.#end(code, reason.toString()))
    return socket
  }

  #blame(fault: NetFault): void {
    this.#fault ??= fault
  }

  #begin(socket: WebSocket): void {
    clearTimeout(this.#handshake)
    this.#pings = setInterval(() => socket.ping(), PING_EVERY_MS)
    this.#handlers.onOpen()
  }

  #receive(socket: WebSocket, text: Uint8Array | undefined): void {
    if (this.#fault !== undefined) return
    if (text === undefined) {
      // What was lost with it may have been of a book: nobody waits for a close frame while books seem to stand.
      this.#blame({ kind: 'closed', detail: 'expected text frames, received a binary frame', code: UNSUPPORTED_DATA })
      socket.terminate()
    } else {
      this.#handlers.onText(text)
    }
  }

  #fail(error: Error): void {
    const fault = this.#proxy === undefined ? netFaultOf(error) : proxiedFaultOf(error)
    if (fault.kind !== 'local') return this.#blame(fault)
    // What is not the network's is a wrong answer to the upgrade, or later, data that cannot be unpacked.
    const isOpen = this.#pings !== undefined
    this.#blame(isOpen ? { kind: 'closed', detail: fault.detail, code: INVALID_DATA } : { kind: 'http', detail: fault.detail })
    if (isOpen) this.#socket?.terminate()
  }

  #end(code: number, reason: string): void {
    clearTimeout(this.#handshake)
    clearInterval(this.#pings)
    if (this.#pings === undefined) this.#dialling.abort()
    this.#handlers.onClose(this.#fault ?? (code === ABNORMAL_CLOSURE ? this.#loss : undefined) ?? closedWith(code, reason))
  }
}

function closedWith(code: number, reason: string): NetFault {
  const detail = reason === '' ? 'no reason given' : reason
  return code === TOO_BIG ? { kind: 'too-big', detail, code } : { kind: 'closed', detail, code }
}
