import { recogniseFormat, type RecognisedInput, TapeError, type TapeInput } from '@of/tape'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { recordingsAt } from './recordings.ts'

/** What recordings are: frames as Coinbase sends them, or events of any venue. */
export type RecordingKind =
  | { readonly kind: 'frames'; readonly recordings: readonly TapeInput[] }
  | { readonly kind: 'events'; readonly recognised: readonly RecognisedInput[] }

/**
 * Tells by their beginnings what recordings are. Those that cannot be told, or read, are left to whoever reads frames, who says what is wrong with them.
 * Throws a `CliError` for frames and events together, which no clock and no connection puts in one order.
 */
export async function recordingKind(
  paths: readonly string[],
  { signal, stdin }: Pick<Host, 'signal' | 'stdin'>,
  command: string,
): Promise<RecordingKind> {
  const inputs = recordingsAt(paths, stdin)
  const recognised: RecognisedInput[] = []
  for (const input of inputs) recognised.push(await recognisedOf(input, signal))
  const events = recognised.find(({ format }) => format !== undefined && format !== 'frames')
  if (events === undefined) return { kind: 'frames', recordings: recognised.map(({ input }) => input) }
  const frames = recognised.findIndex(({ format }) => format === 'frames')
  if (frames === -1) return { kind: 'events', recognised }
  const complaint = `expected recordings of one kind, received ${paths[frames]} of frames and one of ${events.format}`
  throw new CliError({ kind: 'usage', complaint, command })
}

/** Recordings for a command that takes in frames alone. Throws a `CliError` that says what one is that holds none. */
export async function framesAt(
  paths: readonly string[],
  host: Pick<Host, 'signal' | 'stdin'>,
  command: string,
): Promise<readonly TapeInput[]> {
  const found = await recordingKind(paths, host, command)
  if (found.kind === 'frames') return found.recordings
  const at = found.recognised.findIndex(({ format }) => format !== undefined)
  throw new CliError({ kind: 'foreign-format', path: paths[at] ?? '', format: found.recognised[at]?.format ?? '', command })
}

async function recognisedOf(input: TapeInput, signal: AbortSignal): Promise<RecognisedInput> {
  try {
    return await recogniseFormat(input, signal)
  } catch (error) {
    if (error instanceof TapeError && 'path' in input) return { format: undefined, input }
    throw error
  }
}
