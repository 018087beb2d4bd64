import type { Channel } from './command.ts'

/** One thing that a connection is subscribed to. */
export interface Holding {
  end(): void
}

/** What a connection is subscribed to: products by channel, `heartbeats` standing for itself. */
export class Holdings {
  readonly #byChannel = new Map<Channel, Map<string, Holding>>()

  /** Whether it is subscribed to a product of a channel. */
  has(channel: Channel, product: string): boolean {
    return this.#byChannel.get(channel)?.has(product) ?? false
  }

  /** The products of a channel, in the order in which they were subscribed to. */
  of(channel: Channel): readonly string[] {
    return [...(this.#byChannel.get(channel)?.keys() ?? [])]
  }

  add(channel: Channel, product: string, holding: Holding): void {
    const held = this.#byChannel.get(channel) ?? new Map<string, Holding>()
    this.#byChannel.set(channel, held.set(product, holding))
  }

  /** Ends those of the named products that are held. */
  end(channel: Channel, products: readonly string[]): void {
    const held = this.#byChannel.get(channel)
    for (const product of products) {
      held?.get(product)?.end()
      held?.delete(product)
    }
    if (held?.size === 0) this.#byChannel.delete(channel)
  }

  /** Ends everything. */
  endAll(): void {
    for (const channel of this.#byChannel.keys()) this.end(channel, this.of(channel))
  }

  /** Everything that is held by now. The venue promises no order of the products: here it is that of the alphabet, whatever was asked for. */
  list(): ReadonlyMap<string, readonly string[]> {
    return new Map([...this.#byChannel].map(([channel, held]) => [channel, [...held.keys()].toSorted()]))
  }
}
