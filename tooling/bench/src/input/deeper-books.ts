import { Random } from '@of/sim'
import { DeepSide, type WireLevel } from './deep-side.ts'
import { realBooks } from './real-shape.ts'

interface WireUpdate {
  readonly side: 'bid' | 'offer'
  readonly event_time: string
  readonly price_level: string
  readonly new_quantity: string
}

interface WireBookEvent {
  readonly type: 'snapshot' | 'update'
  readonly product_id: string
  readonly updates: readonly WireUpdate[]
}

/** How many changes of the simulator there are for one that is added. */
const CHANGES_OF_ITS_OWN = 0.5

const TICKS_A_DOLLAR = 100

/**
 * Makes the books of simulated frames as deep as real ones, and their updates as long and as far from the touch. The simulator's markets live
 * within one per cent of the price; what is added stays behind its touch, so that its trades and tickers stay true.
 */
export class DeeperBooks {
  readonly #random: Random
  readonly #sides = new Map<string, DeepSide>()

  constructor(seed: number) {
    this.#random = new Random(seed, 'deeper books')
  }

  /** The frame, deepened if it is one of a book. */
  deepen(frame: string): string {
    if (!frame.startsWith('{"channel":"l2_data"')) return frame
    const message: { readonly events: readonly WireBookEvent[] } = JSON.parse(frame)
    return JSON.stringify({ ...message, events: message.events.map((event) => this.#deepen(event)) })
  }

  #deepen({ type, product_id, updates }: WireBookEvent): WireBookEvent {
    const time = updates[0]!.event_time
    const deeper = (['bid', 'offer'] as const).flatMap((name) => {
      const side = this.#sideOf(product_id, name)
      const levels = new Map<number, string>()
      for (const { side: of, price_level, new_quantity } of updates) {
        if (of !== name) continue
        const tick = Math.round(Number(price_level) * TICKS_A_DOLLAR)
        side.set(tick, new_quantity !== '0')
        levels.set(tick, new_quantity)
      }
      for (const { tick, size } of type === 'snapshot' ? side.fill() : this.#changesOf(side, levels.size)) levels.set(tick, size)
      return [...levels]
        .sort(([a], [b]) => (name === 'bid' ? b - a : a - b))
        .map(([tick, size]) => ({
          side: name,
          event_time: time,
          price_level: String(tick / TICKS_A_DOLLAR),
          new_quantity: size,
        }))
    })
    return { type, product_id, updates: deeper }
  }

  #changesOf(side: DeepSide, known: number): WireLevel[] {
    const changes = side.retreat()
    const more = 1 - CHANGES_OF_ITS_OWN
    for (let left = known; left > 0; left--) {
      while (this.#random.chance(more)) {
        const change = side.change()
        if (change !== undefined) changes.push(change)
      }
    }
    return changes
  }

  #sideOf(product: string, name: 'bid' | 'offer'): DeepSide {
    const key = `${product} ${name}`
    let side = this.#sides.get(key)
    if (side === undefined) {
      const real = realBooks[product]
      if (real === undefined)
        throw new RangeError(`deeper books: expected one of ${Object.keys(realBooks).join(', ')}, received ${product}`)
      this.#sides.set(key, (side = new DeepSide(name, real[name], this.#random)))
    }
    return side
  }
}
