import type { BookLevel, Message, ProductPrint } from '../wire/message.ts'

/** Prints remembered of a product. */
const memory = 24

interface Sent {
  /** The last level of the last update of each book: it still has this size unless the next update says otherwise. */
  readonly levels: Map<string, BookLevel>
  /** Some of the latest prints, newest first. */
  readonly prints: Map<string, readonly ProductPrint[]>
}

/** What every connection was sent not long ago: what can be repeated to it. */
export class SentBefore {
  readonly #connections = new Map<string, Sent>()

  /** Prints that were sent on a connection, newest first. */
  prints(connection: string, product: string): readonly ProductPrint[] {
    return this.#connections.get(connection)?.prints.get(product) ?? []
  }

  /** Products of which a connection was sent prints. */
  tradedProducts(connection: string): readonly string[] {
    return [...(this.#connections.get(connection)?.prints.keys() ?? [])]
  }

  /** A level of a book as it was last sent. */
  level(connection: string, product: string): BookLevel | undefined {
    return this.#connections.get(connection)?.levels.get(product)
  }

  remember(connection: string, message: Message): void {
    if (message.channel === 'l2_data') {
      const { levels } = this.#of(connection)
      for (const { spec, levels: changed } of message.events) {
        const last = changed.at(-1)
        if (last !== undefined) levels.set(spec.id, last)
      }
    } else if (message.channel === 'market_trades') {
      const { prints } = this.#of(connection)
      for (const { trades } of message.events) {
        const product = trades[0]?.spec.id
        if (product === undefined || trades.some(({ spec }) => spec.id !== product)) continue
        prints.set(product, [...trades.slice(0, memory), ...(prints.get(product) ?? [])].slice(0, memory))
      }
    }
  }

  /** The connection is gone. */
  forget(connection: string): void {
    this.#connections.delete(connection)
  }

  #of(connection: string): Sent {
    let sent = this.#connections.get(connection)
    if (sent === undefined) {
      sent = { levels: new Map(), prints: new Map() }
      this.#connections.set(connection, sent)
    }
    return sent
  }
}
