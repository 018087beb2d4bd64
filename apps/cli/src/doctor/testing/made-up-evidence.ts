import { CHECK_NAMES, type CheckName, type FeedEvent, type FeedHealth } from '@of/coinbase'
import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import { presets } from '@of/signals'
import { createSimulation } from '@of/sim'
import type { Evidence } from '../evidence.ts'
import { Observation } from '../observation.ts'

const START_US: Us = Date.UTC(2026, 0, 5, 10) * 1_000
const channels = ['level2', 'market_trades', 'ticker', 'candles', 'heartbeats']

/** What a feed tells of a simulated venue that is healthy, without a feed: each arrival at the time it has. */
export function madeUpEvents(seconds: number): readonly FeedEvent[] {
  const simulation = createSimulation({ seed: 3, startUs: START_US, durationUs: seconds * SECOND_US })
  const events: FeedEvent[] = [{ kind: 'connected', connection: 'ws1', attempt: 1, receivedUs: START_US + 40_000 }]
  for (const channel of channels)
    events.push({ kind: 'subscribed', connection: 'ws1', channel, products: ['BTC-USD', 'ETH-USD'], receivedUs: START_US + 50_000 })
  events.push(candles(MINUTE_US, 1_440), candles(5 * MINUTE_US, 3))
  for (const arrival of simulation.arrivals) {
    events.push({ kind: 'arrival', arrival, sequence: undefined, receivedUs: arrival.receivedUs })
  }
  return events
}

function candles(widthUs: Us, count: number): FeedEvent {
  const all = Array.from({ length: count }, (_, at) => ({
    startUs: START_US - at * widthUs,
    low: 1,
    high: 1,
    open: 1,
    close: 1,
    volume: 1,
  }))
  return { kind: 'candles', product: 'BTC-USD', candles: all, widthUs, timeUs: START_US, receivedUs: START_US }
}

/** A healthy feed. */
export const health: FeedHealth = {
  connections: [
    {
      name: 'ws1',
      state: 'open',
      sinceUs: START_US,
      frames: 1_912,
      bytes: 1_000_000,
      gaps: 0,
      lostFrames: 0,
      late: 0,
      unreadable: 0,
      reconnects: 0,
      latency: { p50Us: 31_000, p99Us: 118_000, maxUs: 200_000 },
    },
  ],
  products: [
    {
      product: 'BTC-USD',
      requested: ['BTC-USD'],
      connection: 'ws1',
      book: 'synced',
      sinceUs: START_US,
      bidLevels: 300,
      askLevels: 300,
      resyncs: 0,
      missingTrades: 0,
      backfilledTrades: 0,
    },
  ],
  // Every name has its count.
  checks: Object.fromEntries(CHECK_NAMES.map((name) => [name, { checked: 3, passed: 3, failed: 0 }])) as Record<
    CheckName,
    FeedHealth['checks'][CheckName]
  >,
  overruns: 0,
  queue: { batches: 0, bytes: 0 },
}

/** What a look of some seconds at a healthy venue brings to light. */
export function madeUpEvidence(seconds = 20, more: readonly FeedEvent[] = []): Evidence {
  const observation = new Observation({
    url: undefined,
    startUs: START_US,
    askedUs: seconds * SECOND_US,
    isBackfilled: true,
    key: undefined,
    ruleSet: presets.default,
  })
  observation.take(madeUpEvents(seconds))
  observation.take(more)
  const clock = { ok: true, aheadUs: 12_000, roundTripUs: 20_000 } as const
  return observation.evidence({ health: () => health }, { clock, nowUs: START_US + seconds * SECOND_US })
}
