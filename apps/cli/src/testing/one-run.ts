/** What a run of the command line left behind. */
export interface Finished {
  readonly exitCode: number | null
  /** The name of a signal. */
  readonly killedBy: string | null
  readonly stdout: string
  readonly stderr: string
}

/** How a run of the command line is started. */
export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Written to standard input, which is then closed. */
  readonly stdin?: string | Uint8Array
}
