import { openFeed } from '@of/coinbase'
import { startServer } from '@of/sim'

// A simulated venue; without `url` the feed goes to Coinbase.
const venue = await startServer({ seed: 1, startUs: Date.now() * 1000 })
const feed = openFeed({ products: ['BTC-USD', 'ETH-USDC'], url: venue.url })

const updates = new Map<string, number>()
for await (const batch of feed) {
  for (const event of batch) {
    if (event.kind === 'book') updates.set(event.product, (updates.get(event.product) ?? 0) + 1)
    else if (event.kind === 'gap' || event.kind === 'suspect') console.log(event.kind, 'on', event.connection)
  }
  if (updates.size === 2 && Math.min(...updates.values()) >= 5) {
    console.log('ETH-USDC is', feed.book('ETH-USDC')?.product, 'and', feed.book('ETH-USDC')?.state)
    for (const [name, { checked, failed }] of Object.entries(feed.health().checks)) {
      if (checked > 0 && failed > 0) console.log(name, 'failed', failed, 'times')
    }
    break // Leaving the loop closes the feed.
  }
}
console.log(feed.health().connections[0]?.state)
await venue.close()
