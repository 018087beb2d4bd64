import type { RowDecoder } from '../csv/csv-lines.ts'
import type { VenueFacts } from '../venue-facts.ts'
import { TardisBookChanges } from './book-changes.ts'
import { TardisBookRows } from './book-rows.ts'
import type { TardisKind } from './columns.ts'
import { TardisTrades } from './trades.ts'

/** The reader of a file of tardis.dev, by its kind and the names of its columns. */
export function tardisDecoder(kind: TardisKind, names: readonly string[], facts: VenueFacts): RowDecoder {
  switch (kind) {
    case 'incremental_book_L2':
      return new TardisBookChanges(facts)
    case 'trades':
      return new TardisTrades(facts)
    case 'book_snapshot':
    case 'quotes':
      return new TardisBookRows(names, facts)
  }
}
