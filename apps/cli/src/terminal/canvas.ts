import type { Role } from '../render/colour.ts'
import { asciiCell, asciiSpark } from '../render/glyphs.ts'

/** What a cell is drawn in: the colour of a role, or the terminal's own. */
export type Ink = Role | 'plain'

/** A part of a canvas, in cells from its top left corner. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Anything that is neither printable nor one cell wide: control characters, combining marks, ideographs, emoji. */
const UNFIT = /[^\u0020-\u007E\u00A1-\u02FF\u0370-\u0482\u048A-\u058F\u2010-\u2027\u2030-\u205E\u2070-\u20CF\u2100-\u22FF\u2500-\u25FF]/u

/** A picture made of cells, each with one glyph and its ink; what lies outside of it is cut off. */
export class Canvas {
  readonly width: number
  readonly height: number
  readonly #isAscii: boolean
  readonly #glyphs: string[]
  readonly #inks: Ink[]

  constructor(width: number, height: number, { isAscii = false }: { readonly isAscii?: boolean } = {}) {
    this.width = Math.max(0, width)
    this.height = Math.max(0, height)
    this.#isAscii = isAscii
    this.#glyphs = Array.from({ length: this.width * this.height }, () => ' ')
    this.#inks = Array.from({ length: this.width * this.height }, () => 'plain')
  }

  /** The glyph of a cell. */
  glyphAt(x: number, y: number): string {
    return this.#glyphs[y * this.width + x] ?? ' '
  }

  /** The ink of a cell. */
  inkAt(x: number, y: number): Ink {
    return this.#inks[y * this.width + x] ?? 'plain'
  }

  /** A window on a part of the canvas. */
  region(rect: Rect): Region {
    return new Region(this, rect)
  }

  /** The whole canvas as a region. */
  whole(): Region {
    return this.region({ x: 0, y: 0, width: this.width, height: this.height })
  }

  /** Draws a glyph of one cell; any other becomes a question mark. */
  set(x: number, y: number, glyph: string, ink: Ink): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return
    const fit = UNFIT.test(glyph) ? '?' : glyph
    this.#glyphs[y * this.width + x] = this.#isAscii ? asciiCell(fit) : fit
    this.#inks[y * this.width + x] = ink
  }

  /** Draws a step of a sparkline, which ASCII spells differently from a bar. */
  setSpark(x: number, y: number, glyph: string, ink: Ink): void {
    this.set(x, y, this.#isAscii ? asciiSpark(glyph) : glyph, ink)
  }

  /** The picture as lines of text, without inks and without blanks at their ends. */
  toText(): string {
    const lines = Array.from({ length: this.height }, (_, y) =>
      this.#glyphs
        .slice(y * this.width, (y + 1) * this.width)
        .join('')
        .trimEnd(),
    )
    return lines.join('\n')
  }
}

/** A window on a part of a canvas, with coordinates of its own: what is drawn outside of it is cut off. */
export class Region {
  readonly #canvas: Canvas
  readonly #rect: Rect

  constructor(canvas: Canvas, rect: Rect) {
    this.#canvas = canvas
    this.#rect = rect
  }

  /** Columns. */
  get width(): number {
    return this.#rect.width
  }

  /** Rows. */
  get height(): number {
    return this.#rect.height
  }

  /** Writes a text from a cell on and returns the column after it. */
  put(x: number, y: number, text: string, ink: Ink = 'plain'): number {
    let column = x
    for (const glyph of text) this.#set(column++, y, glyph, ink)
    return column
  }

  /** Writes a text so that it ends before a column, and returns the column that it begins at. */
  putBefore(x: number, y: number, text: string, ink: Ink = 'plain'): number {
    const from = x - columnsOf(text)
    this.put(from, y, text, ink)
    return from
  }

  /** Writes a sparkline from a cell on. */
  putSpark(x: number, y: number, text: string, ink: Ink = 'plain'): void {
    let column = x
    for (const glyph of text) {
      if (this.#holds(column, y)) this.#canvas.setSpark(this.#rect.x + column, this.#rect.y + y, glyph, glyph === '▞' ? 'warn' : ink)
      column += 1
    }
  }

  /** Repeats a glyph over a row. */
  fillRow(y: number, glyph: string, ink: Ink = 'plain'): void {
    for (let column = 0; column < this.width; column++) this.#set(column, y, glyph, ink)
  }

  /** A window on a part of this one. */
  region({ x, y, width, height }: Rect): Region {
    const right = Math.min(this.width, x + width)
    const bottom = Math.min(this.height, y + height)
    return new Region(this.#canvas, {
      x: this.#rect.x + x,
      y: this.#rect.y + y,
      width: Math.max(0, right - x),
      height: Math.max(0, bottom - y),
    })
  }

  #holds(x: number, y: number): boolean {
    return x >= 0 && y >= 0 && x < this.width && y < this.height
  }

  #set(x: number, y: number, glyph: string, ink: Ink): void {
    if (this.#holds(x, y)) this.#canvas.set(this.#rect.x + x, this.#rect.y + y, glyph, ink)
  }
}

/** Cells that a text takes. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const _ of text) columns += 1
  return columns
}

/** A text in so many cells: cut off with an ellipsis where it is longer. */
export function clipped(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  return columns < 1
    ? ''
    : `${Array.from(text)
        .slice(0, columns - 1)
        .join('')
        .trimEnd()}…`
}
