/** The terminal of the process, for what is drawn on the whole of it. */
export interface Terminal {
  readonly output: NodeJS.WriteStream
  /** The keyboard; `undefined` where standard input is something else. */
  readonly input: NodeJS.ReadStream | undefined
  /** Whether it shows ASCII only. */
  readonly isAscii: boolean
}
