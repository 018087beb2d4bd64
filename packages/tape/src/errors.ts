/** What can be wrong with a recording, as data. `name` is its path, or the name given to its stream. */
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

/** A recording that cannot be read, or not to its end. `fault` is for programs, `message` for people. */
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

function describe(fault: TapeFault): string {
  switch (fault.kind) {
    case 'not-found':
      return `${fault.name}: not found`
    case 'is-directory':
      return `${fault.name}: expected a file, received a directory`
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
  }
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}
