import { startServer } from '@of/sim'

const venue = await startServer({ seed: 7, startUs: 1_767_312_000_000_000 })
const truth = await fetch(`${venue.restUrl}/_sim/truth?product=BTC-USD`)
const { product, bids } = JSON.parse(await truth.text())
console.log(product, bids.length > 100)

const planned = await fetch(`${venue.restUrl}/_sim/faults`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ kind: 'drop' }),
})
console.log(planned.status, venue.injector.waiting)
await venue.close()
