import { createHash } from 'node:crypto'
import type { Arrival } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { digestLine, EventDigest } from './event-digest.ts'
import { Pipeline, type PipelineOptions } from './pipeline.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import { MadeUpConnection } from './testing/made-up-frames.ts'
import { liveThrough } from './testing/live-through.ts'
import { healthyStream } from './testing/troubled-stream.ts'

const decision: Extract<PipelineEvent, { readonly kind: 'decision' }> = {
  kind: 'decision',
  product: 'MADE-USD',
  decision: {
    timeUs: 60,
    direction: 'HOLD',
    strength: 0,
    net: null,
    reachableNet: 45,
    abstained: true,
    reason: 'book: stale',
    contributions: {},
  },
}

function digestOf(events: Iterable<PipelineEvent>): EventDigest {
  const digest = new EventDigest()
  for (const event of events) digest.add(event)
  return digest
}

function told(options: PipelineOptions): PipelineEvent[] {
  const pipeline = new Pipeline({ sampleEveryUs: 1_000_000, decideEveryUs: 5_000_000, ...options })
  return healthyStream.flatMap((arrival) => pipeline.push(arrival))
}

/** The digest of two samples of a book whose ask has that size. */
function sampled(size: string): EventDigest {
  const pipeline = new Pipeline({ sampleEveryUs: 1_000_000 })
  const wire = new MadeUpConnection('ws.1')
  const book = wire.level2(1, 'MADE-USD', 'snapshot', [
    ['bid', '100', '2'],
    ['offer', '101', size],
  ])
  return digestOf([...pipeline.push(book), ...pipeline.push(wire.heartbeat(3))])
}

describe('EventDigest', () => {
  it('is the SHA-256 of one line of JSON an event, keys sorted', () => {
    const line =
      '{"decision":{"abstained":true,"contributions":{},"direction":"HOLD","net":null,"reachableNet":45,"reason":"book: stale","strength":0,"timeUs":60},"kind":"decision","product":"MADE-USD"}\n'
    const digest = digestOf([decision, decision])
    expect(digest.value()).toBe(createHash('sha256').update(line).update(line).digest('hex'))
    expect(digest.events).toBe(2)
  })

  it('can be asked on the way', () => {
    const digest = digestOf([decision])
    const early = digest.value()
    digest.add(decision)
    expect(digest.value()).toBe(digestOf([decision, decision]).value())
    expect(early).toBe(digestOf([decision]).value())
  })

  it('comes to the same by lines that were made elsewhere', () => {
    const events = told({ tell: 'all' })
    const digest = new EventDigest()
    for (const event of events) {
      const line = digestLine(event)
      if (line !== undefined) digest.addLine(line)
    }
    expect([digest.events, digest.value()]).toEqual([digestOf(events).events, digestOf(events).value()])
    expect(digest.events).toBeLessThan(events.length)
  })

  it('does not depend on what else is told', () => {
    const [due, all] = [told({}), told({ tell: 'all' })]
    expect(all.length).toBeGreaterThan(due.length)
    expect(digestOf(all).value()).toBe(digestOf(due).value())
    expect(digestOf(all).events).toBe(due.length)
  })

  it('does not depend on when frames were received, nor on the order of keys', () => {
    const pipeline = new Pipeline({ sampleEveryUs: 1_000_000, decideEveryUs: 5_000_000 })
    const later = healthyStream.flatMap((arrival) => pipeline.push({ ...arrival, receivedUs: arrival.receivedUs + 7_000_000 }))
    expect(digestOf(later).value()).toBe(digestOf(told({})).value())
    const { kind, product, decision: inner } = decision
    expect(digestOf([{ decision: inner, product, kind }]).value()).toBe(digestOf([decision]).value())
  })

  it('is the same for a live session, frame by frame as the client has read them, and for what it recorded', () => {
    const live = new Pipeline({ sampleEveryUs: 1_000_000, decideEveryUs: 5_000_000 })
    const replayed = new Pipeline({ sampleEveryUs: 1_000_000, decideEveryUs: 5_000_000 })
    const [seen, recorded] = [new EventDigest(), [] as Arrival[]]
    liveThrough(healthyStream, ['BTC-USD', 'ETH-USD'], (events) => {
      for (const event of events) {
        if (event.kind !== 'arrival') continue
        recorded.push(event.arrival)
        for (const due of live.push(event.arrival)) seen.add(due)
      }
    })
    expect(seen.events).toBeGreaterThan(20)
    expect(digestOf(recorded.flatMap((arrival) => replayed.push(arrival))).value()).toBe(seen.value())
  })

  it('is another one when a single size differs', () => {
    expect(sampled('3').events).toBe(2)
    expect(sampled('3').value()).not.toBe(sampled('3.00000001').value())
  })
})
