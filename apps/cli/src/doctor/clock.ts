import { createRestClient, hostsOf, RestError } from '@of/coinbase'
import type { ClockEvidence } from './evidence.ts'

const ANSWER_MS = 5_000
const SAMPLES = 4

/** Compares the clock of this machine with the venue's, which was read half way between asking and the answer. */
export async function compareClock(
  url: string | undefined,
  { signal }: { readonly signal: AbortSignal },
): Promise<ClockEvidence | undefined> {
  await using client = createRestClient({ ...(url === undefined ? {} : hostsOf({ url })), retries: 1, timeoutMs: ANSWER_MS, signal })
  try {
    // The first request also opens the connection, and what is quickest is nearest to the truth.
    await client.time()
    let best: Extract<ClockEvidence, { readonly ok: true }> | undefined
    for (let sample = 0; sample < SAMPLES; sample++) {
      const beforeUs = Date.now() * 1_000
      const venueUs = await client.time()
      const afterUs = Date.now() * 1_000
      const roundTripUs = afterUs - beforeUs
      if (best === undefined || roundTripUs < best.roundTripUs)
        best = { ok: true, aheadUs: (beforeUs + afterUs) / 2 - venueUs, roundTripUs }
    }
    return best
  } catch (error) {
    if (signal.aborted) return undefined
    if (!(error instanceof RestError)) throw error
    return { ok: false, fault: error.fault }
  }
}
