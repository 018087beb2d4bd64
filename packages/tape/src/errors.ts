import type { Us } from '@of/core'

/** What can be wrong with a recording, or with writing one, as data. `name` is its path, or the name given to its stream. */
export type TapeFault =
  | { readonly kind: 'not-found' | 'is-directory' | 'no-permission' | 'empty'; readonly name: string }
  | { readonly kind: 'unknown-format' | 'unreadable' | 'unsupported-compression'; readonly name: string; readonly detail: string }
  | {
      readonly kind: 'unsupported-version'
      readonly name: string
      readonly format: string
      readonly supported: number
      readonly version: number
    }
  | {
      /** `truncated` when it ends too early, `damaged` when what is there is wrong. */
      readonly kind: 'truncated' | 'damaged'
      readonly name: string
      /** The first line that was not delivered, counted from one. */
      readonly line: number
      /** Where that line starts in the decompressed recording. */
      readonly byteOffset: number
      readonly detail: string
    }
  | DirectoryFault

/** What can be wrong with a recording that is a directory. */
export type DirectoryFault =
  | {
      /** A recording whose writer has not closed it: it was killed, it failed, or it is still writing. All that was written has been delivered. */
      readonly kind: 'unclosed'
      readonly name: string
      /** The file in which it ends. */
      readonly segment: string
      /** The first line of that file which is not whole, counted from one, and where it starts in the decompressed file. */
      readonly line: number
      readonly byteOffset: number
      /** When the last entry of the recording was received; what came later is missing. */
      readonly lastUs: Us | undefined
      /** How often the writer brought what it held to the file. */
      readonly flushEveryMs: number
    }
  | { readonly kind: 'missing-segment'; readonly name: string; readonly segment: string }
  | {
      /** Files called as segments are, of which the manifest says nothing. */
      readonly kind: 'stray-segments'
      readonly name: string
      readonly segments: readonly string[]
    }
  | { readonly kind: 'exists'; readonly name: string }
  | { readonly kind: 'cannot-write' | 'disk-full'; readonly name: string; readonly detail: string }

/** A recording that cannot be written, or cannot be read, or not to its end. `fault` is for programs, `message` for people. */
export class TapeError extends Error {
  override readonly name = 'TapeError'
  readonly fault: TapeFault

  constructor(fault: TapeFault, options?: ErrorOptions) {
    super(describe(fault), options)
    this.fault = fault
  }
}

/** The fault behind an error of the file system or of a stream. */
export function ioFault(name: string, error: unknown): TapeFault {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'not-found', name }
    case 'EISDIR':
      return { kind: 'is-directory', name }
    case 'EACCES':
    case 'EPERM':
      return { kind: 'no-permission', name }
    default:
      return { kind: 'unreadable', name, detail: error instanceof Error ? error.message : String(error) }
  }
}

/** The fault behind an error met while writing. */
export function writeFault(name: string, error: unknown): TapeFault {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const detail = error instanceof Error ? error.message : String(error)
  switch (code) {
    case 'EEXIST':
      return { kind: 'exists', name }
    // A quota and a limit on the size of files leave as little room as a full disk.
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return { kind: 'disk-full', name, detail }
    default:
      return { kind: 'cannot-write', name, detail }
  }
}

/** What was thrown while a recording was written, as a `TapeError`. */
export function recorderError(name: string, error: unknown): TapeError {
  return error instanceof TapeError ? error : new TapeError(writeFault(name, error), { cause: error })
}

function describe(fault: TapeFault): string {
  switch (fault.kind) {
    case 'not-found':
      return `${fault.name}: not found`
    case 'is-directory':
      return `${fault.name}: expected a recording, received a directory without a manifest`
    case 'no-permission':
      return `${fault.name}: no permission to read`
    case 'empty':
      return `${fault.name}: empty`
    case 'unknown-format':
      return `${fault.name}: unknown format: ${fault.detail}`
    case 'unsupported-version':
      return `${fault.name}: unsupported version of ${fault.format}: expected ${fault.supported}, received ${fault.version}`
    case 'unsupported-compression':
      return `${fault.name}: unsupported compression: ${fault.detail}`
    case 'unreadable':
      return `${fault.name}: unreadable: ${fault.detail}`
    case 'truncated':
      return `${fault.name}: line ${grouped(fault.line)} (byte ${grouped(fault.byteOffset)}) is cut off: ${fault.detail}`
    case 'damaged':
      return `${fault.name}: line ${grouped(fault.line)} (byte ${grouped(fault.byteOffset)}) ${fault.detail}`
    default:
      return describeDirectory(fault)
  }
}

function describeDirectory(fault: DirectoryFault): string {
  switch (fault.kind) {
    case 'unclosed':
      return `${fault.name}: was not closed: ends before line ${grouped(fault.line)} (byte ${grouped(fault.byteOffset)}) of ${fault.segment}, ${lostAfter(fault.lastUs)}`
    case 'missing-segment':
      return `${fault.name}: ${fault.segment} is missing`
    case 'stray-segments':
      return `${fault.name}: not in the manifest: ${fault.segments.join(', ')}`
    case 'exists':
      return `${fault.name}: already holds a recording`
    case 'cannot-write':
      return `${fault.name}: cannot be written: ${fault.detail}`
    case 'disk-full':
      return `${fault.name}: no room left: ${fault.detail}`
  }
}

function lostAfter(lastUs: Us | undefined): string {
  return lastUs === undefined ? 'without an entry' : `nothing received after ${new Date(lastUs / 1_000).toISOString()} is in it`
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}
