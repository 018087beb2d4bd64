import type { WebSocket } from 'ws'
import type { Closure } from '../faults/fault.ts'
import type { FaultInjector } from '../faults/fault-injector.ts'
import type { FrameMeta, VenueClient, VenueConnection } from '../venue/client.ts'
import type { Venue } from '../venue/venue.ts'
import type { FaultySocket } from './faulty-socket.ts'

/** What a link is made of. */
export interface ClientLinkParts {
  readonly name: string
  readonly ip: string
  readonly socket: WebSocket
  readonly wire: FaultySocket
  readonly venue: Venue
  readonly injector: FaultInjector
  /** A client that lets more bytes than this pile up is let go. */
  readonly mostWaitingBytes: number
  /** The link is no more. */
  readonly onGone: () => void
}

/** Carries the frames of one connection of a venue to a WebSocket client, and what the client says back. */
export class ClientLink implements VenueClient {
  readonly name: string
  readonly ip: string
  frames = 0
  bytes = 0
  readonly #parts: ClientLinkParts
  readonly #connection: VenueConnection
  #isGone = false

  /** Throws RangeError if the venue admits no more connections. */
  constructor(parts: ClientLinkParts, beforeReceiving: () => void) {
    const { name, ip, socket, venue } = parts
    this.name = name
    this.ip = ip
    this.#parts = parts
    this.#connection = venue.connect(name, this, { ip })
    socket.on('message', (data: Buffer) => {
      beforeReceiving()
      this.#connection.receive(data.toString('utf8'))
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => this.#goAway())
  }

  /** Bytes that wait for the client to take them. */
  get waitingBytes(): number {
    return this.#parts.socket.bufferedAmount
  }

  onFrame(text: string, meta: FrameMeta): void {
    const { socket, venue, injector, mostWaitingBytes } = this.#parts
    for (const delivery of injector.onText(this.name, text, meta, venue.nowUs)) {
      if (socket.readyState !== socket.OPEN) return
      socket.send(delivery.text)
      this.frames += 1
      this.bytes += delivery.text.length
    }
    // A close frame would wait behind all that the client does not take.
    if (this.waitingBytes > mostWaitingBytes) socket.terminate()
  }

  onClose(code: number, reason: string): void {
    this.#parts.socket.close(code, reason)
  }

  /** The link is closed from outside. */
  close({ how, code, reason }: Pick<Closure, 'how' | 'code' | 'reason'>): void {
    this.#connection.leave()
    if (how === 'abrupt') this.#parts.wire.destroy()
    else this.#parts.socket.close(code, reason)
  }

  /** Passes on what a stalled or dripping link lets through by now. */
  tick(): void {
    this.#parts.wire.tick()
  }

  /** Lets go of the socket at once. */
  terminate(): void {
    this.#parts.socket.terminate()
  }

  #goAway(): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#connection.leave()
    this.#parts.injector.forget(this.name)
    this.#parts.onGone()
  }
}
