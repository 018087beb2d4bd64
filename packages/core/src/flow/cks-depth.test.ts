import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart } from '../book/testing/apart.ts'
import { eventCount } from '../indicator/event-rows.ts'
import { MINUTE_US, type Quote, SECOND_US } from '../market.ts'
import { quotes } from '../testing/arbitraries.ts'
import { golden } from '../testing/golden-stream.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { cksDepth, normalisedOfi, type OfiLabel, ofiLabel } from './cks-depth.ts'
import { goldenQuotes } from './testing/golden.ts'
import { mirrored } from './testing/mirror.ts'

const widthUs = 10 * SECOND_US
const depth = cksDepth({ widthUs, minChanges: 3, warmUpUs: 5 * SECOND_US })
const calm: Quote = { timeUs: 0, bidPrice: 99, bidSize: 4, askPrice: 101, askSize: 8 }

/** Depth at the price changes of the window, which are these quotes with the ones before them; `undefined` where a side shows fewer than three. */
function plainDepth(series: readonly Quote[], nowUs: number): number | undefined {
  const queues: { bids: number[]; asks: number[] } = { bids: [], asks: [] }
  series.slice(1).forEach((now, i) => {
    const before = series[i]!
    if (now.timeUs <= nowUs - widthUs) return
    if (now.bidPrice < before.bidPrice) queues.bids.push(now.bidSize)
    if (now.bidPrice > before.bidPrice) queues.bids.push(before.bidSize)
    if (now.askPrice > before.askPrice) queues.asks.push(now.askSize)
    if (now.askPrice < before.askPrice) queues.asks.push(before.askSize)
  })
  return Math.min(queues.bids.length, queues.asks.length) < 3 ? undefined : (meanOf(queues.bids) + meanOf(queues.asks)) / 2
}

const meanOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length

/** The reading at a time, or right after the last quote. */
function read(indicator: typeof depth, series: readonly Quote[], nowUs?: number): ReturnType<typeof depth.read> {
  const state = indicator.init()
  for (const quote of series) indicator.step(state, quote)
  if (nowUs !== undefined) indicator.advance(state, nowUs)
  return indicator.read(state)
}

describe('cksDepth({ widthUs, minChanges, warmUpUs })', () => {
  timedIndicatorContract(depth, quotes)

  it('equals the plain mean queue at the price changes of the window, where there are enough', () => {
    fc.assert(
      fc.property(fc.array(quotes, { minLength: 1 }), fc.nat(3 * SECOND_US), (series, idleUs) => {
        const nowUs = Math.max(...series.map(({ timeUs }) => timeUs)) + idleUs
        const warm = nowUs - series[0]!.timeUs >= 5 * SECOND_US
        const plain = plainDepth(series, nowUs)
        const reading = read(depth, series, nowUs)
        const byChanges = reading?.basis === 'priceChanges' ? reading.depth : undefined
        expect(reading?.basis).toBe(warm ? (plain === undefined ? 'touchMean' : 'priceChanges') : undefined)
        expect(apart(byChanges, warm ? plain : undefined)).toBeLessThan(1e-9)
      }),
    )
  })

  it('lets go of changes as quotes without any move the clock', () => {
    const moving = [0, 1, 2, 3].map((second): Quote => ({
      ...calm,
      timeUs: second * SECOND_US,
      bidPrice: 99 - second,
      askPrice: 101 + second,
    }))
    expect(read(depth, [...moving, { ...moving[3]!, timeUs: 10 * SECOND_US }])?.basis).toBe('priceChanges')
    expect(read(depth, [...moving, { ...moving[3]!, timeUs: 11 * SECOND_US }])?.basis).toBe('touchMean')
  })

  it('is the same for the mirrored book', () => {
    fc.assert(
      fc.property(fc.array(quotes, { minLength: 1 }), (series) => {
        const nowUs = Math.max(...series.map(({ timeUs }) => timeUs))
        const reading = read(depth, series, nowUs)
        const reflected = read(depth, series.map(mirrored), nowUs)
        expect(reflected?.basis).toBe(reading?.basis)
        expect(apart(reflected?.depth, reading?.depth)).toBeLessThan(1e-9)
      }),
    )
  })

  it('takes the time-weighted mean size of the touch while price changes are too few', () => {
    const series = [calm, { ...calm, timeUs: 2 * SECOND_US, bidSize: 10, askSize: 10 }]
    expect(read(depth, series, 8 * SECOND_US)).toEqual({ depth: (2 * 6 + 6 * 10) / 8, basis: 'touchMean' })
  })

  it('needs the changes on either side', () => {
    const rising = [1, 2, 3].map((second): Quote => ({ ...calm, timeUs: second * SECOND_US, bidPrice: 99 + second / 10 }))
    expect(read(depth, [calm, ...rising], 6 * SECOND_US)?.basis).toBe('touchMean')
  })

  it('knows no value until five minutes after the first quote', () => {
    const standard = cksDepth()
    expect(read(standard, [calm], 5 * MINUTE_US - 1)).toBeUndefined()
    expect(read(standard, [calm], 5 * MINUTE_US)).toEqual({ depth: 6, basis: 'touchMean' })
  })

  it('counts a lost book until it was last seen, and no change across the loss', () => {
    const state = depth.init()
    depth.step(state, calm)
    depth.step(state, { ...calm, timeUs: 2 * SECOND_US })
    depth.interrupt(state)
    depth.step(state, { ...calm, timeUs: 5 * SECOND_US, bidPrice: 90, bidSize: 20, askPrice: 91, askSize: 20 })
    depth.advance(state, 6 * SECOND_US)
    expect(eventCount(state.bids) + eventCount(state.asks)).toBe(0)
    expect(depth.read(state)?.depth).toBeCloseTo((2 * 6 + 1 * 20) / 3, 12)
  })

  it('remembers a touch whose size stays as one', () => {
    const state = depth.init()
    for (let second = 0; second < 9; second++) depth.step(state, { ...calm, timeUs: second * SECOND_US })
    expect(state.touch.steps.count).toBe(1)
  })

  it('ends at the same loss however often the clock was read before it', () => {
    const [quiet, watched] = [depth.init(), depth.init()]
    for (const state of [quiet, watched]) depth.step(state, calm)
    depth.advance(watched, 4 * SECOND_US)
    for (const state of [quiet, watched]) {
      depth.interrupt(state)
      depth.step(state, { ...calm, timeUs: 6 * SECOND_US, bidSize: 40 })
      depth.advance(state, 7 * SECOND_US)
    }
    expect(depth.read(watched)).toEqual(depth.read(quiet))
  })

  it('matches the reference on the golden stream', () => {
    const reading = read(cksDepth(), goldenQuotes, goldenQuotes.at(-1)!.timeUs)
    expect(reading?.basis).toBe('priceChanges')
    expect(reading?.depth).toBeCloseTo(golden.ofi_10s.depth_cks, 9)
  })

  it('refuses impossible options', () => {
    expect(() => cksDepth({ minChanges: 0 })).toThrow('cksDepth: minChanges must be a positive integer, was 0')
    expect(() => cksDepth({ warmUpUs: -1 })).toThrow(RangeError)
    expect(() => cksDepth({ widthUs: 0 })).toThrow(RangeError)
  })
})

describe('normalisedOfi(ofi, depth)', () => {
  it('is one when the flow would eat both queues', () => {
    expect(normalisedOfi(-30, 15)).toBe(-1)
  })
})

describe('ofiLabel(value, before)', () => {
  it.each<[value: number | undefined, before: number | undefined, label: OfiLabel]>([
    [undefined, undefined, 'neutral'],
    [0.05, 0, 'neutral'],
    [-0.05, 0, 'neutral'],
    [0.06, undefined, 'buying pressure'],
    [0.06, 0.06, 'buying pressure'],
    [0.06, 0.05, 'buying pressure, increasing'],
    [0.06, -0.5, 'buying pressure, increasing'],
    [-0.06, undefined, 'selling pressure'],
    [-0.06, -0.06, 'selling pressure'],
    [-0.06, -0.05, 'selling pressure, increasing'],
    [-0.06, 0.5, 'selling pressure, increasing'],
  ])('calls %s after %s %s', (value, before, label) => {
    expect(ofiLabel(value, before)).toBe(label)
  })

  it('judges flow that cannot be normalised by its sign', () => {
    expect(ofiLabel(0, undefined, 0)).toBe('neutral')
    expect(ofiLabel(0.001, 0, 0)).toBe('buying pressure, increasing')
  })
})
