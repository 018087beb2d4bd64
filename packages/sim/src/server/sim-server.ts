import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import fastify, { type FastifyInstance } from 'fastify'
import { WebSocketServer } from 'ws'
import { FaultInjector } from '../faults/fault-injector.ts'
import { Venue, type VenueOptions } from '../venue/venue.ts'
import { authority } from './authority.ts'
import { ClientLink } from './client-link.ts'
import { FaultySocket } from './faulty-socket.ts'
import { routes } from './routes.ts'
import { VenueClock } from './venue-clock.ts'

/** What venue to serve, and where. */
export interface SimServerOptions extends Omit<VenueOptions, 'faults'> {
  /** Any free one unless given. */
  readonly port?: number
  /** The address to listen on: 127.0.0.1, which only this machine reaches, unless given. */
  readonly host?: string
  /** Seconds of the venue in a second on the wall: 1 unless given. */
  readonly speed?: number
  /** What goes wrong; nothing unless it is given, or posted to `/_sim/faults`. */
  readonly injector?: FaultInjector
  /** Whether frames are compressed for clients that offer it; not unless told so. */
  readonly deflate?: boolean
  /** A client that lets more bytes than this pile up is disconnected: 64 MiB unless given. */
  readonly mostWaitingBytes?: number
}

/** A venue that is being served. */
export interface SimServer {
  /** For WebSocket clients; any path will do. */
  readonly url: string
  /** For REST clients. */
  readonly restUrl: string
  readonly venue: Venue
  readonly injector: FaultInjector
  /** Disconnects everybody and frees the port. */
  close(): Promise<void>
}

/**
 * Serves a simulated venue: WebSocket on any path and REST, on one port. Advanced Trade and Exchange share it, as they share
 * their markets; their paths differ.
 *
 * The faults `dns` and `tls` happen before a listening server hears of anything: here they are played as `refuse`, which hangs up on the
 * upgrade. To see the real ones, dial a port that nobody listens on, a name under `.invalid`, or this server's port as `wss:`.
 *
 * `GET /_sim/truth?product=` answers the true book, `GET /_sim/status` how the server does, and `POST /_sim/faults` lets something go wrong.
 * Rejects if the port cannot be had.
 */
export async function startServer(options: SimServerOptions): Promise<SimServer> {
  const { port = 0, host = '127.0.0.1', speed = 1, deflate = false, mostWaitingBytes = 64 * 1024 * 1024 } = options
  if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`simulator: expected a speed above 0, received ${speed}`)
  // Building the markets takes a while, in which the clock on the wall goes on.
  const startMs = performance.now()
  const injector = options.injector ?? new FaultInjector({ seed: options.seed })
  const venue = new Venue({ ...options, faults: injector.content })
  const server = new Server({ venue, injector, speed, startMs, deflate, mostWaitingBytes })
  try {
    return await server.listen(port, host)
  } catch (error) {
    await server.close()
    throw error
  }
}

interface ServerParts {
  readonly venue: Venue
  readonly injector: FaultInjector
  readonly speed: number
  readonly startMs: number
  readonly deflate: boolean
  readonly mostWaitingBytes: number
}

class Server {
  readonly #parts: ServerParts
  readonly #http: FastifyInstance
  readonly #webSockets: WebSocketServer
  readonly #links = new Map<string, ClientLink>()
  readonly #clock: VenueClock
  #dialled = 0

  constructor(parts: ServerParts) {
    const { venue, injector, speed, startMs, deflate } = parts
    this.#parts = parts
    this.#clock = new VenueClock(venue, { speed, startMs }, () => this.#tick())
    this.#http = fastify({ forceCloseConnections: true, exposeHeadRoutes: false })
    this.#http.register(routes({ venue, injector, clock: this.#clock, links: this.#links }))
    // What a client sends is a few subscriptions.
    this.#webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: deflate, maxPayload: 1024 * 1024 })
    this.#http.server.on('upgrade', (request, socket, head) => this.#onUpgrade(request, socket, head))
  }

  async listen(port: number, host: string): Promise<SimServer> {
    await this.#http.listen({ port, host })
    const { venue, injector } = this.#parts
    const address = authority(this.#http.server.address())
    return { url: `ws://${address}`, restUrl: `http://${address}`, venue, injector, close: () => this.close() }
  }

  async close(): Promise<void> {
    this.#clock.stop()
    for (const link of this.#links.values()) link.terminate()
    this.#webSockets.close()
    await this.#http.close()
  }

  #tick(): void {
    for (const closure of this.#parts.injector.closures(this.#parts.venue.nowUs)) this.#links.get(closure.connection)?.close(closure)
    for (const link of this.#links.values()) link.tick()
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { venue, injector, mostWaitingBytes } = this.#parts
    const ip = request.socket.remoteAddress ?? '127.0.0.1'
    this.#dialled += 1
    const name = `c${this.#dialled}`
    socket.on('error', () => socket.destroy())
    this.#clock.catchUp()
    const fault = injector.dial(name, venue.nowUs)
    if (fault === 'http-503-upgrade') return refuse(socket, '503 Service Unavailable')
    if (fault !== undefined) return void socket.destroy()
    if (!venue.admits(ip)) return refuse(socket, '429 Too Many Requests')

    const wire = new FaultySocket(socket, () => ({
      state: injector.linkState(name, venue.nowUs),
      bytesPerSecond: injector.bytesPerSecond(name, venue.nowUs),
    }))
    this.#webSockets.handleUpgrade(request, wire, head, (webSocket) => {
      const onGone = (): void => void this.#links.delete(name)
      const parts = { name, ip, socket: webSocket, wire, venue, injector, mostWaitingBytes, onGone }
      this.#links.set(name, new ClientLink(parts, () => this.#clock.catchUp()))
    })
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
