import type { Us } from '@of/core'
import type { Row } from './row.ts'

/** Some rows put together: what happened in a window, and how the market stood at its end. */
export interface Window extends Omit<Row, 'index'> {
  readonly startUs: Us
}

/** Puts neighbouring rows together, from one multiple of the window's length to the next. */
export class WindowBuilder {
  readonly #stepUs: Us
  readonly #rows: number
  #window: Window | undefined

  /** `rows` is how many rows make a window. */
  constructor(stepUs: Us, rows: number) {
    this.#stepUs = stepUs
    this.#rows = rows
  }

  /** Takes in the next row and returns the window that it completes. The first window may begin before the first row. */
  push(row: Row): Window | undefined {
    const { index, ...content } = row
    const first = Math.floor(index / this.#rows) * this.#rows
    if (this.#window === undefined) this.#window = { ...content, ofi: row.ofi.slice(), startUs: first * this.#stepUs }
    else add(this.#window, row)
    if (index < first + this.#rows - 1) return undefined
    const complete = this.#window
    this.#window = undefined
    return complete
  }
}

function add(window: Window, row: Row): void {
  window.isWhole &&= row.isWhole
  for (let level = 0; level < row.ofi.length; level++) window.ofi[level]! += row.ofi[level]!
  window.flow += row.flow
  window.closeMid = row.closeMid
  window.cvd = row.cvd
  window.imbalance = row.imbalance
  window.lean = row.lean
  window.spreadBps = row.spreadBps
}
