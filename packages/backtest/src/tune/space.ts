import type { Bound, FactorRule, RuleSet } from '@of/signals'
import { parseRuleSet } from '@of/signals'
import { below, type Random } from '@of/stats'
import type { TrialConfig } from './trial.ts'

/** What is tried around a rule set. Everything is a list of choices; the first rule set itself is always among the trials. */
export interface SearchSpace {
  /** Hundredths that the net must be beyond. */
  readonly decisionThresholds: readonly number[]
  /** By what the weight of each factor is multiplied; 0 leaves the factor out. */
  readonly weightScales: readonly number[]
  /** By what the distance of each factor's bounds from their middle is multiplied. */
  readonly boundScales: readonly number[]
  readonly holdMinutes: readonly number[]
}

/** A space wide enough to find something, and small enough to be honest about. */
export const defaultSpace: SearchSpace = {
  decisionThresholds: [20, 30, 40, 50],
  weightScales: [0, 0.5, 1, 1.5],
  boundScales: [0.5, 1, 1.5, 2],
  holdMinutes: [1, 5, 15, 60],
}

const fields = {
  decisionThresholds: 'whole numbers of hundredths, 0 or more',
  weightScales: 'numbers, 0 or more',
  boundScales: 'numbers above 0',
  holdMinutes: 'numbers above 0',
} as const

/** Reads a search space from foreign data: what it leaves out is as in `defaultSpace`. Throws a RangeError that names the field and what was expected. */
export function spaceFrom(data: unknown): SearchSpace {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new RangeError('expected an object of lists')
  const given = new Map<string, unknown>(Object.entries(data))
  for (const name of given.keys())
    if (!(name in fields)) throw new RangeError(`expected ${Object.keys(fields).join(', ')}, received ${name}`)
  const read = (name: keyof typeof fields): readonly number[] => {
    const value = given.get(name) ?? defaultSpace[name]
    if (Array.isArray(value) && value.length > 0 && value.every((each): each is number => isFit(name, each))) return value
    throw new RangeError(`${name}: expected a list of ${fields[name]}, received ${JSON.stringify(value)}`)
  }
  return {
    decisionThresholds: read('decisionThresholds'),
    weightScales: read('weightScales'),
    boundScales: read('boundScales'),
    holdMinutes: read('holdMinutes'),
  }
}

function isFit(name: keyof typeof fields, value: unknown): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return false
  if (name === 'decisionThresholds') return Number.isInteger(value)
  return name === 'weightScales' || value > 0
}

/** How many configurations a space holds around a rule set. */
export function sizeOf(space: SearchSpace, { factors }: RuleSet): number {
  let size = space.decisionThresholds.length * space.holdMinutes.length
  for (let factor = 0; factor < factors.length; factor++) size *= space.weightScales.length * space.boundScales.length
  return size
}

/**
 * So many different configurations of a space, fewer if it does not hold as many: the rule set itself with every holding time first, then others at random.
 */
export function configsOf(base: RuleSet, space: SearchSpace, count: number, random: Random): TrialConfig[] {
  const configs = new Map<string, TrialConfig>()
  const add = (config: TrialConfig): void => {
    const key = JSON.stringify([config.holdMinutes, config.ruleSet.decisionThreshold, config.ruleSet.factors])
    if (configs.size < count && !configs.has(key)) configs.set(key, config)
  }
  for (const holdMinutes of space.holdMinutes) add({ ruleSet: base, holdMinutes })
  const most = sizeOf(space, base)
  // Draws that repeat each other end the search of a small space.
  for (let draw = 0; configs.size < Math.min(count, most) && draw < 50 * count; draw++) {
    const config = drawn(base, space, random)
    if (config !== undefined) add(config)
  }
  return [...configs.values()]
}

function drawn(base: RuleSet, space: SearchSpace, random: Random): TrialConfig | undefined {
  const pick = <Choice>(choices: readonly Choice[]): Choice => choices[below(random, choices.length)]!
  const decisionThreshold = pick(space.decisionThresholds)
  const factors = base.factors.flatMap((rule) => scaled(rule, pick(space.weightScales), pick(space.boundScales)))
  const holdMinutes = pick(space.holdMinutes)
  if (factors.length === 0) return undefined
  return { ruleSet: parseRuleSet({ ...base, name: `${base.name}, tuned`, decisionThreshold, factors }), holdMinutes }
}

function scaled(rule: FactorRule, weightScale: number, boundScale: number): FactorRule[] {
  const weight = Math.round(rule.weight * weightScale)
  if (weight === 0) return []
  const middle = (numberOf(rule.bullish) + numberOf(rule.bearish)) / 2
  const moved = (bound: Bound): Bound => {
    // A bound is read by people: 0.3, not 0.30000000000000004.
    const number = Number((middle + (numberOf(bound) - middle) * boundScale).toPrecision(12))
    return 'above' in bound ? { above: number } : { below: number }
  }
  return [{ ...rule, weight, bullish: moved(rule.bullish), bearish: moved(rule.bearish) }]
}

function numberOf(bound: Bound): number {
  return 'above' in bound ? bound.above : bound.below
}
