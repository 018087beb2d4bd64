import type { Trade } from '@of/core'
import type { Venue } from '@of/sim'
import type { Divergence, Judge } from './judge.ts'

interface Delivered {
  readonly ids: Set<number>
  first: number
  last: number
}

/** The trades that a client has vouched for, held against the prints of the venue. */
export class TradeLedger {
  readonly #judge: Judge
  readonly #venue: Venue
  readonly #products = new Map<string, Delivered>()

  constructor(judge: Judge, venue: Venue) {
    this.#judge = judge
    this.#venue = venue
  }

  /** Takes in trades; what is wrong with them is answered. */
  onTrades(product: string, trades: readonly Trade[]): Divergence[] {
    let delivered = this.#products.get(product)
    if (delivered === undefined) this.#products.set(product, (delivered = { ids: new Set(), first: Infinity, last: -Infinity }))
    const wrong: Divergence[] = []
    const prints = this.#venue.prints(product)
    const [oldest] = prints
    for (const trade of trades) {
      const divergence = this.#judge.judgeTrade(product, trade, oldest === undefined ? undefined : prints[trade.id - oldest.id])
      if (divergence !== undefined) wrong.push(divergence)
      if (delivered.ids.has(trade.id)) wrong.push({ kind: 'trade', product, detail: `id ${trade.id}: delivered twice` })
      delivered.ids.add(trade.id)
      delivered.first = Math.min(delivered.first, trade.id)
      delivered.last = Math.max(delivered.last, trade.id)
    }
    return wrong
  }

  /** The products of which trades never came that the client does not say are missing. */
  losses(missing: ReadonlyMap<string, number>): Divergence[] {
    return [...this.#products].flatMap(([product, { ids, first, last }]) => {
      const lost = last - first + 1 - ids.size
      const told = missing.get(product) ?? 0
      return lost <= told ? [] : [{ kind: 'trade', product, detail: `${lost} trades never came, ${told} are said to be missing` }]
    })
  }
}
