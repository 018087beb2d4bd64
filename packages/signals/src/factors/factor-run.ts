import { type Bar, type FeatureReading, SECOND_US, type Us } from '@of/core'
import { type Known, known } from '../score/inputs.ts'
import type { SourceInput } from '../synthesizer/source.ts'
import type { Factor, FactorFeatures, FactorMoment } from './factor.ts'
import { FactorError } from './factor-error.ts'
import { notWatched, type Watched, watchedSince } from './watched.ts'

/** What is remembered for a factor: its own state, or the moments and bars of its look-back, and since when it has been watched. Plain data. */
export interface FactorRunState {
  own: unknown
  moments: FactorMoment[]
  bars: Bar[]
  readonly watched: Watched
}

/** Nothing seen yet. */
export function startFactor(factor: Factor): FactorRunState {
  return { own: 'step' in factor ? attempt(factor, 0, () => factor.init()) : null, moments: [], bars: [], watched: notWatched() }
}

/**
 * Shows a factor one moment more and returns its value. It sees what it has declared and nothing else, frozen, and nothing from before its look-back:
 * features after `(now − lookBackUs, now]`, bars that lie within it as a whole. Until it has been watched for as long as it looks back, without a moment
 * missing, it has no value: that of half a window would be another number.
 *
 * @throws {FactorError} when it throws, or gives anything but a number or `null`
 */
export function stepFactor(factor: Factor, state: FactorRunState, input: SourceInput): FeatureReading {
  const sinceUs = watchedSince(state.watched, input.timeUs)
  const reading = stepUnwarmed(factor, state, input)
  const { lookBackUs } = factor
  // One that remembers all of the past says itself from when on it has a value.
  if (reading.value === null || lookBackUs === Infinity || input.timeUs - sinceUs >= lookBackUs) return reading
  return { value: null, reason: `warming up: ${(input.timeUs - sinceUs) / SECOND_US} s of ${lookBackUs / SECOND_US} s` }
}

/** The same where a factor that fails must not end the rest: somebody is told, it has no value, and begins anew. */
export function stepOrTell(
  factor: Factor,
  state: FactorRunState,
  input: SourceInput,
  onFailure: ((error: FactorError) => void) | undefined,
): FeatureReading {
  try {
    return stepFactor(factor, state, input)
  } catch (error) {
    if (onFailure === undefined || !(error instanceof FactorError)) throw error
    onFailure(error)
    Object.assign(state, startFactor(factor))
    return { value: null, reason: error.message }
  }
}

/** What a factor makes of what it was shown, however little of its look-back that is. @throws {FactorError} as `stepFactor` does */
export function stepUnwarmed(factor: Factor, state: FactorRunState, input: SourceInput): FeatureReading {
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
