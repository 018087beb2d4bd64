import { levelChanges, type VenueEvent } from '@of/core'
import { VenuePipeline } from '@of/pipeline'

const startUs = 1_767_323_045_000_000
const events: readonly VenueEvent[] = Array.from({ length: 20 }, (_, second) => ({
  kind: second === 0 ? 'snapshot' : 'changes',
  product: 'MADE-USD',
  timeUs: startUs + 1_000_000 * second,
  receivedUs: startUs + 1_000_000 * second,
  changes: levelChanges([
    { side: 'bid', price: 99.99, size: 1 + second },
    { side: 'ask', price: 100.01, size: 5 },
  ]),
  ...(second === 0 ? { bookLevels: 1 } : {}), // the recording shows no more of the book
}))

const pipeline = new VenuePipeline({
  decideEveryUs: 5_000_000,
  onMarket: (event) => {
    if (event.kind !== 'due') return
    const { imbalance10, ofi, queueImbalance } = event.features
    console.log(new Date(event.timeUs / 1_000).toISOString(), ofi.value, queueImbalance.value?.toFixed(3), imbalance10.reason)
  },
})
for (const event of events) pipeline.push(event)
