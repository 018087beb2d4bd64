import type { Output } from './output.ts'
import type { Paint } from './render/colour.ts'
import type { ProgressLine } from './render/progress.ts'

/** What a command may touch of the process that it runs in. */
export interface Host {
  readonly output: Output
  /** Colours of standard output. */
  readonly paint: Paint
  readonly stdin: AsyncIterable<Uint8Array>
  /** Aborted when the work must end: by Ctrl-C, or because nobody reads the result. */
  readonly signal: AbortSignal
  /** A remark beside the result, on standard error. */
  readonly remark: (text: string) => void
  /** A line on standard error that lives while something is being read; silent when nobody looks. */
  readonly startProgress: () => Promise<ProgressLine>
}
