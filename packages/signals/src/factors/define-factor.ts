import { type FeatureName, featureNames, featureTable } from '@of/core'
import * as z from 'zod'
import type { Bound } from '../rules/rule-set.ts'
import type { Factor, FactorDeclaration, FactorScore, SeriesFactor, StepFactor, WindowFactor } from './factor.ts'
import { FactorError } from './factor-error.ts'

const text = z.string('a text that is not empty').min(1, 'a text that is not empty')
const hundredths = 'a whole number of hundredths above 0'
const units = new Set<string>(Object.values(featureTable).map(({ unit }) => unit))
const aFunction = z.custom<() => unknown>((value) => typeof value === 'function', 'a function')

const bound: z.ZodType<Bound> = z.union(
  [z.strictObject({ above: z.number() }), z.strictObject({ below: z.number() })],
  '{ above: number } or { below: number }',
)

const score: z.ZodType<FactorScore> = z
  .strictObject({
    weight: z.int(hundredths).positive(hundredths),
    bullish: bound,
    bearish: bound,
    words: z.strictObject({ label: text.exactOptional(), bullish: text.exactOptional(), bearish: text.exactOptional() }).exactOptional(),
  })
  .refine(({ bearish, bullish }) => areOpposite(bullish, bearish), { path: ['bearish'], error: 'the opposite bound, never held at once' })

const declaration = {
  name: text,
  inputs: z
    .strictObject(
      {
        features: z.array(z.enum(featureNames, 'the name of a feature')).exactOptional(),
        bars: z.boolean('true or false').exactOptional(),
      },
      '{ features, bars }',
    )
    .refine(({ bars = false, features = [] }) => bars || features.length > 0, 'at least one feature, or bars'),
  lookBackUs: z
    .custom<number>((value) => typeof value === 'number' && value >= 0, 'a span in microseconds, 0 or more')
    .refine((value) => value === Infinity || Number.isSafeInteger(value), 'a whole number of microseconds'),
  unit: z
    .custom<FactorDeclaration['unit']>((value) => typeof value === 'string' && units.has(value), `one of ${[...units].join(', ')}`)
    .exactOptional(),
  score: score.exactOptional(),
}

const forms = {
  compute: z.strictObject({ ...declaration, compute: aFunction }),
  step: z.strictObject({ ...declaration, init: aFunction, step: aFunction }),
  series: z.strictObject({ ...declaration, series: aFunction }),
}

/** Defines a factor, with the features that it declares known by name where it reads them. @throws {FactorError} naming what is wrong with it */
export function defineFactor<const Feature extends FeatureName>(factor: WindowFactor<Feature>): WindowFactor<Feature>
export function defineFactor<const Feature extends FeatureName, State>(factor: StepFactor<Feature, State>): StepFactor<Feature, State>
export function defineFactor<const Feature extends FeatureName>(factor: SeriesFactor<Feature>): SeriesFactor<Feature>
export function defineFactor<Feature extends FeatureName>(factor: Factor<Feature>): Factor<Feature> {
  parseFactor(factor)
  return Object.freeze(factor)
}

/** Reads a factor from foreign data, such as what a file exports. @throws {FactorError} naming what is wrong with it */
export function parseFactor(data: unknown): Factor {
  const name = nameOf(data)
  const form = formOf(data)
  if (form === undefined) {
    throw new FactorError({
      kind: 'invalid',
      factor: name,
      path: 'compute',
      expected: 'exactly one of compute, step or series',
      received: keysOf(data),
    })
  }
  const result = forms[form].safeParse(data)
  if (!result.success) {
    const { message, path } = result.error.issues[0]!
    const received = shown(path.reduce<unknown>((value, key) => (isObject(value) ? value[String(key)] : undefined), data))
    const expected = message.startsWith('Unrecognized') ? 'no other property' : message
    const found = message.startsWith('Unrecognized') ? message.replace(/^Unrecognized keys?: /, '') : received
    throw new FactorError({ kind: 'invalid', factor: name, path: path.join('.') || 'the factor', expected, received: found })
  }
  if (form !== 'step' && result.data.lookBackUs === Infinity) {
    throw new FactorError({
      kind: 'invalid',
      factor: name,
      path: 'lookBackUs',
      expected: 'a finite span unless it has a step',
      received: 'Infinity',
    })
  }
  // What was checked is the object itself: its methods may lie on a prototype, or share a closure.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return data as Factor
}

function formOf(data: unknown): keyof typeof forms | undefined {
  if (!isObject(data)) return undefined
  const found = (['compute', 'step', 'series'] as const).filter((form) => data[form] !== undefined)
  return found.length === 1 ? found[0] : undefined
}

function areOpposite(bullish: Bound, bearish: Bound): boolean {
  if ('above' in bullish) return 'below' in bearish && bearish.below <= bullish.above
  return 'above' in bearish && bearish.above >= bullish.below
}

function nameOf(data: unknown): string {
  return isObject(data) && typeof data['name'] === 'string' && data['name'] !== '' ? data['name'] : 'without a name'
}

function keysOf(data: unknown): string {
  return isObject(data) ? `{ ${Object.keys(data).join(', ')} }` : shown(data)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number' || typeof value === 'function') return typeof value === 'function' ? 'a function' : String(value)
  return JSON.stringify(value) ?? typeof value
}
