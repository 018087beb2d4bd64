import type { Bar, FeatureReading } from '@of/core'
import type { Factor } from '../factors/factor.ts'
import { momentOf, readingOf, startFactor, stepUnwarmed } from '../factors/factor-run.ts'
import type { SignalSource, SourceInput, SourceReading } from '../synthesizer/source.ts'
import type { Subject } from './look-ahead.ts'

/** A factor put to the test: by its steps, warm or not, or, where it computes a whole series at once, by that. */
export function factorSubject(factor: Factor): Subject<SourceInput, FeatureReading> {
  const { lookBackUs, name } = factor
  return { name, lookBackUs, run: (inputs) => ('series' in factor ? wholeSeries(factor, inputs) : stepByStep(factor, inputs)) }
}

/** A source put to the test. */
export function sourceSubject(source: SignalSource): Subject<SourceInput, SourceReading> {
  return {
    name: source.name,
    lookBackUs: source.lookBackUs,
    run(inputs) {
      const state = source.init()
      return inputs.map((input) => source.decide(state, input))
    },
  }
}

/** Another input of the same moment, in which every number is another one and some are missing. `random` gives numbers from 0 up to 1. */
export function perturbInput(input: SourceInput, random: () => number): SourceInput {
  const other = (value: number): number => value * (0.5 + random()) + (random() - 0.5)
  const price = 0.9 + 0.2 * random()
  const readings = Object.entries(input.features).map(([name, reading]): [string, FeatureReading] => {
    if (reading.value === null) return [name, random() < 0.5 ? reading : { value: random() }]
    return [name, random() < 0.1 ? { value: null, reason: 'perturbed' } : { ...reading, value: other(reading.value) }]
  })
  const features: SourceInput['features'] = Object.fromEntries(readings)
  return { ...input, features, bars: input.bars.map((bar) => perturbBar(bar, price)) }
}

function perturbBar(bar: Bar, factor: number): Bar {
  const { close, high, low, notional, open, volume, vwap } = bar
  return {
    ...bar,
    open: open * factor,
    high: high * factor,
    low: low * factor,
    close: close * factor,
    vwap: vwap * factor,
    volume: volume / factor,
    notional: notional * factor,
  }
}

function stepByStep(factor: Factor, inputs: readonly SourceInput[]): FeatureReading[] {
  const state = startFactor(factor)
  return inputs.map((input) => stepUnwarmed(factor, state, input))
}

function wholeSeries(factor: Extract<Factor, { series: unknown }>, inputs: readonly SourceInput[]): FeatureReading[] {
  const first = inputs[0]
  if (first === undefined) return []
  const moments = inputs.map((input) => momentOf(factor, input))
  const bars = factor.inputs.bars === true ? inputs.flatMap((input) => input.bars) : []
  const values = factor.series(Object.freeze({ product: first.product, moments: Object.freeze(moments), bars: Object.freeze(bars) }))
  return values.map((value, at) => readingOf(factor, value, { timeUs: moments[at]?.timeUs ?? 0, missing: undefined }))
}
