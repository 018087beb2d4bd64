import type { Topic, TopicParameters } from '@of/api'
import { barsIn, changedBars, footprintsIn, heatmapIn, tapeOf, whaleOf } from '../present/chart.ts'
import { bookOf } from '../present/book.ts'
import { featuresOf } from '../present/features.ts'
import { profileIn } from '../present/profile.ts'
import { decisionOf, signalNowOf } from '../present/signal.ts'
import type { ServiceState } from '../service/state.ts'

/** How a topic is read: as a whole, and what is new since it was last read. */
export interface TopicReader {
  /** How often it is looked for something new. */
  readonly everyMs: number
  /** Whether what is new is the whole, so that only the newest counts. */
  readonly isLatest: boolean
  /** The whole, which what is new later adds to. */
  readonly whole: () => unknown
  /** What is new since `whole` or `fresh` was last called; `undefined` where nothing is. */
  readonly fresh: () => unknown
}

/** What of a topic is followed. */
export interface TopicQuestion {
  readonly topic: Topic
  readonly product: string
  readonly with: TopicParameters
}

/** Bars, footprints, columns and orders that a first message holds. */
const FIRST_BARS = 500
const FIRST_FOOTPRINTS = 60
const FIRST_COLUMNS = 720
const FIRST_ORDERS = 200
const FIRST_DECISIONS = 500

/** The reader of a topic. Each reader remembers what it has told: whoever reads a topic with the same question shares one. */
export function readerOf(state: ServiceState, question: TopicQuestion): TopicReader {
  return readers[question.topic](state, question)
}

const readers: { readonly [Name in Topic]: (state: ServiceState, question: TopicQuestion) => TopicReader } = {
  health: (state) => latest(500, () => state.health()),
  alerts,
  features: (state, { product }) => onArrivals(state, 250, () => featuresOf(state.moment(product))),
  book: (state, { product, with: { grouping = 1, levels = 25 } }) =>
    onArrivals(state, 100, () => bookOf(state.moment(product), { levels, grouping })),
  profile: (state, { product, with: { window = '24h' } }) =>
    onArrivals(state, 2_000, () => profileIn(state.moment(product), window, undefined)),
  signal: (state, { product }) => onArrivals(state, 250, () => signalNowOf(state.moment(product), state.config.costBps)),
  quality: (state, { product }) => latest(1_000, () => state.quality(product)),
  footprint: (state, { product, with: { interval = '5m' } }) =>
    onArrivals(state, 1_000, () =>
      footprintsIn(state.moment(product), interval, { fromUs: undefined, toUs: undefined, limit: FIRST_FOOTPRINTS }),
    ),
  bars,
  heatmap: (state, { product }) => heatmap(state, product),
  tape: (state, { product }) => tape(state, product),
  decisions: (state, { product }) => decisions(state, product),
}

/** A topic of which only the newest counts. */
function latest(everyMs: number, read: () => unknown): TopicReader {
  return { everyMs, isLatest: true, whole: read, fresh: read }
}

/** The same, of one that stays as it is while nothing arrives. */
function onArrivals(state: ServiceState, everyMs: number, read: () => unknown): TopicReader {
  let version = -1
  const whole = (): unknown => {
    version = state.desk.version
    return read()
  }
  return { everyMs, isLatest: true, whole, fresh: () => (version === state.desk.version ? undefined : whole()) }
}

function bars(state: ServiceState, { product, with: { interval = '1m' } }: TopicQuestion): TopicReader {
  let changes = 0
  let gaps = ''
  const moment = () => state.moment(product)
  return {
    everyMs: 250,
    isLatest: false,
    whole: () => {
      const now = moment()
      changes = now.market.minutes.changes
      gaps = JSON.stringify(now.market.gaps.between(0, Infinity))
      return barsIn(now, interval, { fromUs: undefined, toUs: undefined, limit: FIRST_BARS })
    },
    fresh: () => {
      const now = moment()
      const gapsNow = now.market.gaps.between(0, Infinity)
      const text = JSON.stringify(gapsNow)
      const areSame = text === gaps
      if (changes === now.market.minutes.changes && areSame) return undefined
      const items = changedBars(now, interval, changes)
      changes = now.market.minutes.changes
      gaps = text
      return { items, ...(areSame ? {} : { gaps: gapsNow }) }
    },
  }
}

function heatmap(state: ServiceState, product: string): TopicReader {
  let lastUs = -1
  const read = (fromUs: number) => {
    const now = state.moment(product)
    lastUs = now.market.heat.lastUs ?? -1
    return heatmapIn(now, { fromUs, toUs: undefined, limit: FIRST_COLUMNS })
  }
  return {
    everyMs: 500,
    isLatest: false,
    whole: () => read(0),
    fresh: () => ((state.desk.market(product).heat.lastUs ?? -1) > lastUs ? read(lastUs + 1) : undefined),
  }
}

function tape(state: ServiceState, product: string): TopicReader {
  let told = 0
  return {
    everyMs: 100,
    isLatest: false,
    whole: () => {
      const now = state.moment(product)
      told = now.market.orders.count
      return tapeOf(now, FIRST_ORDERS)
    },
    fresh: () => {
      const now = state.moment(product)
      const items = now.market.orders.since(told)
      told = now.market.orders.count
      return items.length === 0 ? undefined : { whaleNotional: whaleOf(now).whaleNotional, items }
    },
  }
}

function alerts({ alerts: all }: ServiceState): TopicReader {
  let changes = 0
  return {
    everyMs: 250,
    isLatest: false,
    whole: () => {
      changes = all.changes
      return all.recent
    },
    fresh: () => {
      const changed = all.changedAfter(changes)
      changes = all.changes
      return changed.length === 0 ? undefined : changed
    },
  }
}

function decisions(state: ServiceState, product: string): TopicReader {
  let changes = 0
  return {
    everyMs: 500,
    isLatest: false,
    whole: () => {
      const now = state.moment(product)
      changes = now.market.decisions.changes
      return now.market.decisions.all.slice(-FIRST_DECISIONS).map((taken) => decisionOf(now, taken))
    },
    fresh: () => {
      const now = state.moment(product)
      if (changes === now.market.decisions.changes) return undefined
      const changed = now.market.decisions.all.filter((taken) => taken.changed > changes)
      changes = now.market.decisions.changes
      return changed.map((taken) => decisionOf(now, taken))
    },
  }
}
