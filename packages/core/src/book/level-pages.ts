import { emptyPages, firstNotBelow, moveLiving, openRow, PAGE_BITS, PAGE_LEVELS, sought } from './level-page.ts'

/** How many levels a page is given when they come in order, and with how many it is still squeezed, or joined, and not split. */
const ROOMY = (3 * PAGE_LEVELS) / 4

/** A page with fewer levels than this is joined to a neighbour when they fit. */
const SPARSE = PAGE_LEVELS / 4

/**
 * Levels sorted by key, the best one last: most changes happen near it, and fewest rows move there.
 *
 * They stand in pages of one array, each its keys, ascending, and then their sizes. A level that goes leaves its key behind
 * with a size of 0, a dead row: it lives again when its price comes back, or makes room for a level that belongs beside it.
 * The last row of all is never dead. Where no row is the key is NaN, which equals none.
 */
export class LevelPages {
  /** The pages. A slot is the place of a key in them; its size is `PAGE_LEVELS` further on. Replaced when it grows. */
  rows: Float64Array<ArrayBuffer>
  /** The number of levels. */
  depth = 0
  /** How many pages are in use. The i-th holds the keys from `bounds[i]` up to, not including, `bounds[i + 1]`; only an only one may be empty. */
  length = 1
  #order: Uint32Array<ArrayBuffer>
  #bounds: Float64Array<ArrayBuffer>
  /** By number of the page: how many rows it has, and how many of them live. */
  #counts: Uint8Array<ArrayBuffer>
  #lives: Uint8Array<ArrayBuffer>
  /** Pages that are in use no more, and the first that never was. */
  readonly #idle: number[] = []
  #untouched = 1

  /** No levels, and room for as many as will be pushed. */
  constructor(levels = 0) {
    const pages = Math.ceil((1.125 * levels) / ROOMY) + 1
    this.rows = emptyPages(pages)
    this.#order = new Uint32Array(pages)
    this.#bounds = new Float64Array(pages).fill(-Infinity)
    this.#counts = new Uint8Array(pages)
    this.#lives = new Uint8Array(pages)
  }

  /** The slot of the best level; there must be one. */
  get best(): number {
    return this.endOf(this.length - 1) - 1
  }

  /** Bytes that levels and the way to them take. */
  get byteLength(): number {
    return this.rows.byteLength + this.#order.byteLength + this.#bounds.byteLength + this.#counts.byteLength + this.#lives.byteLength
  }

  /** The first slot of the i-th page. */
  startOf(i: number): number {
    return this.#order[i]! << PAGE_BITS
  }

  /** The slot after the last row of the i-th page. */
  endOf(i: number): number {
    const page = this.#order[i]!
    return (page << PAGE_BITS) + this.#counts[page]!
  }

  /** The slot of the sought key, dead or alive; −1 when it has none. */
  find(): number {
    const i = this.#pageOf()
    const slot = this.#slotIn(i)
    return slot < this.endOf(i) && this.rows[slot] === sought[0] ? slot : -1
  }

  /** The slot of the sought key. A key that had none gets one: dead, until its size has been written and `rise` called. */
  slotOf(): number {
    for (;;) {
      const i = this.#pageOf()
      const slot = this.#slotIn(i)
      if (slot < this.endOf(i) && this.rows[slot] === sought[0]) return slot
      const opened = this.#open(i, slot)
      if (opened >= 0) return opened
      if (this.#lives[this.#order[i]!]! <= ROOMY) this.#squeeze(i)
      else this.#split(i, slot - this.startOf(i))
    }
  }

  /** Makes a slot for the sought key after all others, to be given a size. */
  push(): number {
    let page = this.#order[this.length - 1]!
    if (this.#counts[page]! >= ROOMY) page = this.#link(this.length, sought[0]!)
    const slot = (page << PAGE_BITS) + this.#counts[page]!
    this.rows[slot] = sought[0]!
    this.#counts[page]! += 1
    this.rise(slot)
    return slot
  }

  /** The level of a slot has come. */
  rise(slot: number): void {
    this.#lives[slot >>> PAGE_BITS]! += 1
    this.depth += 1
  }

  /** The level of a slot, that of the sought key, has gone. */
  fall(slot: number): void {
    const page = slot >>> PAGE_BITS
    const lives = this.#lives[page]! - 1
    this.#lives[page] = lives
    this.depth -= 1
    if (slot === this.best) this.#trim()
    else if (lives < SPARSE && this.length > 1) this.#join(this.#pageOf())
  }

  /** The page that the sought key belongs to: strides from the best one, each twice the last, and halves of the last stride. */
  #pageOf(): number {
    const key = sought[0]!
    const bounds = this.#bounds
    let high = this.length
    let low = high - 1
    for (let stride = 1; low > 0 && bounds[low]! > key; stride <<= 1) {
      high = low
      low = low > stride ? low - stride : 0
    }
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (bounds[middle]! <= key) low = middle
      else high = middle
    }
    return low
  }

  /** The slot of the i-th page where the sought key stands, or would. */
  #slotIn(i: number): number {
    return firstNotBelow(this.rows, this.startOf(i))
  }

  /** Puts the sought key into the i-th page where it belongs, right before `slot`; −1 when the page is full. */
  #open(i: number, slot: number): number {
    const { rows } = this
    const start = this.startOf(i)
    const end = this.endOf(i)
    if (end === start + PAGE_LEVELS) return openRow(rows, start, slot, end)
    // The row after the last is as good as a dead one.
    rows[end + PAGE_LEVELS] = 0
    const opened = openRow(rows, start, slot, end + 1)
    if (!Number.isNaN(rows[end])) this.#counts[this.#order[i]!]! += 1
    return opened
  }

  /** The last row has died: gives up all dead rows behind the best level, and the pages that have no others. */
  #trim(): void {
    const { rows } = this
    for (;;) {
      const last = this.length - 1
      const start = this.startOf(last)
      let end = this.endOf(last)
      while (end > start && rows[end - 1 + PAGE_LEVELS] === 0) rows[--end] = NaN
      this.#counts[this.#order[last]!] = end - start
      if (end > start || last === 0) return
      this.#unlink(last)
    }
  }

  /** Gives up the dead rows of the i-th page. */
  #squeeze(i: number): void {
    const page = this.#order[i]!
    const end = this.endOf(i)
    this.#counts[page] = 0
    this.#move(this.startOf(i), end, page)
  }

  /** Divides the i-th page, which is full, where the next level belongs: at its ends, so that what comes in order fills pages, and else in the middle. */
  #split(i: number, rank: number): void {
    const cut = rank === 0 || rank === PAGE_LEVELS ? rank : PAGE_LEVELS / 2
    const page = this.#order[i]!
    const from = this.startOf(i) + cut
    const upper = this.#link(i + 1, cut === PAGE_LEVELS ? sought[0]! : this.rows[from]!)
    this.#counts[page] = cut
    this.#move(from, from + PAGE_LEVELS - cut, upper)
  }

  /** Joins the i-th page to the one before it, or the first one to the next, when they fit; what is empty always does. */
  #join(i: number): void {
    const lower = Math.max(0, i - 1)
    const [to, from] = [this.#order[lower]!, this.#order[lower + 1]!]
    const both = this.#lives[to]! + this.#lives[from]!
    if (both > ROOMY && this.#lives[this.#order[i]!]! > 0) return
    this.#squeeze(lower)
    this.#move(this.startOf(lower + 1), this.endOf(lower + 1), to)
    this.#unlink(lower + 1)
  }

  /** Moves the living of some rows of a page behind the rows of another one, or of the same; the dead are given up. */
  #move(start: number, end: number, to: number): void {
    const first = (to << PAGE_BITS) + this.#counts[to]!
    const moved = moveLiving(this.rows, start, end, first)
    this.#counts[to]! += moved
    this.#lives[to]! += moved
    this.#lives[start >>> PAGE_BITS]! -= moved
  }

  /** Takes a page into use as the i-th, and returns its number. */
  #link(i: number, bound: number): number {
    if (this.length === this.#order.length) this.#grow()
    const page = this.#idle.pop() ?? this.#untouched++
    this.#order.copyWithin(i + 1, i, this.length)
    this.#bounds.copyWithin(i + 1, i, this.length)
    this.#order[i] = page
    this.#bounds[i] = bound
    this.length += 1
    return page
  }

  /** Puts the i-th page out of use; it is empty. */
  #unlink(i: number): void {
    this.#idle.push(this.#order[i]!)
    this.#counts[this.#order[i]!] = 0
    this.#order.copyWithin(i, i + 1, this.length)
    this.#bounds.copyWithin(i, i + 1, this.length)
    this.length -= 1
  }

  #grow(): void {
    const pages = Math.ceil(1.25 * this.length) + 1
    const { rows } = this
    this.rows = emptyPages(pages)
    this.rows.set(rows)
    this.#order = widened(this.#order, new Uint32Array(pages))
    this.#bounds = widened(this.#bounds, new Float64Array(pages))
    this.#counts = widened(this.#counts, new Uint8Array(pages))
    this.#lives = widened(this.#lives, new Uint8Array(pages))
  }
}

function widened<Column extends Float64Array | Uint32Array | Uint8Array>(column: Column, wider: Column): Column {
  wider.set(column)
  return wider
}
