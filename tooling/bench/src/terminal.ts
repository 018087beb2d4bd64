import process from 'node:process'

/** Writes a line of progress over the last one; an empty one wipes it. Nothing is written where nobody watches. */
export function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${line}`)
}

/** Says something that is not the result. */
export function note(line: string): void {
  progress('')
  process.stderr.write(`${line}\n`)
}

/** Ends what is going on at the first Ctrl-C, and the process at the second. */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort(new Interrupted('interrupted')))
  return controller.signal
}

/** Somebody has pressed Ctrl-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}
