import { TapeError, type TapeFault } from '../errors.ts'
import { openTape, type Tape } from '../tape.ts'
import { type TextEntry, texts } from './text-entry.ts'

/** Everything a recording yields, and the error with which it ends, if it does. */
export interface Reading {
  readonly entries: readonly TextEntry[]
  readonly error: unknown
}

/** Reads a recording to its end. */
export async function readAll(tape: Tape): Promise<Reading> {
  const entries: TextEntry[] = []
  try {
    for await (const batch of tape) entries.push(...texts(batch))
  } catch (error) {
    return { entries, error }
  }
  return { entries, error: undefined }
}

/** Reads a recording handed over in one piece. */
export function readBytes(bytes: Uint8Array, name = 'made-up'): Promise<Reading> {
  return readAll(openTape({ stream: chunksOf(bytes), name }))
}

/** Bytes in chunks of the given sizes, over and over. */
export async function* chunksOf(bytes: Uint8Array, sizes: readonly number[] = [65_536]): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!
    yield bytes.subarray(at, at + size)
    at += size
  }
}

/** The fault an error carries. */
export function faultOf(error: unknown): TapeFault | undefined {
  return error instanceof TapeError ? error.fault : undefined
}
