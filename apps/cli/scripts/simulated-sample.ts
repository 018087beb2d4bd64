import { SECOND_US } from '@of/core'
import { simulate } from '@of/sim'
import { encodeEntry, encodeHeader } from '@of/tape'

const SEED = 7
const START_US = Date.UTC(2026, 0, 5, 14) * 1_000
const DURATION_US = 200 * SECOND_US

/** The bundled recording, uncompressed: the same bytes whenever and wherever it is made. */
export function simulatedSample(): string {
  const note = `made by @of/sim, seed ${SEED}: not a market`
  const lines = [
    encodeHeader({ format: 'of-frames', version: 1, source: 'coinbase', simulated: true, session: `sim-${SEED}`, note }),
    ...Array.from(simulate({ seed: SEED, startUs: START_US, durationUs: DURATION_US }), encodeEntry),
  ]
  return Buffer.concat(lines).toString()
}
