const FIRST_ROOM = 1_024

/** Numbers one after the other, eight bytes each: a column that grows. */
export class NumberColumn {
  #numbers = new Float64Array(FIRST_ROOM)
  #length = 0

  /** How many there are. */
  get length(): number {
    return this.#length
  }

  /** Adds one at the end. */
  push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const wider = new Float64Array(2 * this.#length)
      wider.set(this.#numbers)
      this.#numbers = wider
    }
    this.#numbers[this.#length++] = value
  }

  /** Puts another number where one is. */
  set(at: number, value: number): void {
    this.#numbers[at] = value
  }

  /** A copy of all of them. */
  read(): Float64Array {
    return this.#numbers.slice(0, this.#length)
  }
}
