import type { TapeEntry } from '../entry.ts'

/** What a recorder takes: an entry, of a frame with its number if it has one. The recorder writes the headers. */
export type RecordedEntry = Exclude<TapeEntry, { readonly kind: 'header' }> & { readonly sequence?: number }
