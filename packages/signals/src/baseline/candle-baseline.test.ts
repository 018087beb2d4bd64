import { MINUTE_US } from '@of/core'
import { GoldenNumbers } from '@of/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLookAhead } from '../look-ahead/look-ahead.ts'
import { perturbInput, sourceSubject } from '../look-ahead/subjects.ts'
import { healthy } from '../testing/inputs.ts'
import { barsOf, inputAt } from '../testing/made-up-source.ts'
import type { SourceInput, SourceReading } from '../synthesizer/source.ts'
import { candleBaseline } from './candle-baseline.ts'
import { indicatorsOf, type IndicatorSpans } from './indicators.ts'

const spans: IndicatorSpans = { emaFast: 2, emaSlow: 4, rsi: 3, macdFast: 2, macdSlow: 4, macdSignal: 2, bollinger: 4, bandSigmas: 2 }

/** One bar a minute. */
function minutes(closes: readonly number[]): SourceInput[] {
  return barsOf(closes).map((bar) => inputAt(bar.endUs / MINUTE_US, { bars: [bar] }))
}

function walk(steps: number, seed = 7): number[] {
  const numbers = new GoldenNumbers(seed)
  let price = 100
  return Array.from({ length: steps }, () => (price += (numbers.unit() - 0.5) * 0.4))
}

/** Up and down from bar to bar, about a curve that bends up or down. */
const zigzag = (bend: number): number[] => Array.from({ length: 61 }, (_, at) => 100 + bend * (0.003 * at * at + (at % 2)))

const base = await candleBaseline()

function readings(inputs: readonly SourceInput[], source = base): SourceReading[] {
  const state = source.init()
  return inputs.map((input) => source.decide(state, input))
}

describe('indicatorsOf(closes, spans)', () => {
  const closes = [10, 11, 12, 11, 13]

  it('gives the textbook figures', () => {
    // By hand: EMA(2) weighs 2/3, EMA(4) 2/5, each begun with the first close.
    const ema2 = [10, 32 / 3, 104 / 9, 302 / 27, 1004 / 81]
    const ema4 = [10, 10.4, 11.04, 11.024, 11.8144]
    const cross = ((ema2[4]! - ema4[4]!) / ema4[4]!) * 10_000
    // MACD is known from the fourth close on, where its signal line begins; EMA(2) of two of them.
    const [before, now] = [ema2[3]! - ema4[3]!, ema2[4]! - ema4[4]!]
    const histogram = now - (now * (2 / 3) + before / 3)
    // Wilder: means of the first three moves, then a third of the next.
    const [gain, loss] = [(2 / 3) * (2 / 3) + 2 / 3, (1 / 3) * (2 / 3)]
    // The last four closes: mean 11.75, population variance 0.6875.
    const found = indicatorsOf(closes, spans)
    expect(found.emaCross.value).toBeCloseTo(cross, 9)
    expect(found.macd.value).toBeCloseTo((histogram / 13) * 10_000, 9)
    expect(found.rsi.value).toBeCloseTo(100 - 100 / (1 + gain / loss), 9)
    expect(found.bollinger.value).toBeCloseTo(1.25 / Math.sqrt(0.6875), 9)
  })

  it('says how many bars are missing, and gives nothing for a price that has not moved', () => {
    expect(indicatorsOf([10, 11, 12], spans)).toMatchObject({
      emaCross: { value: null, reason: 'warming up: 3 of 4 bars' },
      macd: { value: null, reason: 'warming up: 3 of 5 bars' },
      rsi: { value: null, reason: 'warming up: 3 of 4 bars' },
    })
    const flat = indicatorsOf([10, 10, 10, 10, 10], spans)
    expect([flat.rsi, flat.bollinger]).toEqual([
      { value: null, reason: 'the price has not moved' },
      { value: null, reason: 'the price has not moved' },
    ])
    expect([flat.emaCross.value, flat.macd.value]).toEqual([0, 0])
  })
})

describe('candleBaseline()', () => {
  it('follows a trend, and does not where the price has run too far', () => {
    expect(readings(minutes(zigzag(-1))).at(-1)).toMatchObject({ direction: 'SHORT', net: -50, reachableNet: 100 })
    expect(readings(minutes(zigzag(1).slice(0, -1))).at(-1)).toMatchObject({ direction: 'LONG', net: 50, reachableNet: 100 })
    const jump = readings(minutes([...zigzag(0), 110])).at(-1)
    expect(jump).toMatchObject({ direction: 'HOLD', net: 0 })
    expect(jump?.factors.map(({ contribution, factor }) => [factor, contribution])).toEqual([
      ['emaCross', 30],
      ['macd', 20],
      ['rsi', -25],
      ['bollinger', -25],
    ])
  })

  it('gives every factor as a sentence with its bound', () => {
    const factors = readings(minutes([...walk(60).map(() => 100), 100.5, 110])).at(-1)!.factors
    expect(factors.map(({ label }) => label)).toEqual(['EMA 9/21', 'MACD 12/26/9', 'RSI 14', 'Bollinger'])
    expect(factors[2]).toMatchObject({ unit: '%', threshold: 70, sentence: 'overbought, 100 % > 70 %' })
  })

  it('warms up without a word, and abstains without trades to believe', () => {
    const [first] = readings(minutes([100]))
    expect(first).toMatchObject({ direction: 'HOLD', net: 0, reachableNet: 0, abstained: false })
    expect(first?.factors[0]?.sentence).toBe('n/a: warming up: 1 of 21 bars')
    const down = { ...healthy, trades: { state: 'unhealthy', reason: 'stale, 14 s' } } as const
    expect(readings([inputAt(1, { sources: down })])).toMatchObject([{ abstained: true, net: null, reason: 'trades: stale, 14 s' }])
    expect(readings([inputAt(1, { sources: { ...healthy, trades: { state: 'absent' } } })])).toMatchObject([
      { abstained: true, reason: 'no trades' },
    ])
  })

  it('says nothing of now when no bar closed for five minutes', () => {
    const inputs = [...minutes(walk(40)), inputAt(44), inputAt(45)]
    expect(
      readings(inputs)
        .slice(-2)
        .map(({ reachableNet }) => reachableNet),
    ).toEqual([100, 0])
  })

  it('is the same bit for bit when its state is made anew from the bars of its look-back', async () => {
    const source = await candleBaseline({ lookBackMinutes: 50 })
    const inputs = minutes(walk(120))
    const all = readings(inputs, source)
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 119 }), (at) => {
        const bars = inputs.slice(at - 49, at + 1).flatMap((input) => input.bars)
        expect(readings([{ ...inputs[at]!, bars }], source)[0]).toEqual(all[at])
      }),
      { numRuns: 20 },
    )
  })

  it('looks neither ahead nor beyond its look-back', async () => {
    const source = await candleBaseline({ lookBackMinutes: 40 })
    const numbers = new GoldenNumbers(3)
    const options = {
      timeOf: ({ timeUs }: SourceInput) => timeUs,
      perturb: (input: SourceInput) => perturbInput(input, () => numbers.unit()),
      cuts: 8,
    }
    expect(findLookAhead(sourceSubject(source), minutes(walk(90)), options)).toMatchObject({ finding: undefined, cuts: 8 })
  })

  it('refuses spans that are no bars, or longer than what it keeps', async () => {
    await expect(candleBaseline({ rsi: 0 })).rejects.toThrow('rsi must be a positive integer, was 0')
    await expect(candleBaseline({ lookBackMinutes: 20 })).rejects.toThrow('emaSlow must be within 20 minutes, was 21')
    await expect(candleBaseline({ bandSigmas: 0 })).rejects.toThrow('bandSigmas must be above 0, was 0')
  })
})
