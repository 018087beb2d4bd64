import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { constants, gunzipSync, gzip } from 'node:zlib'
import type { PipelineCheckpoint } from '@of/pipeline'
import type { PartName } from '../input/reading.ts'

/** What is known of a recording before one of its segments: from here an analysis goes on as if it had read all that is before. */
export interface KeptState {
  readonly pipeline: PipelineCheckpoint
  /** Whether a simulator made any of it. */
  readonly simulated: boolean
  /** What was read last. */
  readonly part: PartName
}

const compressed = promisify(gzip)

/** A state as bytes. */
export async function encodeState(state: KeptState): Promise<Uint8Array> {
  return await compressed(serialize(state), { level: constants.Z_BEST_SPEED })
}

/** The state of bytes that `encodeState` of the same code made. */
export function decodeState(bytes: Uint8Array): KeptState {
  return deserialize(gunzipSync(bytes))
}
