import type { Us } from '@of/core'
import { excerpt } from '../../line-fault.ts'
import { decimalOf } from './decimal.ts'
import { instantOf } from './instant.ts'

/** The fields of one line after the other. What is found wrong with a line first is remembered: whoever reads it looks once, at its end. */
export class Row {
  readonly #names: readonly string[]
  #fields: readonly string[] = []
  #complaint: string | undefined

  /** Of columns with these names. */
  constructor(names: readonly string[]) {
    this.#names = names
  }

  /** What is wrong with the line, going on from the words "line 7"; `undefined` while nothing is. */
  get complaint(): string | undefined {
    return this.#complaint
  }

  /** Goes on to another line; `undefined` for one whose quotation marks do not agree. */
  take(fields: readonly string[] | undefined): void {
    this.#fields = fields ?? []
    this.#complaint = undefined
    if (fields === undefined) this.#complaint = 'has a quotation mark without its other half'
    else if (fields.length !== this.#names.length) this.#complaint = `has ${fields.length} columns, expected ${this.#names.length}`
  }

  /** Remembers what is wrong with a column, unless something was before. */
  complain(column: number, expected: string): void {
    this.#complaint ??= `column ${column + 1} (${this.#names[column]}): expected ${expected}, received ${excerpt(this.text(column))}`
  }

  /** A field as it stands, without spaces around it; empty where the line is too short. */
  text(column: number): string {
    return this.#fields[column]?.trim() ?? ''
  }

  /** A name: neither empty nor with characters that no name has. */
  name(column: number): string {
    const text = this.text(column)
    if (text === '' || text.length > 100 || /[\p{Cc}\ufffd]/u.test(text)) this.complain(column, 'a name')
    return text
  }

  /** A number above zero. */
  positive(column: number): number {
    const value = decimalOf(this.text(column)) ?? 0
    if (!(value > 0)) this.complain(column, 'a number above zero')
    return value
  }

  /** A number, zero or above. */
  size(column: number): number {
    const value = decimalOf(this.text(column)) ?? -1
    if (!(value >= 0)) this.complain(column, 'a number, zero or above')
    return value
  }

  /** A time in one of the forms that times have, in microseconds. */
  instant(column: number): Us {
    const timeUs = instantOf(this.text(column))
    if (timeUs === undefined) this.complain(column, 'a time since 1970 or in ISO 8601')
    return timeUs ?? 0
  }

  /** Microseconds since 1970, and nothing else. */
  micros(column: number): Us {
    const text = this.text(column)
    if (/^[1-9]\d{14,15}$/.test(text)) return Number(text)
    this.complain(column, 'microseconds since 1970')
    return 0
  }

  /** What one of a few words stands for, in whatever case. */
  word<Meaning>(column: number, words: ReadonlyMap<string, Meaning>): Meaning | undefined {
    const meaning = words.get(this.text(column).toLowerCase())
    if (meaning === undefined) this.complain(column, [...words.keys()].join(' or '))
    return meaning
  }
}
