import { once } from 'node:events'
import { type RecordedArrival, serveRecording } from '@of/sim'
import { openTapes, TapeError } from '@of/tape'
import { CliError } from '../errors.ts'
import { explain } from '../explain/explain.ts'
import type { Host } from '../host.ts'
import { type ReplayOptions, speedOf } from './replay-options.ts'

const COMMAND = 'of replay'

/** `of replay --serve`: a recording as a venue on this machine, until Ctrl-C. Every client gets it from its start. */
export async function serveCommand(
  paths: readonly string[],
  { serve, speed: speedText = '1', ...others }: ReplayOptions & { readonly serve: string | true },
  { output, remark, signal, stopSignal }: Host,
): Promise<void> {
  const unfit = unfitOption(others)
  if (unfit !== undefined) throw new CliError({ kind: 'usage', complaint: `${unfit}: has no meaning with --serve`, command: COMMAND })
  if (paths.includes('-'))
    throw new CliError({ kind: 'usage', complaint: '--serve: standard input can be read only once', command: COMMAND })
  const port = serve === true ? 0 : portOf(serve)
  const speed = speedOf(speedText, COMMAND) ?? 'max'
  const recordings = paths.map((path) => ({ path }))
  await checkReadable(recordings)
  const stopped = AbortSignal.any([signal, stopSignal()])
  const server = await serveRecording({ arrivals: () => arrivalsOf(recordings, remark), port, speed }).catch((error: unknown) => {
    throw new CliError({ kind: 'cannot-serve', port, detail: error instanceof Error ? error.message : String(error) }, { cause: error })
  })
  try {
    await output.write(`${server.url}\n`)
    remark(`serving ${paths.join(', ')} at speed ${speed}; Ctrl-C ends`)
    if (!stopped.aborted) await once(stopped, 'abort')
  } finally {
    await server.close()
  }
}

/** The arrivals of recordings as far as they can be read; what ends them before their end is told here, too. */
async function* arrivalsOf(
  recordings: readonly { readonly path: string }[],
  remark: (text: string) => void,
): AsyncGenerator<readonly RecordedArrival[], void, undefined> {
  try {
    for await (const entries of openTapes(recordings)) {
      yield entries.filter((entry) => entry.kind !== 'header')
    }
  } catch (error) {
    if (error instanceof TapeError) remark(explain(error).summary)
    throw error
  }
}

/** Throws a `TapeError` for recordings of which not even the beginning can be read. */
async function checkReadable(recordings: readonly { readonly path: string }[]): Promise<void> {
  for (const recording of recordings) {
    for await (const _ of openTapes([recording])) break
  }
}

function unfitOption({ factors = [], product, ...others }: Omit<ReplayOptions, 'serve' | 'speed'>): string | undefined {
  const { digest, from, json, preset, rules, threads, to } = others
  const given = { from, to, preset, rules, factors: factors[0], threads, json, digest, product: product[0] }
  const found = Object.entries(given).find(([, value]) => value !== undefined)
  return found === undefined ? undefined : `--${found[0]}`
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (port >= 0 && port <= 65_535) return port
  throw new CliError({ kind: 'usage', complaint: `--serve: expected a port, received ${text}`, command: COMMAND })
}
