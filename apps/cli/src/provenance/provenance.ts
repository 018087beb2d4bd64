import type { ReadFile } from '@of/tape'
import type { Host } from '../host.ts'
import type { MarketReading } from '../input/market-events.ts'
import { recordingName } from '../input/recordings.ts'
import { isoTime } from '../input/time.ts'
import { version } from '../version.ts'
import { commandText } from './command-text.ts'

/** How a result was made: what every JSON object that is one says in its `input`. */
export interface Provenance {
  /** Of this program, as it was typed. */
  readonly command: string
  /** Of this program. */
  readonly version: string
  /** Whether any of what was read was made by a simulator; `null` where it does not say. */
  readonly simulated: boolean | null
  /** What was read, with its hashes; of a live feed none. */
  readonly files: readonly ReadFile[]
}

/** The same of recordings. */
export interface RecordedProvenance extends Provenance {
  readonly simulated: boolean
  /** Their names, as they were given. */
  readonly recordings: readonly string[]
  readonly formats: readonly string[]
  readonly venues: readonly string[]
  /** How books were sampled, such as `l2-batch-50ms`. */
  readonly samplings: readonly string[]
  /** UTC times of receipt of the first and the last event in range; `null` when there was none. */
  readonly received: readonly string[] | null
}

/** How a result was made of files. */
export function provenanceOf<Simulated extends boolean | null>(
  files: readonly ReadFile[],
  simulated: Simulated,
  { argv }: Pick<Host, 'argv'>,
): Provenance & { readonly simulated: Simulated } {
  return { command: commandText(argv), version: version(), simulated, files }
}

/** How a result was made of recordings. */
export function provenanceOfRecordings(
  paths: readonly string[],
  { files, origin, simulated, span }: Pick<MarketReading, 'files' | 'origin' | 'simulated' | 'span'>,
  { argv }: Pick<Host, 'argv'>,
): RecordedProvenance {
  const { formats, samplings, venues } = origin
  const received = span === undefined ? null : span.map(isoTime)
  const recordings = paths.map(recordingName)
  return { command: commandText(argv), version: version(), recordings, simulated, formats, venues, samplings, received, files }
}
