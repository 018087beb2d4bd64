import { Pipeline } from '@of/pipeline'
import { simulate } from '@of/sim'
import { presets } from '@of/signals'

const pipeline = new Pipeline({ ruleSet: presets.brief })
for (const arrival of simulate({ seed: 7, startUs: 1_767_312_000_000_000, durationUs: 61_000_000 })) {
  for (const event of pipeline.push(arrival)) {
    if (event.kind === 'decision')
      console.log(event.product, event.decision.direction, event.decision.net, 'of', event.decision.reachableNet)
  }
}
const { book, totals, quality } = pipeline.report('BTC-USD', { simulated: true })!
console.log(book.state, book.bestBid, book.bestAsk, '· trades', totals.trades, '· gaps', quality.sequenceGaps)
