import { open, stat } from 'node:fs/promises'
import { ioFault, TapeError } from '../errors.ts'

/** Where a recording comes from. */
export type TapeInput = { readonly path: string } | { readonly stream: AsyncIterable<Uint8Array>; readonly name: string }

const CHUNK_BYTES = 131_072

/** What a recording is called in messages. */
export function nameOf(input: TapeInput): string {
  return 'path' in input ? input.path : input.name
}

/** The size of a recording's file; `undefined` for what is no regular file. Throws a `TapeError` when there is none to read. */
export async function sizeOf(input: TapeInput): Promise<number | undefined> {
  if (!('path' in input)) return undefined
  const found = await stat(input.path).catch((error: unknown) => {
    throw new TapeError(ioFault(input.path, error), { cause: error })
  })
  if (found.isDirectory()) throw new TapeError({ kind: 'is-directory', name: input.path })
  return found.isFile() ? found.size : undefined
}

/** The chunks of a recording, each read when it is asked for. What goes wrong below is thrown as a `TapeError`; an abort throws its reason. */
export function feed(input: TapeInput, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  return told(input, 'path' in input ? fileChunks(input.path, 0) : input.stream, signal)
}

/** The chunks of a file from a byte on, as `feed` gives them. */
export function restOf(
  input: Extract<TapeInput, { path: string }>,
  fromByte: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  return told(input, fileChunks(input.path, fromByte), signal)
}

async function* told(input: TapeInput, found: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = found[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await pull(chunks, signal)
      if (next.done === true) return
      yield next.value
    }
  } catch (error) {
    signal.throwIfAborted()
    throw new TapeError(ioFault(nameOf(input), error), { cause: error })
  } finally {
    const closed = chunks.return?.().catch(() => undefined)
    // A stream that was left waiting may never answer; a file does.
    if ('path' in input || !signal.aborted) await closed
  }
}

/** The next chunk, or the abort, whichever comes first. */
function pull<T>(chunks: AsyncIterator<T>, signal: AbortSignal): Promise<IteratorResult<T>> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const onAbort = (): void => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    const settle = (): void => signal.removeEventListener('abort', onAbort)
    chunks.next().then(resolve, reject).finally(settle)
  })
}

async function* fileChunks(path: string, fromByte: number): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path)
  let position = fromByte === 0 ? null : fromByte
  try {
    for (;;) {
      // Entries look into this memory, so none of it is used again, nor shared with anything else.
      const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES)
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position)
      if (bytesRead === 0) return
      if (position !== null) position += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}
