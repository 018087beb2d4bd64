import { OrderBook, SECOND_US } from '@of/core'
import { Study } from '@of/study'

const study = new Study({ horizonsUs: [SECOND_US], levels: 1, feeBps: 5 })
const book = new OrderBook()
book.set('bid', 100, 4)
book.set('ask', 101, 4)

// A made-up market: every half second one side of the touch grows or gives way, by a fixed pattern.
let bid = 100
for (let step = 0; step < 600; step++) {
  const timeUs = (step * SECOND_US) / 2 + 1
  const rises = (step * 7) % 11 < 5
  if (step % 3 === 0) {
    book.clear()
    bid += rises ? 1 : -1
    book.set('ask', bid + 1, 4)
  }
  book.set('bid', bid, rises ? 6 : 3)
  study.push({ kind: 'book', product: 'MADE-UP', timeUs, receivedUs: timeUs + 30_000, book, isSnapshot: step === 0 })
}

const [report] = study.finish(() => 1) // a tick is 1
const [horizon] = report?.horizons ?? []
const { ofi } = horizon!.contemporaneous
console.log('same window', ofi.n, ofi.r2?.toFixed(3), 'β', ofi.beta?.toFixed(3), 't', ofi.t?.toFixed(1))
const next = horizon!.predictive.ofi
console.log('next window', next.n, next.r2?.toFixed(3), 'out of sample', next.outOfSampleR2?.toFixed(3), next.costs)
console.log(report?.conclusions.join('\n'))
