import type { Bound, FactorScore, RuleSet } from '@of/signals'
import { parseRuleSet } from '@of/signals'
import { below, type Random } from '@of/stats'
import { type OwnRecipe, scoreOf } from './own-recipe.ts'
import type { TrialConfig } from './trial.ts'

/** What is tried around a rule set, and factors of one's own that score with it. Everything is a list of choices; the first rule set itself is always among the trials. */
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

/** How many configurations a space holds around a rule set, and factors of one's own. */
export function sizeOf(space: SearchSpace, { factors }: RuleSet, own?: OwnRecipe): number {
  let size = space.decisionThresholds.length * space.holdMinutes.length
  const scored = factors.length + (own?.factors.length ?? 0)
  for (let factor = 0; factor < scored; factor++) size *= space.weightScales.length * space.boundScales.length
  return size
}

/** How many configurations are drawn, by what. */
export interface Draws {
  readonly count: number
  readonly random: Random
}

/** What is tuned: a configuration without its holding time. */
type Tuned = Pick<TrialConfig, 'ruleSet' | 'own'>

/**
 * So many different configurations of a space, fewer if it does not hold as many: the rule set itself, with factors of one's own as they are, with every holding
 * time first, then others at random.
 */
export function configsOf(base: Tuned, space: SearchSpace, { count, random }: Draws): TrialConfig[] {
  const configs = new Map<string, TrialConfig>()
  const add = (config: TrialConfig): void => {
    const { holdMinutes, own, ruleSet } = config
    const key = JSON.stringify([holdMinutes, ruleSet.decisionThreshold, ruleSet.factors, own?.factors])
    if (configs.size < count && !configs.has(key)) configs.set(key, config)
  }
  for (const holdMinutes of space.holdMinutes) add({ ...base, holdMinutes })
  const most = sizeOf(space, base.ruleSet, base.own)
  // Draws that repeat each other end the search of a small space.
  for (let draw = 0; configs.size < Math.min(count, most) && draw < 50 * count; draw++) {
    const config = drawn(base, space, random)
    if (config !== undefined) add(config)
  }
  return [...configs.values()]
}

function drawn({ own, ruleSet: base }: Tuned, space: SearchSpace, random: Random): TrialConfig | undefined {
  const pick = <Choice>(choices: readonly Choice[]): Choice => choices[below(random, choices.length)]!
  const scale = <Rule extends FactorScore>(rule: Rule): Rule[] => scaled(rule, pick(space.weightScales), pick(space.boundScales))
  const decisionThreshold = pick(space.decisionThresholds)
  const factors = base.factors.flatMap(scale)
  const kept = (own?.factors ?? []).flatMap((recipe) => scale(scoreOf(recipe)).map((score) => ({ ...recipe, score })))
  const holdMinutes = pick(space.holdMinutes)
  if (factors.length === 0) return undefined
  const ruleSet = parseRuleSet({ ...base, name: `${base.name}, tuned`, decisionThreshold, factors })
  return { ruleSet, ...(own === undefined || kept.length === 0 ? {} : { own: { ...own, factors: kept } }), holdMinutes }
}

function scaled<Rule extends FactorScore>(rule: Rule, weightScale: number, boundScale: number): Rule[] {
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
