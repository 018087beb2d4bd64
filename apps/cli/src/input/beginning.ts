import type { Us } from '@of/core'
import type { Host } from '../host.ts'
import { beginningOf, type RecordingStart } from '../index/recording-start.ts'
import { megabytes } from '../render/progress.ts'
import type { ReadingStart, TimeRange } from './reading.ts'

/** More than this takes long enough for an index to be worth a remark. */
const MANY_BYTES = 50_000_000

/** Where the reading begins, for the reading and for the analysis. Both empty: at the beginning. */
export interface Begun {
  readonly start?: ReadingStart
  readonly known?: Uint8Array
}

/** Finds where recordings must be read from for what is asked for, and remarks on it: at the beginning, or where an index has kept what is known by then. */
export async function begun(paths: readonly string[], { fromUs }: TimeRange, host: Pick<Host, 'remark'>): Promise<Begun> {
  const [path, ...others] = paths
  if (path === undefined || path === '-' || others.length > 0 || fromUs === undefined) return {}
  const start = await startOf(path, fromUs, host)
  if (start === undefined) return {}
  const { bytes, segment, state } = start
  return { start: { segment, part: state.part, simulated: state.simulated }, known: bytes }
}

async function startOf(path: string, fromUs: Us, { remark }: Pick<Host, 'remark'>): Promise<RecordingStart | undefined> {
  const beginning = await beginningOf(path, fromUs)
  if (beginning === undefined) return undefined
  const { isOutdated, segments, start, warmUpBytes } = beginning
  if (start !== undefined) remark(`reading begins with segment ${start.segment} of ${segments}: the index knows what was before`)
  else if (isOutdated)
    remark(`its index is of another version of this program, or of a recording that has changed: of index ${path} makes it anew`)
  else if (warmUpBytes > MANY_BYTES)
    remark(`${megabytes(warmUpBytes)} before --from are read to warm up; of index ${path} would spare that`)
  return start
}
