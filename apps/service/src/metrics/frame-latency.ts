import { Histogram, type Registry } from 'prom-client'

/** From a millisecond on loopback to what a feed that is falling behind takes. */
const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** How late frames come, by the venue's clock and this machine's. */
export function frameLatency(registry: Registry): (latencyUs: number) => void {
  const histogram = new Histogram({
    name: 'of_feed_latency_seconds',
    help: 'From the time a frame was sent, by the venue, to its receipt, by this machine.',
    buckets: BUCKETS_S,
    registers: [registry],
  })
  // Clocks that disagree make frames come before they were sent: those say nothing.
  return (latencyUs) => {
    if (latencyUs >= 0) histogram.observe(latencyUs / 1e6)
  }
}
