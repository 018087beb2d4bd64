import { HOUR_US, type Us } from '@of/core'
import { build, type Histogram } from 'hdr-histogram-js'
import type { Latency } from './feed-health.ts'

/** Beyond an hour it is a clock that is wrong. */
const MOST_US: Us = HOUR_US

/** How late frames come, from when they were sent to when they were received. Needs some 15 KB, however many there are. */
export class LatencyMeter {
  readonly #histogram: Histogram = build({
    bitBucketSize: 32,
    lowestDiscernibleValue: 1,
    highestTrackableValue: MOST_US,
    numberOfSignificantValueDigits: 2,
  })

  /** Takes in a frame. One that came before it was sent tells how far two clocks are apart, and is left out. */
  add(sentUs: Us, receivedUs: Us): void {
    const lateUs = receivedUs - sentUs
    if (lateUs >= 0) this.#histogram.recordValue(Math.min(lateUs, MOST_US))
  }

  /** What was met so far, within one percent. */
  read(): Latency | null {
    const histogram = this.#histogram
    if (histogram.totalCount === 0) return null
    const { maxValue: maxUs } = histogram
    // The histogram answers with the end of a bucket.
    const atMost = (percentile: number): Us => Math.min(maxUs, histogram.getValueAtPercentile(percentile))
    return { p50Us: atMost(50), p99Us: atMost(99), maxUs }
  }
}
