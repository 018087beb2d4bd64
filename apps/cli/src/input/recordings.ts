import type { TapeInput } from '@of/tape'

/** Where recordings are read from, in order; `-` is standard input. */
export function recordingsAt(paths: readonly string[], stdin: AsyncIterable<Uint8Array>): TapeInput[] {
  return paths.map((path) => (path === '-' ? { stream: stdin, name: 'standard input' } : { path }))
}

/** What a recording is called: its path as it was given. */
export function recordingName(path: string): string {
  return path === '-' ? 'standard input' : path
}
