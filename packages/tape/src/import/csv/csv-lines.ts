import type { VenueEvent } from '@of/core'
import type { EventDecoder } from '../text/read-lines.ts'
import type { TextLines } from '../text/text-lines.ts'
import { fieldsOf, type Separator, separatorOf } from './fields.ts'
import { Row } from './row.ts'

/** Reads the rows of a file whose first line names its columns. */
export interface RowDecoder {
  /** Appends the events that a row completes; what is wrong with it is told to the row, and then nothing is appended. */
  decode(row: Row, events: VenueEvent[]): string | undefined
  end(events: VenueEvent[]): void
}

/** Reads CSV: a heading, then rows. The decoder is made once the heading is known. */
export class CsvLines implements EventDecoder {
  readonly #open: (names: readonly string[]) => RowDecoder
  #separator: Separator = ','
  #row: Row | undefined
  #decoder: RowDecoder | undefined

  constructor(open: (names: readonly string[]) => RowDecoder) {
    this.#open = open
  }

  decode(lines: TextLines, events: VenueEvent[]): string | undefined {
    if (this.#row === undefined || this.#decoder === undefined) {
      const names = headingOf(lines.text) ?? []
      this.#separator = separatorOf(lines.text)
      this.#row = new Row(names)
      this.#decoder = this.#open(names)
      return undefined
    }
    this.#row.take(fieldsOf(lines.text, this.#separator))
    return this.#row.complaint ?? this.#decoder.decode(this.#row, events)
  }

  end(events: VenueEvent[]): void {
    this.#decoder?.end(events)
  }
}

/** The names of columns as a heading has them, in lower case; `undefined` where its quotation marks do not agree. */
export function headingOf(line: string): readonly string[] | undefined {
  return fieldsOf(line, separatorOf(line))?.map((name) => name.trim().toLowerCase())
}
