import { Writable } from 'node:stream'
import type { Host } from '../host.ts'
import { Output } from '../output.ts'
import { silentProgress } from '../render/progress.ts'

/** A host that nobody looks at, and what was said to it. */
export interface CollectingHost extends Host {
  readonly said: { stdout: string; remarks: string[] }
  /** Presses Ctrl-C. */
  readonly stop: () => void
}

/** A host for a command that runs in this process. */
export function collectingHost(argv: readonly string[] = []): CollectingHost {
  const said = { stdout: '', remarks: [] as string[] }
  const stopping = new AbortController()
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      said.stdout += String(chunk)
      done()
    },
  }) as unknown as NodeJS.WriteStream
  const { signal } = new AbortController()
  return {
    argv,
    said,
    stop: () => stopping.abort(),
    output: new Output(stream, signal, (text) => text),
    paint: (_style, text) => text,
    stdin: (async function* () {})(),
    terminal: undefined,
    signal,
    stopSignal: () => stopping.signal,
    remark: (text) => void said.remarks.push(text),
    startProgress: async () => await Promise.resolve(silentProgress),
  }
}
