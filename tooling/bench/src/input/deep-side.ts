import type { Random } from '@of/sim'
import { type RealSide, type Quantiles, valueAt } from './real-shape.ts'
import { Ticks } from './ticks.ts'

/** A level as it is written on the wire, but for its time. */
export interface WireLevel {
  readonly tick: number
  /** The size, as text; `0` takes the level away. */
  readonly size: string
}

/** How far from the touch the changes lie that are added to those of the simulator, in basis points. */
const changesBps: Quantiles = [
  [0, 4.5],
  [0.32, 10],
  [0.65, 35],
  [0.8, 234],
  [0.98, 1250],
  [1, 1260],
]

/** One side of a simulated book, with levels behind it that the simulator knows nothing of. */
export class DeepSide {
  readonly #sign: 1 | -1
  readonly #real: RealSide
  readonly #random: Random
  /** Where the simulator has levels, and where there are others. */
  readonly #near = new Ticks()
  readonly #far = new Ticks()

  constructor(side: 'bid' | 'offer', real: RealSide, random: Random) {
    this.#sign = side === 'bid' ? -1 : 1
    this.#real = real
    this.#random = random
  }

  /** Takes in a level of the simulator. */
  set(tick: number, isThere: boolean): void {
    this.#far.delete(tick)
    if (isThere) this.#near.add(tick)
    else this.#near.delete(tick)
  }

  /** Adds levels until there are as many as in reality. */
  fill(): WireLevel[] {
    const levels: WireLevel[] = []
    while (this.#near.size + this.#far.size < this.#real.levels) {
      const tick = this.#behindTouch(valueAt(this.#real.distancesBps, this.#random.unit()))
      if (this.#isFree(tick)) levels.push(this.#put(tick))
    }
    return levels
  }

  /** A change behind the touch: mostly of a size, now and then a level that comes or goes; `undefined` where there is nothing to change. */
  change(): WireLevel | undefined {
    const tick = this.#behindTouch(valueAt(changesBps, this.#random.unit()))
    if (this.#random.chance(0.18)) return this.#isFree(tick) ? this.#put(tick) : undefined
    const known = this.#far.near(tick)
    if (known === undefined) return undefined
    return this.#random.chance(0.15) ? this.#take(known) : this.#put(known)
  }

  /** Takes away what the touch of the simulator has reached. */
  retreat(): WireLevel[] {
    const gone: WireLevel[] = []
    for (;;) {
      const tick = this.#sign < 0 ? this.#far.highest : this.#far.lowest
      if (tick === undefined || this.#sign * (tick - this.#touch) > 0) return gone
      gone.push(this.#take(tick))
    }
  }

  get #touch(): number {
    const touch = this.#sign < 0 ? this.#near.highest : this.#near.lowest
    if (touch === undefined) throw new RangeError('deep side: expected a level of the simulator, received none')
    return touch
  }

  #behindTouch(bps: number): number {
    return Math.round(this.#touch * (1 + (this.#sign * bps) / 10_000))
  }

  #isFree(tick: number): boolean {
    return tick > 0 && !this.#near.has(tick) && !this.#far.has(tick)
  }

  #put(tick: number): WireLevel {
    this.#far.add(tick)
    return { tick, size: String(Number(Math.min(99, 0.002 / this.#random.unit()).toFixed(8))) }
  }

  #take(tick: number): WireLevel {
    this.#far.delete(tick)
    return { tick, size: '0' }
  }
}
