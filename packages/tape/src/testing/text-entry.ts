import type { TapeEntry } from '../entry.ts'

/** An entry whose frame is text, as people and comparisons like to have it. */
export type TextEntry =
  | Exclude<TapeEntry, { readonly kind: 'frame' }>
  | { readonly kind: 'frame'; readonly connection: string; readonly receivedUs: number; readonly frame: string }

/** Entries with the texts of their frames. */
export function texts(entries: readonly TapeEntry[]): TextEntry[] {
  return entries.map((entry) => (entry.kind === 'frame' ? { ...entry, frame: Buffer.from(entry.frame).toString() } : entry))
}

/** An entry with the bytes of its frame. */
export function bytesEntry(entry: TextEntry): TapeEntry {
  return entry.kind === 'frame' ? { ...entry, frame: Buffer.from(entry.frame) } : entry
}
