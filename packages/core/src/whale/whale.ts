import { compensatedDifference } from '../flow/compensated-difference.ts'
import { addTo, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import type { TimedIndicator } from '../indicator/indicator.ts'
import { rollingSums, type RollingSumsState } from '../indicator/rolling-sums.ts'
import { type Aggressor, DAY_US, MINUTE_US, type Us } from '../market.ts'
import { countAfter, findOldest, quantileAfter, remember, type SizeMemory, sizeMemory } from './size-memory.ts'
import type { TakerOrder } from './taker-order.ts'

/** The sizes an order is compared with, and the whales of the window, oldest first. */
export interface WhalesState {
  nowUs: Us
  readonly memory: SizeMemory
  readonly whales: Whale[]
}

/** A taker order that stood out. */
export interface Whale {
  readonly timeUs: Us
  readonly aggressor: Aggressor
  /** Base units. */
  readonly size: number
}

/** The whales of the window, and what it takes to be one. Volumes are in base units. */
export interface WhaleReading {
  /** The size that an order must exceed now. */
  readonly threshold: number
  /** How many orders that is taken from. */
  readonly orders: number
  readonly buys: number
  readonly sells: number
  /** `buys` less `sells`. */
  readonly netOrders: number
  /** Volume of the buys less volume of the sells. */
  readonly netVolume: number
  readonly volume: number
  /** The size of the largest; `undefined`, as all of its kind, when there is no whale in the window. */
  readonly largest: number | undefined
  readonly largestAggressor: Aggressor | undefined
  /** When the last one was. */
  readonly last: Us | undefined
}

/** What makes an order a whale, and for how long it is counted. */
export interface WhaleOptions {
  /** The share of earlier orders that a whale exceeds in size, from 0 to 1; 0.995 unless given. */
  readonly share?: number
  /** How many earlier orders it is compared with at most; 10,000 unless given. */
  readonly memory?: number
  /** How old those may be at its own time; 24 h unless given. */
  readonly maxAgeUs?: Us
  /** How many of them there must be; 1,000 unless given. */
  readonly minOrders?: number
  /** What a whale is worth at least, in quote currency; 50,000 unless given. */
  readonly minNotional?: number
  /** For how long a whale is counted; 5 min unless given. */
  readonly windowUs?: Us
}

/**
 * Whales: taker orders larger than nearly all that arrived before them, and worth a minimum; `undefined` while there
 * are too few orders to compare with. Whether an order is a whale is decided once, when it arrives.
 */
export function whales(options: WhaleOptions = {}): TimedIndicator<TakerOrder, WhalesState, WhaleReading | undefined> {
  const { share = 0.995, memory: capacity = 10_000, maxAgeUs = DAY_US, minOrders = 1_000 } = options
  const { minNotional = 50_000, windowUs = 5 * MINUTE_US } = options
  checkOptions({ share, capacity, maxAgeUs, minOrders, windowUs })

  const advance = (state: WhalesState, nowUs: Us): void => {
    if (nowUs > state.nowUs) state.nowUs = nowUs
    while (state.whales.length > 0 && state.whales[0]!.timeUs <= state.nowUs - windowUs) state.whales.shift()
  }

  const judge = ({ memory, whales: spotted }: WhalesState, order: TakerOrder): void => {
    if (order.notional < minNotional) return
    const cutUs = order.timeUs - maxAgeUs
    if (memory.oldestUs <= cutUs) findOldest(memory)
    if (countAfter(memory, cutUs) < minOrders) return
    const threshold = quantileAfter(memory, share, cutUs)
    if (threshold !== undefined && order.size > threshold) insert(spotted, order)
  }

  return {
    init: () => ({ nowUs: 0, memory: sizeMemory(), whales: [] }),
    step(state, order) {
      judge(state, order)
      remember(state.memory, capacity, order.timeUs, order.size)
      advance(state, order.timeUs)
    },
    advance,
    read(state) {
      const cutUs = state.nowUs - maxAgeUs
      const orders = countAfter(state.memory, cutUs)
      const threshold = orders < minOrders ? undefined : quantileAfter(state.memory, share, cutUs)
      return threshold === undefined ? undefined : { threshold, orders, ...summary(state.whales) }
    },
  }
}

function checkOptions(options: { share: number; capacity: number; maxAgeUs: Us; minOrders: number; windowUs: Us }): void {
  const { share, capacity, maxAgeUs, minOrders, windowUs } = options
  if (!(share > 0 && share <= 1)) throw new RangeError(`whales: share must be above 0 and at most 1, was ${share}`)
  if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`whales: memory must be a positive integer, was ${capacity}`)
  if (!Number.isInteger(minOrders) || minOrders < 1 || minOrders > capacity)
    throw new RangeError(`whales: minOrders must be an integer from 1 to memory (${capacity}), was ${minOrders}`)
  if (!(maxAgeUs > 0)) throw new RangeError(`whales: maxAgeUs must be above 0, was ${maxAgeUs}`)
  if (!(windowUs > 0)) throw new RangeError(`whales: windowUs must be above 0, was ${windowUs}`)
}

function insert(into: Whale[], { timeUs, aggressor, size }: TakerOrder): void {
  const after = into.findLastIndex((whale) => whale.timeUs <= timeUs)
  into.splice(after + 1, 0, { timeUs, aggressor, size })
}

function summary(among: readonly Whale[]): Omit<WhaleReading, 'threshold' | 'orders'> {
  const bought = compensatedSum()
  const sold = compensatedSum()
  let buys = 0
  let largest = among[0]
  for (const whale of among) {
    addTo(whale.aggressor === 'buy' ? bought : sold, whale.size)
    if (whale.aggressor === 'buy') buys += 1
    if (largest === undefined || whale.size > largest.size) largest = whale
  }
  const sells = among.length - buys
  return {
    buys,
    sells,
    netOrders: buys - sells,
    netVolume: compensatedDifference(bought, sold),
    volume: valueOf(bought) + valueOf(sold),
    largest: largest?.size,
    largestAggressor: largest?.aggressor,
    last: among.at(-1)?.timeUs,
  }
}

/** The large orders of the window, and whether there was any order at all. */
export interface LargeOrdersState {
  seen: boolean
  readonly window: RollingSumsState
}

/** Orders of a window that are worth a fixed amount or more. */
export interface LargeOrders {
  readonly buys: number
  readonly sells: number
  /** `buys` less `sells`. */
  readonly netOrders: number
  /** Volume of the buys less volume of the sells, in base units. */
  readonly netVolume: number
}

/** Taker orders worth at least `minNotional` in quote currency, whatever the others are, over the trailing window of five minutes unless given; `undefined` before the first order of any size. */
export function largeOrders(options: {
  readonly minNotional: number
  readonly windowUs?: Us
}): TimedIndicator<TakerOrder, LargeOrdersState, LargeOrders | undefined> {
  const { minNotional, windowUs = 5 * MINUTE_US } = options
  const window = rollingSums({ widthUs: windowUs, terms: 3 })

  return {
    init: () => ({ seen: false, window: window.init() }),
    step(state, { timeUs, aggressor, size, notional }) {
      state.seen = true
      if (notional < minNotional) window.advance(state.window, timeUs)
      else if (aggressor === 'buy') window.push(state.window, timeUs, 1, size, 0)
      else window.push(state.window, timeUs, 0, 0, size)
    },
    advance: (state, nowUs) => window.advance(state.window, nowUs),
    read({ seen, window: rows }) {
      if (!seen) return undefined
      const buys = window.sum(rows, 0)
      const sells = window.count(rows) - buys
      return { buys, sells, netOrders: buys - sells, netVolume: compensatedDifference(window.total(rows, 1), window.total(rows, 2)) }
    },
  }
}
