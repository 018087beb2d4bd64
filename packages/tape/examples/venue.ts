import { openVenueTape, recogniseFormat } from '@of/tape'

const csv = `exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount
made-up,BTC-USD,1767323045000000,1767323045010000,true,bid,100,2
made-up,BTC-USD,1767323045000000,1767323045010000,true,ask,101,3
made-up,BTC-USD,1767323045500000,1767323045510000,false,bid,100,0
made-up,BTC-USD,1767323045500000,1767323045510000,false,bid,99,-5
`
const stream = (async function* () {
  yield Buffer.from(csv) // a path does as well: recogniseFormat({ path })
})()

const tape = openVenueTape([await recogniseFormat({ stream, name: 'made-up.csv' })])
try {
  for await (const batch of tape) {
    for (const event of batch) console.log(event.kind, event.product, event.receivedUs)
  }
} catch (error) {
  if (error instanceof Error) console.log(error.message)
}
console.log(tape.origin.formats, tape.origin.samplings, [...tape.products.values()])
