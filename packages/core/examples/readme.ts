import { fold, levelChanges, live, marketImpact, mid, ofi, OrderBook, queueImbalance, type Quote } from '@of/core'

const book = new OrderBook()
book.replace(
  levelChanges([
    { side: 'bid', price: 99, size: 5 },
    { side: 'ask', price: 101, size: 7 },
    { side: 'ask', price: 102, size: 20 },
  ]),
)
const quote = book.quote(0)!
console.log('mid', mid(quote), 'queue imbalance', queueImbalance(quote))
console.log('buying 10 costs', marketImpact(book, 'buy', 10).fromMidBps, 'bps from mid')

const quotes: Quote[] = [quote, { ...quote, timeUs: 1, bidSize: 8 }, { ...quote, timeUs: 2, askPrice: 102, askSize: 20 }]
console.log('order flow imbalance', fold(ofi, quotes))

const flow = live(ofi) // one value at a time; `flow.state` is a checkpoint to resume from
for (const next of quotes) console.log('  so far', flow.push(next))
