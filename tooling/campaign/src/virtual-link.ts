import type { NetFault, Socket, SocketHandlers } from '@of/coinbase'
import type { Us } from '@of/core'
import type { DialFault, FrameMeta, VenueConnection } from '@of/sim'
import { type Droppable, travelUs, type VirtualNet } from './virtual-net.ts'

/** How often a stalled link is looked at. */
const STALL_LOOK_US: Us = 10_000

const NUMBER = /"sequence_num":(\d+)/

const dialFaults: Readonly<Record<DialFault, NetFault>> = {
  refuse: { kind: 'refused', detail: 'nobody listens' },
  dns: { kind: 'dns', detail: 'no such name', code: 'ENOTFOUND' },
  tls: { kind: 'tls', detail: 'certificate not trusted' },
  'http-503-upgrade': { kind: 'http', detail: 'Service Unavailable', status: 503 },
}

/** A connection between a client and the venue that takes time, keeps the order, and fails as the injector has it. */
export class VirtualLink implements Socket, Droppable {
  readonly #net: VirtualNet
  readonly #name: string
  readonly #handlers: SocketHandlers
  #venueEnd: VenueConnection | undefined
  #state: 'dialling' | 'open' | 'over' = 'dialling'
  /** Nothing arrives before what was sent earlier. */
  #clientUs: Us = 0
  #venueUs: Us = 0
  /** What the client has sent and a stall keeps back, in order. */
  readonly #outbox: string[] = []

  constructor(net: VirtualNet, name: string, handlers: SocketHandlers) {
    this.#net = net
    this.#name = name
    this.#handlers = handlers
    const { injector, timeline } = net
    const fault = injector.dial(name, timeline.nowUs)
    if (fault === undefined) this.#later(2 * this.#travel(), () => this.#open())
    else this.#later(this.#travel(), () => this.#end(dialFaults[fault]))
  }

  send(text: string): void {
    if (this.#state !== 'open') return
    this.#outbox.push(text)
    if (this.#outbox.length === 1) this.#flush()
  }

  close(): void {
    this.terminate()
  }

  terminate(): void {
    this.#later(1, () => this.#end({ kind: 'local', detail: 'terminated' }))
  }

  /** The venue, or the way to it, ends the connection. */
  drop(fault: NetFault): void {
    this.#later(this.#travel(), () => this.#end(fault))
  }

  #open(): void {
    if (this.#state !== 'dialling') return
    const { venue, onlooker } = this.#net
    this.#state = 'open'
    this.#venueEnd = venue.connect(this.#name, {
      onFrame: (text, meta) => this.#onFrame(text, meta),
      onClose: (code, reason) => this.drop({ kind: 'closed', detail: reason, code }),
    })
    this.#net.links.set(this.#name, this)
    onlooker.onOpening(this.#name)
    this.#handlers.onOpen()
  }

  #flush(): void {
    const { injector, timeline } = this.#net
    if (injector.linkState(this.#name, timeline.nowUs) === 'stalled') {
      this.#later(STALL_LOOK_US, () => this.#flush())
      return
    }
    const isLost = injector.linkState(this.#name, timeline.nowUs) === 'dead'
    for (const text of this.#outbox.splice(0)) {
      this.#venueUs = Math.max(this.#venueUs, timeline.nowUs + this.#travel())
      if (!isLost) timeline.at(this.#venueUs, () => this.#receive(text))
    }
  }

  #receive(text: string): void {
    this.#net.onlooker.onHeard(this.#name, text)
    this.#venueEnd?.receive(text)
  }

  #onFrame(text: string, meta: FrameMeta): void {
    const { injector, onlooker, timeline } = this.#net
    onlooker.onLeft(this.#name, text, meta.sequence)
    for (const { text: sent, delayUs } of injector.onText(this.#name, text, meta, timeline.nowUs)) {
      this.#clientUs = Math.max(this.#clientUs, timeline.nowUs + this.#travel() + delayUs)
      timeline.at(this.#clientUs, () => this.#deliver(sent))
    }
  }

  #deliver(text: string): void {
    const { injector, onlooker, read, timeline } = this.#net
    if (this.#state !== 'open' || injector.linkState(this.#name, timeline.nowUs) === 'dead') return
    const wire = numberOf(text)
    for (const frame of read(text, this.#name)) {
      const delivered = numberOf(frame)
      if (delivered !== undefined && wire !== undefined) onlooker.onDelivered(this.#name, frame, delivered, wire)
      this.#handlers.onText(Buffer.from(frame))
    }
  }

  #end(fault: NetFault): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    this.#net.injector.forget(this.#name)
    this.#venueEnd?.leave()
    this.#net.links.delete(this.#name)
    this.#handlers.onClose(fault)
  }

  #later(delayUs: Us, run: () => void): void {
    const { timeline } = this.#net
    timeline.at(timeline.nowUs + delayUs, run)
  }

  #travel(): Us {
    return travelUs(this.#net.random, this.#net.travel)
  }
}

function numberOf(text: string): number | undefined {
  const digits = NUMBER.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
