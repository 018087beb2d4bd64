import { MINUTE_US, SECOND_US } from '@of/core'
import { describe, expect, it } from 'vitest'
import { healthy, readings } from '../testing/inputs.ts'
import { barsOf, inputAt } from '../testing/made-up-source.ts'
import type { SourceInput } from '../synthesizer/source.ts'
import { defineFactor, parseFactor } from './define-factor.ts'
import type { Factor, FactorStep, FactorWindow } from './factor.ts'
import { startFactor, stepFactor, stepUnwarmed } from './factor-run.ts'
import { factorSource } from './factor-source.ts'

const mids = [100, 101, null, 103, 104].map((mid, minute): SourceInput =>
  inputAt(minute, { features: readings({ mid: mid ?? 'book not synced', ofi: 5 }), bars: minute === 0 ? [] : barsOf([minute], minute) }),
)

function run(factor: Factor, inputs: readonly SourceInput[] = mids): (number | null)[] {
  const state = startFactor(factor)
  return inputs.map((input) => stepFactor(factor, state, input).value)
}

const one = (): number => 1
const warming = (seconds: number): string => `warming up: ${seconds} s of 120 s`
const rise = (now: number | null, before: number | null | undefined): number | null =>
  now === null || before == null ? null : now - before
const base = { name: 'made up', inputs: { features: ['mid'] as const }, lookBackUs: 2 * MINUTE_US }

describe('stepFactor(factor, state, input)', () => {
  it('gives the same whether it is written as a window, as a fold or over a whole series', () => {
    const window = defineFactor({ ...base, compute: ({ features, moments }) => rise(features.mid, moments.at(-2)?.features.mid) })
    const fold = defineFactor({
      ...base,
      init: (): { last: number | null } => ({ last: null }),
      step(state, { features: { mid } }) {
        const value = rise(mid, state.last)
        state.last = mid
        return value
      },
    })
    const series = defineFactor({
      ...base,
      series: ({ moments }) => moments.map(({ features }, at) => rise(features.mid, moments[at - 1]?.features.mid)),
    })
    for (const factor of [window, fold, series]) {
      const state = startFactor(factor)
      expect(mids.map((input) => stepUnwarmed(factor, state, input).value)).toEqual([null, 1, null, null, 1])
      expect(run(factor)).toEqual([null, null, null, null, 1])
    }
  })

  it('shows what lies within the look-back and was declared, and nothing else', () => {
    const seen: FactorWindow<'mid'>[] = []
    const factor = defineFactor({ ...base, inputs: { features: ['mid'], bars: true }, compute: (window) => (seen.push(window), 1) })
    run(factor)
    expect(seen.map(({ moments }) => moments.map(({ timeUs }) => timeUs / MINUTE_US))).toEqual([[0], [0, 1], [1, 2], [2, 3], [3, 4]])
    expect(seen.map(({ bars }) => bars.map(({ endUs }) => endUs / MINUTE_US))).toEqual([[], [1], [1, 2], [2, 3], [3, 4]])
    expect(Object.keys(seen[0]!.features)).toEqual(['mid'])
    const steps: FactorStep<'mid'>[] = []
    run(defineFactor({ ...base, lookBackUs: 0, init: () => null, step: (_state, step) => (steps.push(step), 1) }))
    expect(steps.flatMap(({ bars }) => bars)).toEqual([])
  })

  it('shows a feature whose source cannot be believed as unknown, and says why there is no value', () => {
    const factor = defineFactor({ ...base, compute: ({ features }) => features.mid })
    const down = { ...healthy, book: { state: 'unhealthy', reason: 'resyncing' } } as const
    expect(stepFactor(factor, startFactor(factor), { ...mids[0]!, sources: down })).toEqual({
      value: null,
      reason: 'mid n/a: book: resyncing',
    })
    expect(stepFactor(factor, startFactor(factor), mids[2]!)).toEqual({ value: null, reason: 'mid n/a: book not synced' })
  })

  it('takes no number that is not one', () => {
    const not = defineFactor({ ...base, compute: () => NaN })
    expect(stepFactor(not, startFactor(not), mids[0]!)).toEqual({ value: null, reason: 'not a finite number' })
  })

  it('gives no value before it has been watched for as long as it looks back, and not after a hole until it has been again', () => {
    const count = defineFactor({ ...base, compute: ({ moments }) => moments.length })
    const at = (minutes: readonly number[]): unknown[] => {
      const state = startFactor(count)
      return minutes.map((minute) => {
        const { reason, value } = stepFactor(count, state, inputAt(minute, {}))
        return value ?? reason
      })
    }
    expect(at([0, 1, 2, 3])).toEqual([warming(0), warming(60), 2, 2])
    expect(at([0, 1, 2, 5, 6, 7])).toEqual([warming(0), warming(60), 2, warming(0), warming(60), 2])
    // The first step seen may be the hole: it shows with the next one.
    expect(at([0, 5, 6, 7])).toEqual([warming(0), 1, warming(60), 2])
    const all = defineFactor({ ...base, lookBackUs: Infinity, init: () => null, step: one })
    expect(run(all)).toEqual([1, 1, 1, 1, 1])
  })

  it.each<[string, () => unknown, string]>([
    [
      'throws',
      () => {
        throw new Error('no idea')
      },
      'factor made up failed: no idea',
    ],
    ['gives a text', () => '7', 'factor made up failed: expected a number or null, received "7"'],
    ['gives nothing', () => undefined, 'factor made up failed: expected a number or null, received undefined'],
  ])('says so when one %s', (_what, compute, message) => {
    const factor = parseFactor({ ...base, compute })
    expect(() => run(factor)).toThrow(message)
  })

  it('keeps a factor from changing what it is shown', () => {
    const changes = [
      (window: FactorWindow) => Object.assign(window.features, { mid: 1 }),
      (window: FactorWindow) => (window.moments as unknown[]).push(1),
      (window: FactorWindow) => window.bars.forEach((bar) => Object.assign(bar, { close: 1 })),
    ]
    for (const change of changes) {
      const factor = parseFactor({
        ...base,
        inputs: { features: ['mid'], bars: true },
        compute: (window: FactorWindow) => (change(window), 1),
      })
      expect(() => run(factor)).toThrow('factor made up failed: Cannot')
    }
  })

  it('goes on from a checkpoint', () => {
    const factor = defineFactor({ ...base, compute: ({ moments }) => moments.reduce((sum, { features }) => sum + (features.mid ?? 0), 0) })
    const state = startFactor(factor)
    for (const input of mids.slice(0, 3)) stepFactor(factor, state, input)
    const checkpoint = structuredClone(state)
    for (const input of mids.slice(3)) expect(stepFactor(factor, checkpoint, input)).toEqual(stepFactor(factor, state, input))
  })
})

describe('parseFactor(data)', () => {
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'factor without a name: compute: expected exactly one of compute, step or series, received nothing'],
    [
      'two forms',
      { ...base, compute: one, series: one },
      'compute: expected exactly one of compute, step or series, received { name, inputs, lookBackUs, compute, series }',
    ],
    ['no name', { ...base, name: '', compute: one }, 'name: expected a text that is not empty, received ""'],
    [
      'an unknown feature',
      { ...base, inputs: { features: ['mud'] }, compute: one },
      'factor made up: inputs.features.0: expected the name of a feature, received "mud"',
    ],
    ['no input', { ...base, inputs: {}, compute: one }, 'inputs: expected at least one feature, or bars, received {}'],
    [
      'a look-back that is no span',
      { ...base, lookBackUs: -1, compute: one },
      'lookBackUs: expected a span in microseconds, 0 or more, received -1',
    ],
    [
      'a look-back without end in a window',
      { ...base, lookBackUs: Infinity, compute: one },
      'lookBackUs: expected a finite span unless it has a step, received Infinity',
    ],
    ['a fold without a beginning', { ...base, step: one }, 'init: expected a function, received nothing'],
    ['a misspelt property', { ...base, compute: one, lookback: 1 }, 'the factor: expected no other property, received "lookback"'],
    [
      'bounds of one side',
      { ...base, compute: one, score: { weight: 1, bullish: { above: 1 }, bearish: { above: 2 } } },
      'score.bearish: expected the opposite bound',
    ],
    [
      'bounds that can both be passed',
      { ...base, compute: one, score: { weight: 1, bullish: { above: 0 }, bearish: { below: 1 } } },
      'score.bearish: expected the opposite bound, never held at once',
    ],
    [
      'a weight in fractions',
      { ...base, compute: one, score: { weight: 0.2, bullish: { above: 1 }, bearish: { below: 0 } } },
      'score.weight: expected a whole number of hundredths above 0, received 0.2',
    ],
  ])('refuses %s', (_what, data, message) => {
    expect(() => parseFactor(data)).toThrow(message)
  })

  it('takes a fold that remembers all of the past', () => {
    expect(parseFactor({ ...base, lookBackUs: Infinity, init: () => 0, step: one }).lookBackUs).toBe(Infinity)
  })
})

describe('factorSource({ factors })', () => {
  const trend = defineFactor({
    name: 'mid change',
    unit: 'bps',
    inputs: { features: ['mid'] },
    lookBackUs: 90 * SECOND_US,
    compute: ({ moments }) => ((moments.at(-1)?.features.mid ?? 0) - (moments[0]?.features.mid ?? 0)) * 10,
    score: { weight: 60, bullish: { above: 5 }, bearish: { below: -5 }, words: { label: 'trend', bullish: 'rising' } },
  })

  it('scores factors as a rule set scores features', () => {
    const source = factorSource({ factors: [trend] })
    const state = source.init()
    for (const input of mids.slice(0, 4)) source.decide(state, input)
    expect(source.decide(state, mids[4]!)).toMatchObject({
      direction: 'LONG',
      net: 60,
      reasons: ['+60 trend: rising, +10.00 bps > +5.00 bps'],
      factors: [{ factor: 'mid change', value: 10, threshold: 5, weight: 60, contribution: 60, state: 'fired' }],
    })
    expect(source).toMatchObject({ inputs: { features: ['mid'], bars: false }, lookBackUs: 90 * SECOND_US })
  })

  it('abstains when what its factors look at cannot be believed, and only then', () => {
    const source = factorSource({ factors: [trend] })
    const down = { state: 'unhealthy', reason: 'stale' } as const
    expect(source.decide(source.init(), { ...mids[0]!, sources: { ...healthy, book: down } })).toMatchObject({
      abstained: true,
      reason: 'book: stale',
    })
    expect(source.decide(source.init(), { ...mids[0]!, sources: { ...healthy, trades: down } })).toMatchObject({ abstained: false, net: 0 })
    const onBars = defineFactor({ ...trend, name: 'on bars', inputs: { bars: true }, compute: ({ bars }) => bars.length })
    const barSource = factorSource({ factors: [onBars] })
    expect(barSource.decide(barSource.init(), { ...mids[0]!, sources: { ...healthy, trades: down } })).toMatchObject({
      reason: 'trades: stale',
    })
    expect(barSource.decide(barSource.init(), { ...mids[0]!, sources: { ...healthy, book: down } })).toMatchObject({ abstained: false })
  })

  it('refuses a factor without a score', () => {
    expect(() => factorSource({ factors: [defineFactor({ ...base, compute: () => 1 })] })).toThrow(
      'factor made up: score: expected { weight, bullish, bearish }',
    )
  })
})
