import type { Bar, Bars, Book, GoneWall, Health, Order, Origin, Profile, Signal } from '@of/api'
import type { Flow } from '../data/merge.ts'

/** Where made-up answers say that they come from. */
export const origin: Origin = { kind: 'sim', words: 'made up', simulated: true }

/** A bar of which nothing is known but what is given. */
export function bar(known: Partial<Bar>): Bar {
  return {
    startUs: 0,
    open: null,
    high: null,
    low: null,
    close: null,
    volume: 0,
    from: 'trades',
    buyVolume: 0,
    sellVolume: 0,
    trades: 0,
    vwap: null,
    vwapSd: null,
    cvd: null,
    ofi: null,
    momentum: null,
    momentumZ: null,
    bookCoverage: 1,
    tradeCoverage: 1,
    closed: true,
    ...known,
  }
}

/** Nothing known of what flowed. */
export const noFlow: Omit<Flow, 'startUs'> = { cvd: null, ofi: null, momentum: null, momentumZ: null }

/** A wall that vanished. */
export function goneWall(known: Partial<GoneWall>): GoneWall {
  return { side: 'bid', price: 100, size: 10, notional: 1_000, filled: 0, left: 0, sinceUs: 0, goneUs: 5e6, ...known }
}

/** Bars of a minute. */
export function bars(items: readonly Bar[]): Bars {
  return { product: 'BTC-USD', origin, interval: '1m', items: [...items], gaps: [], next: null }
}

/** An order of a taker. */
export function order(known: Partial<Order>): Order {
  return { firstTradeId: 1, timeUs: 0, aggressor: 'buy', price: 100, size: 1, notional: 100, fills: 1, whale: false, ...known }
}

/** A believed book without levels but those that are given. */
export function book(known: Partial<Book>): Book {
  return {
    product: 'BTC-USD',
    origin,
    timeUs: 0,
    state: 'synced',
    reason: null,
    sinceUs: 0,
    tick: { size: 0.01, inferred: false },
    grouping: 1,
    bids: [],
    asks: [],
    bands: [],
    walls: [],
    levels: null,
    ...known,
  }
}

/** A profile of the last day of which nothing is known but what is given. */
export function profile(known: Partial<Profile>): Profile {
  const none = { total: null, poc: null, vah: null, val: null, share: null, hvn: [], lvn: [], bias: null }
  const told = { reason: null, estimated: false, rule: null, rows: [], coverage: 1, ...none }
  return { product: 'BTC-USD', origin, window: '24h', fromUs: 0, toUs: 0, ...told, ...known }
}

/** A service that is well. */
export function health(known: Partial<Health>): Health {
  return {
    state: 'sim',
    trouble: null,
    origin,
    version: '0.0.0',
    startedUs: 0,
    clockUs: 0,
    silentMs: 10,
    latency: null,
    connections: [],
    products: [],
    checks: [],
    store: { state: 'off', lagMs: 0, bytes: 0, reason: null },
    recording: null,
    ...known,
  }
}

/** A factor that contributes so much. */
export function factor(name: string, contribution: number): Signal['factors'][number] {
  return {
    factor: name,
    label: name,
    feature: name,
    value: 1,
    unit: 'ratio',
    threshold: 0,
    weight: 10,
    contribution,
    state: contribution === 0 ? 'quiet' : 'fired',
    sentence: '',
    conditions: [],
  }
}
