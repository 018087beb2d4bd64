import type { Output } from './output.ts'
import type { Paint } from './render/colour.ts'
import type { ProgressLine } from './render/progress.ts'
import type { Terminal } from './terminal/terminal.ts'

/** What a command may touch of the process that it runs in. */
export interface Host {
  /** What was typed behind the name of the program. */
  readonly argv: readonly string[]
  readonly output: Output
  /** Colours of standard output. */
  readonly paint: Paint
  readonly stdin: AsyncIterable<Uint8Array>
  /** The terminal that standard output is, for what is drawn on the whole of it; `undefined` where it is none, or one that cannot be drawn on. */
  readonly terminal: Terminal | undefined
  /** Aborted when the work must end: by Ctrl-C, or because nobody reads the result. */
  readonly signal: AbortSignal
  /** For work that ends when it is told to: from now on the first Ctrl-C or SIGTERM aborts this signal, not the work. The next one kills. */
  readonly stopSignal: () => AbortSignal
  /** A remark beside the result, on standard error. */
  readonly remark: (text: string) => void
  /** A line on standard error that lives while something is being done, `Reading` unless it is said; silent when nobody looks. */
  readonly startProgress: (doing?: string) => Promise<ProgressLine>
}
