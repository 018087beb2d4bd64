import { alwaysSource, auditResult, Backtest, diceSource, feeTierNamed } from '@of/backtest'
import { featureNames, levelChanges, MINUTE_US, OrderBook, recordOf, SECOND_US } from '@of/core'

const backtest = new Backtest({
  arms: [
    { name: 'long', source: alwaysSource('LONG') },
    { name: 'dice', source: diceSource(7) },
  ],
  fees: feeTierNamed('taker-60bps')!, // never 0 because nobody said anything
  notional: 1_000,
  maxHoldUs: 5 * MINUTE_US,
})

// A made-up market of two hours: mid climbs a tick a minute, and every minute something is decided.
const book = new OrderBook()
const features = recordOf(featureNames, () => ({ value: null, reason: 'made up' })) // these arms look at none
const sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } } as const
for (let second = 0; second < 7_200; second++) {
  const timeUs = second * SECOND_US
  const common = { product: 'MADE-UP', timeUs, receivedUs: timeUs + 30_000 }
  if (second > 0 && second % 60 === 0) backtest.on({ kind: 'due', ...common, features, sources })
  const bid = 1_000 + Math.floor(second / 60)
  const levels = [{ side: 'bid', price: bid, size: 9 } as const, { side: 'ask', price: bid + 1, size: 9 } as const]
  book.replace(levelChanges(levels))
  backtest.on({ kind: 'book', ...common, book, isSnapshot: second === 0 })
}

const result = backtest.result({ simulated: true })
for (const { name, signals, summary, costs, outcomes } of result.arms) {
  const fiveMinutes = outcomes.find(({ horizonUs, kind }) => horizonUs === 5 * MINUTE_US && kind === 'taken')
  console.log(name, signals, `${summary.n} trades`)
  console.log('  mid moved', fiveMinutes?.mean?.toFixed(1), 'bps in 5 minutes, n', fiveMinutes?.n, 'still open', fiveMinutes?.open)
  console.log('  net', summary.net.mean?.toFixed(1), 'bps a trade, break-even', costs.breakEvenBps?.toFixed(1))
}
console.log('laws broken:', auditResult(result).length)
