import type { BookView, Side, Trade } from '@of/core'
import { bookHashOf, type BookWitness, type Print, type ProductSpec } from '@of/sim'

/** A book or a trade that the client vouched for and that was not the venue's. */
export interface Divergence {
  readonly kind: 'book' | 'trade'
  readonly product: string
  readonly detail: string
}

/** A book that somebody believes, as of a frame of a connection. */
export interface BookClaim {
  readonly product: string
  readonly connection: string
  readonly sequence: number
  readonly book: BookView
}

/** States of a book that are remembered: more than pass between a frame's leaving and its being judged. */
const REMEMBERED = 20_000

interface History {
  readonly sequences: number[]
  readonly hashes: number[]
}

/** Holds the client's claims against what the venue knows to be true. */
export class Judge {
  readonly #books = new Map<string, History>()
  readonly #units = new Map<string, { readonly ticks: number; readonly lots: number }>()

  constructor(specs: readonly ProductSpec[]) {
    for (const { id, tickPlaces, lotPlaces } of specs)
      this.#units.set(id, { ticks: Number(`1e${tickPlaces}`), lots: Number(`1e${lotPlaces}`) })
  }

  /** Takes note of the state a book frame leads to. */
  witness({ connection, product, sequence, bookHash }: BookWitness): void {
    const key = `${connection} ${product}`
    let history = this.#books.get(key)
    if (history === undefined) this.#books.set(key, (history = { sequences: [], hashes: [] }))
    history.sequences.push(sequence)
    history.hashes.push(bookHash)
    if (history.sequences.length > 2 * REMEMBERED) {
      history.sequences.splice(0, REMEMBERED)
      history.hashes.splice(0, REMEMBERED)
    }
  }

  /** A connection of the venue is over: nobody asks for it any more. */
  forget(connection: string): void {
    for (const key of this.#books.keys()) if (key.startsWith(`${connection} `)) this.#books.delete(key)
  }

  /** Why a book that claims to be synced is not the true one as of a frame of the venue; `undefined` when it is. */
  judgeBook(claim: BookClaim, connection: string, sequence: number): Divergence | undefined {
    const { product } = claim
    const wrong = (detail: string): Divergence => ({ kind: 'book', product, detail: `sequence ${sequence} of ${connection}: ${detail}` })
    const history = this.#books.get(`${connection} ${product}`)
    const at = history === undefined ? -1 : lastAtOrBefore(history.sequences, sequence)
    if (history === undefined || at < 0) return wrong('synced before any snapshot left the venue')
    const claimed = this.#hashOf(claim)
    return claimed === history.hashes[at] ? undefined : wrong(`hash ${claimed}, expected ${history.hashes[at]}`)
  }

  /** Why a trade is not the venue's; `undefined` when it is. */
  judgeTrade(product: string, trade: Trade, print: Print | undefined): Divergence | undefined {
    const wrong = (detail: string): Divergence => ({ kind: 'trade', product, detail: `id ${trade.id}: ${detail}` })
    if (print === undefined) return wrong('never traded')
    const { ticks, lots } = this.#units.get(product)!
    if (Math.round(trade.price * ticks) !== print.tick) return wrong(`price ${trade.price}, expected ${print.tick} ticks`)
    if (Math.round(trade.size * lots) !== print.lots) return wrong(`size ${trade.size}, expected ${print.lots} lots`)
    if (trade.aggressor !== print.aggressor) return wrong(`aggressor ${trade.aggressor}, expected ${print.aggressor}`)
    return trade.timeUs === print.timeUs ? undefined : wrong(`time ${trade.timeUs}, expected ${print.timeUs}`)
  }

  #hashOf({ product, book }: BookClaim): number {
    const { ticks, lots } = this.#units.get(product)!
    const levels: { readonly side: Side; readonly tick: number; readonly lots: number }[] = []
    const collect = (side: Side) => (price: number, size: number) => {
      levels.push({ side, tick: Math.round(price * ticks), lots: Math.round(size * lots) })
      return true
    }
    book.bids.walk(collect('bid'))
    book.asks.walk(collect('ask'))
    return bookHashOf(levels)
  }
}

function lastAtOrBefore(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
