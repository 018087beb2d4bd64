import type { Bar, FeatureReading, Us } from '@of/core'
import { type Known, known } from '../score/inputs.ts'
import type { SourceInput } from '../synthesizer/source.ts'
import type { Factor, FactorFeatures, FactorMoment } from './factor.ts'
import { FactorError } from './factor-error.ts'

/** What is remembered for a factor: its own state, or the moments and bars of its look-back. Plain data. */
export interface FactorRunState {
  own: unknown
  moments: FactorMoment[]
  bars: Bar[]
}

/** Nothing seen yet. */
export function startFactor(factor: Factor): FactorRunState {
  return { own: 'step' in factor ? attempt(factor, 0, () => factor.init()) : null, moments: [], bars: [] }
}

/**
 * Shows a factor one moment more and returns its value. It sees what it has declared and nothing else, frozen, and nothing from before its look-back:
 * features after `(now − lookBackUs, now]`, bars that lie within it as a whole.
 *
 * @throws {FactorError} when it throws, or gives anything but a number or `null`
 */
export function stepFactor(factor: Factor, state: FactorRunState, input: SourceInput): FeatureReading {
  const { product, timeUs } = input
  const { features, missing } = declaredOf(factor, input)
  const sinceUs = timeUs - factor.lookBackUs
  const bars = Object.freeze(
    factor.inputs.bars === true ? input.bars.filter(({ startUs }) => startUs >= sinceUs).map((bar) => Object.freeze(bar)) : [],
  )
  const moment = Object.freeze({ timeUs, features })
  const value = attempt(factor, timeUs, () => {
    if ('step' in factor) return factor.step(state.own, Object.freeze({ product, bars, ...moment }))
    state.moments = [...state.moments.filter((past) => past.timeUs > sinceUs), moment]
    state.bars = [...state.bars.filter(({ startUs }) => startUs >= sinceUs), ...bars]
    const window = { product, moments: Object.freeze([...state.moments]), bars: Object.freeze([...state.bars]) }
    return 'compute' in factor
      ? factor.compute(Object.freeze({ ...window, ...moment }))
      : lastOf(factor.series(Object.freeze(window)), state)
  })
  return readingOf(factor, value, { timeUs, missing })
}

/** The moment of an input as the factor sees it. */
export function momentOf(factor: Factor, input: SourceInput): FactorMoment {
  return Object.freeze({ timeUs: input.timeUs, features: declaredOf(factor, input).features })
}

/** What a factor gave, as far as it is a number. @throws {FactorError} for anything but a number or `null` */
export function readingOf(
  factor: Factor,
  value: unknown,
  at: { readonly timeUs: Us; readonly missing: string | undefined },
): FeatureReading {
  if (value === null) return { value, reason: at.missing ?? 'no value' }
  if (typeof value !== 'number') {
    const detail = `expected a number or null, received ${typeof value === 'string' ? JSON.stringify(value) : typeof value}`
    throw new FactorError({ kind: 'failed', factor: factor.name, timeUs: at.timeUs, detail })
  }
  return Number.isFinite(value) ? { value } : { value: null, reason: 'not a finite number' }
}

interface Declared {
  readonly features: FactorFeatures
  /** Why the first of them that has no value has none. */
  readonly missing: string | undefined
}

function declaredOf({ inputs }: Factor, input: SourceInput): Declared {
  const names = inputs.features ?? []
  const found = names.map((name): [string, Known] => [name, known(input, name)])
  const missing = found.flatMap(([name, reading]) => (reading.state === 'known' ? [] : [`${name} n/a: ${reading.reason}`]))[0]
  // A factor that reads what it has not declared finds nothing there.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const features = Object.freeze(Object.fromEntries(found.map(([name, { value }]) => [name, value]))) as FactorFeatures
  return { features, missing }
}

function lastOf(values: unknown, { moments }: FactorRunState): unknown {
  if (Array.isArray(values) && values.length === moments.length) return values.at(-1)
  throw new RangeError(
    `expected one value for each of ${moments.length} moments, received ${Array.isArray(values) ? values.length : typeof values}`,
  )
}

function attempt<Result>(factor: Factor, timeUs: Us, run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new FactorError({ kind: 'failed', factor: factor.name, timeUs, detail }, { cause: error })
  }
}
