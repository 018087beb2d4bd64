import type { Arrival } from '@of/coinbase'
import { bitcoin, simulate } from '@of/sim'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pipeline } from './pipeline.ts'
import { PlainAnalysis } from './testing/plain-analysis.ts'

type FrameArrival = Extract<Arrival, { readonly kind: 'frame' }>

const PRODUCT = 'BTC-USD'
const frames = [
  ...simulate({ seed: 3, startUs: 1_767_312_030_000_000, durationUs: 8_000_000, products: [{ ...bitcoin, levels: 40 }] }),
].filter((arrival): arrival is FrameArrival => arrival.kind === 'frame')

/** The truth after each frame, had nothing been lost. */
const plain = new PlainAnalysis()
const truths = frames.map(({ frame }) => {
  plain.push(Buffer.from(frame).toString())
  return plain.holds(PRODUCT) ? { book: plain.of(PRODUCT).book, trades: plain.of(PRODUCT).counts['trades'] } : undefined
})

/** Frames as they arrive, each with its place among those that were sent. */
type Delivery = readonly { readonly at: number; readonly arrival: FrameArrival }[]

const whole: Delivery = frames.map((arrival, at) => ({ at, arrival }))
const cut = (arrival: FrameArrival): FrameArrival => ({ ...arrival, frame: arrival.frame.slice(0, arrival.frame.length / 2) })

const damages: Readonly<Record<string, (at: number) => Delivery>> = {
  loses: (at) => whole.toSpliced(at, 1),
  repeats: (at) => whole.toSpliced(at, 0, whole[at]!),
  swaps: (at) => whole.toSpliced(at, 2, whole[at + 1]!, whole[at]!),
  truncates: (at) => whole.with(at, { at, arrival: cut(whole[at]!.arrival) }),
}

/** Whether a frame after the first could have been told apart from a healthy one. */
const places = fc.integer({ min: 1, max: frames.length - 3 })

describe('a feed of the simulator', () => {
  it('is followed exactly while it is whole', () => {
    const pipeline = new Pipeline()
    for (const arrival of frames) pipeline.push(arrival)
    const { book, totals, quality } = pipeline.report(PRODUCT, { simulated: true })!
    const exact = plain.of(PRODUCT)
    expect(book).toMatchObject(exact.book)
    expect(totals).toMatchObject(exact.counts)
    expect(totals.ofi).toBeCloseTo(exact.sums.ofi, 9)
    expect(totals.cvd).toBeCloseTo(exact.sums.cvd, 9)
    expect(quality).toMatchObject({ sequenceGaps: 0, missingTradeIds: 0, crossedStates: 0, unreadableFrames: 0 })
  })

  it.each(Object.entries(damages))('that %s a frame never shows a book that is not the truth', (_name, damage) => {
    fc.assert(
      fc.property(places, (place) => {
        const pipeline = new Pipeline()
        let newest = -1
        for (const { at, arrival } of damage(place)) {
          pipeline.push(arrival)
          newest = Math.max(newest, at)
          // Looking at every frame would test the same moments over and over.
          if (Math.abs(at - place) > 3 && at % 25 !== 0) continue
          const report = pipeline.report(PRODUCT, { simulated: true })
          if (report?.book.bestBid == null) continue
          expect(report.book).toMatchObject(truths[newest]!.book)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('that repeats or swaps frames still delivers every trade once', () => {
    fc.assert(
      fc.property(places, fc.constantFrom('repeats', 'swaps'), (place, kind) => {
        const pipeline = new Pipeline()
        for (const { arrival } of damages[kind]!(place)) pipeline.push(arrival)
        const { totals, quality } = pipeline.report(PRODUCT, { simulated: true })!
        expect(totals.trades).toBe(truths.at(-1)!.trades)
        expect(quality).toMatchObject({ lateFrames: 1, missingTradeIds: 0 })
      }),
      { numRuns: 25 },
    )
  })

  it('gives the same bits to whoever looks on the way and whoever looks at the end', () => {
    const watched = new Pipeline({ sampleEveryUs: 100_000 })
    const quiet = new Pipeline()
    for (const arrival of frames) {
      watched.push(arrival)
      quiet.push(arrival)
    }
    expect(watched.report(PRODUCT, { simulated: true })).toEqual(quiet.report(PRODUCT, { simulated: true }))
  })
})
