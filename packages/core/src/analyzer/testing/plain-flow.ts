import { fold } from '../../indicator/indicator.ts'
import type { LevelChange, Quote, Side, Us } from '../../market.ts'
import { deepOfi } from '../../flow/deep-ofi.ts'
import { ofi } from '../../flow/ofi.ts'
import { topLevels, type TopLevels } from '../../book/top-levels.ts'

/** A message of the book. */
export interface PlainMessage {
  readonly timeUs: Us
  readonly rows: readonly LevelChange[]
  readonly kind: 'changes' | 'snapshot' | 'lost'
}

/** What is known of the flow of a book at a time; `undefined` where there is no value. */
export interface PlainReading {
  readonly totals: { readonly ofi: number | null; readonly ofiEvents: number }
  readonly values: Readonly<Record<string, number | undefined>>
}

interface Term {
  readonly timeUs: Us
  readonly e: number
}

const WINDOW_US: Us = 10_000_000

/** The flow of a book, every message observed in full and every value summed up anew from all that was ever observed. */
export function plainFlow(): { feed: (message: PlainMessage) => void; read: (nowUs: Us) => PlainReading } {
  const book = { bid: new Map<number, number>(), ask: new Map<number, number>() }
  const terms: Term[] = []
  const deepTerms: Term[][] = Array.from({ length: 10 }, () => [])
  const means: { readonly timeUs: Us; readonly value: number | undefined }[] = []
  let before: { readonly quote: Quote; readonly top: TopLevels } | undefined
  let events = 0

  function interrupt(timeUs: Us): void {
    before = undefined
    means.push({ timeUs, value: undefined })
  }

  function observe(timeUs: Us): void {
    const bids = ranked(book.bid, 'bid')
    const asks = ranked(book.ask, 'ask')
    const [bid] = bids
    const [ask] = asks
    if (bid === undefined || ask === undefined) return interrupt(timeUs)
    if (bid[0] >= ask[0]) return
    const quote = { timeUs, bidPrice: bid[0], bidSize: bid[1], askPrice: ask[0], askSize: ask[1] }
    const top = topOf(bids, asks)
    if (before !== undefined) {
      terms.push({ timeUs, e: fold(ofi, [before.quote, quote])! })
      if (!same(before.quote, quote)) events += 1
      fold(deepOfi({ levels: 10 }), [before.top, top]).forEach((e, level) => {
        if (e !== undefined) deepTerms[level]!.push({ timeUs, e })
      })
    }
    before = { quote, top }
    const [more, less] = [sum(top.bidSizes.subarray(0, top.bidCount)), sum(top.askSizes.subarray(0, top.askCount))]
    means.push({ timeUs, value: more + less > 0 ? (more - less) / (more + less) : undefined })
  }

  return {
    feed({ timeUs, rows, kind }) {
      if (kind !== 'changes') {
        book.bid.clear()
        book.ask.clear()
        interrupt(timeUs)
      }
      if (kind === 'lost') return
      for (const { side, price, size } of rows) {
        if (size > 0) book[side].set(price, size)
        else book[side].delete(price)
      }
      observe(timeUs)
    },
    read(nowUs) {
      const within = (of: readonly Term[], fromUs: Us, untilUs: Us): number =>
        sum(of.filter(({ timeUs }) => timeUs > fromUs && timeUs <= untilUs).map(({ e }) => e))
      const values: Record<string, number | undefined> = { orderImbalanceMean: meanOf(means, nowUs) }
      deepTerms.forEach((of, level) => {
        if (of.length > 0) values[`deepOfi${level + 1}`] = within(of, nowUs - WINDOW_US, nowUs)
      })
      if (terms.length > 0) values['ofi'] = within(terms, nowUs - WINDOW_US, nowUs)
      if (terms.some(({ timeUs }) => timeUs <= nowUs - WINDOW_US))
        values['ofiBefore'] = within(terms, nowUs - 2 * WINDOW_US, nowUs - WINDOW_US)
      return { totals: { ofi: terms.length > 0 ? sum(terms.map(({ e }) => e)) : null, ofiEvents: events }, values }
    },
  }
}

function ranked(side: ReadonlyMap<number, number>, which: Side): [price: number, size: number][] {
  return [...side].toSorted(([a], [b]) => (which === 'bid' ? b - a : a - b))
}

/** The ten best levels a side that are worth 10 or more. */
function topOf(bids: readonly [number, number][], asks: readonly [number, number][]): TopLevels {
  const top = topLevels(10)
  worth(bids).forEach(([price, size], level) => {
    top.bidPrices[level] = price
    top.bidSizes[level] = size
    top.bidCount = level + 1
  })
  worth(asks).forEach(([price, size], level) => {
    top.askPrices[level] = price
    top.askSizes[level] = size
    top.askCount = level + 1
  })
  return top
}

function worth(levels: readonly [number, number][]): readonly [number, number][] {
  return levels.filter(([price, size]) => price * size >= 10).slice(0, 10)
}

/** The mean of values that hold until the next, each beginning no earlier than the one before it. */
function meanOf(steps: readonly { readonly timeUs: Us; readonly value: number | undefined }[], nowUs: Us): number | undefined {
  let fromUs = -Infinity
  let area = 0
  let span = 0
  let last: number | undefined
  const add = (untilUs: Us): void => {
    const lastedUs = untilUs - Math.max(fromUs, nowUs - WINDOW_US)
    if (last === undefined || lastedUs <= 0) return
    area += last * lastedUs
    span += lastedUs
  }
  for (const { timeUs, value } of steps) {
    const untilUs = Math.max(timeUs, fromUs)
    add(untilUs)
    fromUs = untilUs
    last = value
  }
  add(nowUs)
  return span > 0 ? area / span : last
}

function same(a: Quote, b: Quote): boolean {
  return a.bidPrice === b.bidPrice && a.bidSize === b.bidSize && a.askPrice === b.askPrice && a.askSize === b.askSize
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
