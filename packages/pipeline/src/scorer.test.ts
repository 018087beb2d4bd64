import type { Us } from '@of/core'
import { defineFactor, OwnScore } from '@of/signals'
import { bitcoin, simulate } from '@of/sim'
import { describe, expect, it } from 'vitest'
import { Pipeline } from './pipeline.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import { eventsOfFrames } from './venue/testing/events-of-frames.ts'
import { framesOfEvents } from './venue/testing/frames-of-events.ts'
import { VenuePipeline } from './venue/venue-pipeline.ts'

const SECOND: Us = 1_000_000
const startUs: Us = 1_767_323_090 * SECOND
const events = eventsOfFrames([...simulate({ seed: 11, startUs, durationUs: 8 * SECOND, products: [{ ...bitcoin, levels: 20 }] })])
const setup = { decideEveryUs: SECOND } as const

const counted = defineFactor({
  name: 'counted',
  inputs: { features: ['mid'] },
  lookBackUs: 2 * SECOND,
  score: { weight: 80, bullish: { above: 1 }, bearish: { below: 0 } },
  compute: ({ moments }) => moments.length,
})

/** What a pipeline is given for a factor to add to its signals. */
function adding() {
  const own = new OwnScore({ factors: [counted] })
  return { onMarket: own.seen.bind(own), scored: own.with.bind(own) }
}

const decisionsOf = (told: readonly PipelineEvent[]) => told.flatMap((event) => (event.kind === 'decision' ? [event.decision] : []))

describe('Pipeline({ onMarket, scored })', () => {
  it('has what is added in decisions, reports and views, and is in all else as without it', () => {
    const bare = new Pipeline(setup)
    const scored = new Pipeline({ ...setup, ...adding() })
    const rules = decisionsOf(framesOfEvents(events).flatMap((arrival) => [...bare.push(arrival)]))
    const decisions = decisionsOf(framesOfEvents(events).flatMap((arrival) => [...scored.push(arrival)]))
    const added = decisions.map(({ contributions }) => contributions['counted'])
    // Nothing until it has been watched for as long as it looks back, at the moment itself from then on.
    expect(added).toEqual(rules.map((_, at) => (at < 2 ? 0 : 80)))
    expect(decisions.map(({ net }, at) => net! - added[at]!)).toEqual(rules.map(({ net }) => net))

    const { decisions: _rules, signal: alone, ...rest } = bare.report('BTC-USD', { simulated: true })!
    const { decisions: kept, signal, ...same } = scored.report('BTC-USD', { simulated: true })!
    expect(same).toEqual(rest)
    expect(kept).toEqual(decisions)
    expect(signal).toMatchObject({ net: alone.net! + 80, ruleSet: { name: 'default + counted' } })
    expect(scored.view('BTC-USD')).toMatchObject({ signal, lastDecision: decisions.at(-1) })
  })

  it('comes to the same with the events of any venue', () => {
    const frames = new Pipeline({ ...setup, ...adding() })
    const venue = new VenuePipeline({ ...setup, ...adding() })
    const told = framesOfEvents(events).flatMap((arrival) => [...frames.push(arrival)])
    expect(events.flatMap((event) => [...venue.push(event)])).toEqual(told)
    expect(decisionsOf(told).at(-1)!.contributions['counted']).toBe(80)
    const origin = { formats: [], venues: [], samplings: [], numberedTrades: true, skippedLines: 0 }
    const none = { inferredSides: 0, sidelessTrades: 0, auctionTrades: 0 }
    const { signal } = venue.report('BTC-USD', { simulated: true, origin: { ...origin, ...none } })!
    expect(signal).toEqual(frames.report('BTC-USD', { simulated: true })!.signal)
  })
})
