import type { Health, Origin, Product } from '@of/api'
import { describeNetFault, type FeedHealth } from '@of/coinbase'
import type { Us } from '@of/core'

/** What the health of the whole is made from. */
export interface HealthInput {
  readonly origin: Origin
  readonly version: string
  readonly startedUs: Us
  readonly clockUs: Us
  /** How long nothing has arrived; `undefined` where that means nothing. */
  readonly silentUs: Us | undefined
  readonly hasEnded: boolean
  /** Why the source could not be read to its end. */
  readonly failure: string | undefined
  readonly trouble: Health['trouble']
  readonly feed: FeedHealth | undefined
  readonly products: readonly Product[]
  readonly store: Health['store']
  readonly recording: Health['recording']
  /** Where the replay stands, of a recording. */
  readonly replay: Health['replay']
}

/** Two heartbeats: a feed that is silent for longer is stale. */
export const STALE_AFTER_US: Us = 2_000_000

/** How the service is. */
export function healthOf(input: HealthInput): Health {
  const { clockUs, feed, origin, products, recording, replay, silentUs, startedUs, store, version } = input
  const connections = feed?.connections ?? []
  return {
    state: stateOf(input),
    trouble: troubleOf(input),
    origin,
    version,
    startedUs,
    clockUs,
    silentMs: silentUs === undefined ? null : silentUs / 1_000,
    latency: worstLatency(feed),
    connections: connections.map(({ lastFault, latency, ...connection }) => ({
      name: connection.name,
      state: connection.state,
      sinceUs: connection.sinceUs,
      frames: connection.frames,
      gaps: connection.gaps,
      lostFrames: connection.lostFrames,
      late: connection.late,
      unreadable: connection.unreadable,
      reconnects: connection.reconnects,
      lastFault: lastFault === undefined ? null : describeNetFault(lastFault),
      latency: latency && { p50Us: latency.p50Us, p99Us: latency.p99Us },
    })),
    products: [...products],
    checks: Object.entries(feed?.checks ?? {}).map(([name, { checked, failed, note }]) => ({
      name,
      checked,
      failed,
      ...(note === undefined ? {} : { note }),
    })),
    store,
    recording,
    ...(replay === undefined ? {} : { replay }),
  }
}

/** Whether data comes in that can be believed: what a balancer asks. */
export function isReady({ hasEnded, products, silentUs }: Pick<HealthInput, 'hasEnded' | 'products' | 'silentUs'>): boolean {
  const isFresh = silentUs === undefined || silentUs <= STALE_AFTER_US
  return !hasEnded && isFresh && products.some(({ state }) => state === 'running')
}

function stateOf({ failure, feed, hasEnded, origin, silentUs }: HealthInput): Health['state'] {
  if (failure !== undefined || (hasEnded && origin.kind !== 'replay')) return 'down'
  if (feed !== undefined && feed.connections.every(({ state }) => state !== 'open')) return 'down'
  if (silentUs !== undefined && silentUs > STALE_AFTER_US) return 'stale'
  return origin.kind
}

function troubleOf({ failure, hasEnded, origin, silentUs, trouble }: HealthInput): Health['trouble'] {
  if (failure !== undefined) return { tone: 'crit', text: `The source cannot be read any further: ${failure}` }
  if (hasEnded) return { tone: 'warn', text: origin.kind === 'replay' ? 'The recording is at its end' : 'The source has ended' }
  if (trouble !== null) return trouble
  if (silentUs !== undefined && silentUs > STALE_AFTER_US)
    return { tone: 'crit', text: `Nothing heard for ${Math.floor(silentUs / 1e6)} s` }
  return null
}

/** The latency of the slowest connection. */
function worstLatency(feed: FeedHealth | undefined): Health['latency'] {
  const known = (feed?.connections ?? []).flatMap(({ latency }) => latency ?? [])
  const worst = known.sort((a, b) => b.p99Us - a.p99Us)[0]
  return worst === undefined ? null : { p50Us: worst.p50Us, p99Us: worst.p99Us }
}
