import type { Arrival } from '@of/coinbase'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pipeline, type PipelineOptions } from './pipeline.ts'
import type { DueEvent, PipelineEvent } from './pipeline-event.ts'
import { MadeUpConnection } from './testing/made-up-frames.ts'
import { healthyStream, strikes, troubledStream } from './testing/troubled-stream.ts'

const SHARES: readonly ((product: string) => boolean)[] = [
  (product) => product === 'ETH-USD',
  (product) => product === 'BTC-USD',
  (product) => product !== 'ETH-USD' && product !== 'BTC-USD',
]

const everything: PipelineOptions = { tell: 'all', sampleEveryUs: 1_000_000, decideEveryUs: 3_000_000 }

interface Told {
  readonly events: readonly PipelineEvent[]
  readonly part: Pipeline
}

function isDue(event: PipelineEvent): event is DueEvent {
  return event.kind === 'decision' || event.kind === 'sample'
}

/** When an event fell due, a sample before a decision of the same moment. */
function dueKey(event: DueEvent): number {
  return event.kind === 'sample' ? event.timeUs : event.decision.timeUs + 0.5
}

/** What fell due in several pipelines while they took in one arrival, as one alone tells it: by time, then in the order in which the products were met. */
function mergeDue(told: readonly Told[]): readonly DueEvent[] {
  const ranked = told.flatMap(({ events, part }) => events.filter(isDue).map((event) => ({ event, rank: part.rankOf(event.product)! })))
  if (told.length === 1) return ranked.map(({ event }) => event)
  return ranked.toSorted((a, b) => dueKey(a.event) - dueKey(b.event) || a.rank - b.rank).map(({ event }) => event)
}

/** What else became known, in any order. What is of no product all of them tell. */
function others(told: readonly Told[]): readonly string[] {
  const events = told.flatMap(({ events: all }, at) => all.filter((event) => !isDue(event) && (at === 0 || event.product !== undefined)))
  return events.map((event) => JSON.stringify(event)).toSorted()
}

/** What one pipeline comes to alone, and what several do that share its products. */
function bothWays(
  stream: readonly Arrival[],
  options: PipelineOptions = everything,
): { readonly alone: unknown; readonly shared: unknown } {
  const whole = new Pipeline(options)
  const parts = SHARES.map((follow) => new Pipeline({ ...options, follow }))
  return { alone: outcomeOf(stream, [whole]), shared: outcomeOf(stream, parts) }
}

function outcomeOf(stream: readonly Arrival[], parts: readonly Pipeline[]): unknown {
  const told = stream.map((arrival) => {
    const batches = parts.map((part) => ({ events: part.push(arrival), part }))
    return { due: mergeDue(batches), others: others(batches) }
  })
  const products = parts.flatMap((part) => part.products.map((product) => ({ product, part })))
  const ranked = products.toSorted((a, b) => a.part.rankOf(a.product)! - b.part.rankOf(b.product)!)
  return { told, reports: ranked.map(({ product, part }) => part.report(product, { simulated: true })) }
}

describe('pipelines that share the products of a stream', () => {
  it('come together to what one comes to alone, whatever goes wrong', () => {
    fc.assert(
      fc.property(strikes, (troubles) => {
        const { alone, shared } = bothWays(troubledStream(troubles))
        expect(shared).toEqual(alone)
      }),
      { numRuns: 2 },
    )
  })

  it('do so where there is not room for all products', () => {
    const wire = new MadeUpConnection('ws.1')
    const names = ['NEW-USD', 'ETH-USD', 'OLD-USD', 'BTC-USD', 'LATE-USD']
    const stream = names.flatMap((product, at) => [
      wire.level2(1 + at, product, 'snapshot', [['bid', '100', '2']]),
      wire.trades(1.1 + at, names[at - 1] ?? product, 'update', [[at, '1', '1', 'BUY']]),
    ])
    const { alone, shared } = bothWays([...stream, wire.heartbeat(9)], { ...everything, maxProducts: 3 })
    expect(shared).toEqual(alone)
  })
})

describe('a pipeline that follows one product', () => {
  const part = new Pipeline({ ...everything, follow: SHARES[0]! })
  for (const arrival of healthyStream) part.push(arrival)

  it('knows the other by name alone', () => {
    expect(part.products).toEqual(['ETH-USD'])
    expect(part.report('BTC-USD', { simulated: true })).toBeUndefined()
    expect(part.checkpoint().feeds).toMatchObject({ passedOver: ['BTC-USD'], products: [{ id: 'ETH-USD' }] })
  })

  it('goes on from a checkpoint of all, and not from one without what it follows', () => {
    const half = Math.floor(healthyStream.length / 2)
    const whole = new Pipeline(everything)
    for (const arrival of healthyStream.slice(0, half)) whole.push(arrival)
    const resumed = new Pipeline({ ...everything, follow: SHARES[0]! }, whole.checkpoint())
    for (const arrival of healthyStream.slice(half)) resumed.push(arrival)
    expect(resumed.report('ETH-USD', { simulated: true })).toEqual(part.report('ETH-USD', { simulated: true }))
    expect(resumed.rankOf('ETH-USD')).toBe(part.rankOf('ETH-USD'))
    expect(() => new Pipeline({ ...everything, follow: SHARES[1]! }, part.checkpoint())).toThrow(
      'checkpoint: expected all that is known of BTC-USD, received its name',
    )
  })
})
