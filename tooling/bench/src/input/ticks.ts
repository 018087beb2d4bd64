/** Prices of one side in whole ticks, sorted upwards, each once. */
export class Ticks {
  readonly #ticks: number[] = []

  get size(): number {
    return this.#ticks.length
  }

  get lowest(): number | undefined {
    return this.#ticks[0]
  }

  get highest(): number | undefined {
    return this.#ticks.at(-1)
  }

  has(tick: number): boolean {
    return this.#ticks[this.#placeOf(tick)] === tick
  }

  /** The first of the prices that is not below a tick, or the highest. */
  near(tick: number): number | undefined {
    return this.#ticks[Math.min(this.#placeOf(tick), this.#ticks.length - 1)]
  }

  add(tick: number): void {
    const place = this.#placeOf(tick)
    if (this.#ticks[place] !== tick) this.#ticks.splice(place, 0, tick)
  }

  delete(tick: number): void {
    const place = this.#placeOf(tick)
    if (this.#ticks[place] === tick) this.#ticks.splice(place, 1)
  }

  #placeOf(tick: number): number {
    let low = 0
    let high = this.#ticks.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#ticks[middle]! < tick) low = middle + 1
      else high = middle
    }
    return low
  }
}
