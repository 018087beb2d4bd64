import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { openFeed } from '@of/coinbase'
import { startServer } from '@of/sim'
import { describe, expect, it } from 'vitest'
import { reached } from './reach.ts'

describe('reached(feed, withinMs)', () => {
  it('tells all that a feed has told since its start once data come', async () => {
    const server = await startServer({ seed: 1, startUs: Date.now() * 1_000 })
    const attempt = await reached(openFeed({ products: ['BTC-USD'], url: server.url, arrivals: true }), 5_000)
    if (!attempt.ok) throw new Error(attempt.why)
    const sequences: (number | undefined)[] = []
    for await (const events of attempt.feed) {
      for (const event of events) if (event.kind === 'arrival' && event.sequence !== undefined) sequences.push(event.sequence)
      if (sequences.length > 20) break
    }
    expect(sequences).toEqual(sequences.map((_, at) => at))
    expect(attempt.feed.health().connections.every(({ state }) => state === 'closed')).toBe(true)
    await server.close()
  })

  it('gives up on a machine that never answers', async () => {
    const silent = createServer(() => {})
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    // Listening on a TCP port, so the address has one.
    const { port } = silent.address() as AddressInfo
    const attempt = await reached(openFeed({ products: ['BTC-USD'], url: `ws://127.0.0.1:${port}` }), 300)
    silent.close()
    expect(attempt).toMatchObject({ ok: false, why: 'no data within 0.3 s' })
  })

  it('gives up on a venue that connects and sends no book', async () => {
    const server = await startServer({ seed: 1, startUs: Date.now() * 1_000 })
    const attempt = await reached(openFeed({ products: ['NOPE-USD'], url: server.url }), 1_500)
    await server.close()
    expect(attempt).toMatchObject({ ok: false, fault: { kind: 'silent' }, why: 'no data within 1.5 s' })
  })

  it('does not wait where that is of no use', async () => {
    const startMs = performance.now()
    const server = await startServer({ seed: 1, startUs: Date.now() * 1_000 })
    const attempt = await reached(openFeed({ products: ['BTC-USD'], url: server.url.replace('ws:', 'wss:') }), 20_000)
    await server.close()
    expect(attempt).toMatchObject({ ok: false, fault: { kind: 'tls' } })
    expect(performance.now() - startMs).toBeLessThan(10_000)
  })
})
