import type { TapeEntry } from './entry.ts'
import type { LineFault } from './line-fault.ts'

/** Reads the lines of one format, in their order. */
export interface LineDecoder {
  /** How many lines were passed over because they say nothing this reader knows. */
  readonly skippedLines: number
  /** Appends the entries of a line, or says what is wrong with it. The line is UTF-8, from one byte up to another; what is appended may look into the same memory. */
  decode(bytes: Buffer, from: number, to: number, entries: TapeEntry[]): LineFault | undefined
  /** Whether an entry shows that its line was whole although no line feed ended it. */
  isWhole(entry: TapeEntry): boolean
}
