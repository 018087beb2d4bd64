import type { Signal } from '@of/api'
import type { Freshness } from '../data/freshness.ts'
import { fixed, signed } from '../format/number.ts'
import { age } from '../format/time.ts'

/** What the scale spans on either side of nothing, hundredths. */
export const SCALE = 110

/** A factor in the waterfall: its bar begins where the one before it ended. */
export interface WaterfallRow {
  readonly factor: Signal['factors'][number]
  readonly name: string
  /** Sums before and after it, hundredths. */
  readonly from: number
  readonly to: number
}

/** The order of rows, which never changes, and what factors are called. */
const names: Readonly<Record<string, string>> = {
  profile: 'Volume profile',
  orderImbalance: 'Order imbalance',
  ofiMomentum: 'OFI momentum',
  vwap: 'VWAP',
  whales: 'Whales',
  depth: 'Depth',
  aggressiveness: 'Aggressiveness',
}

const order = Object.keys(names)

function rankOf(factor: string): number {
  return order.includes(factor) ? order.indexOf(factor) : order.length
}

/** The factors in their fixed order, each from where the last ended. A factor of another rule set comes after those that are known. */
export function waterfallOf(factors: Signal['factors']): readonly WaterfallRow[] {
  const sorted = [...factors].sort((a, b) => rankOf(a.factor) - rankOf(b.factor))
  let sum = 0
  return sorted.map((factor) => {
    const from = sum
    sum += factor.contribution
    return { factor, name: names[factor.factor] ?? factor.label, from, to: sum }
  })
}

/** What the rows are called, in their order, before a signal was told. */
export const rowNames: readonly string[] = Object.values(names)

/** What a factor says, as a page writes it, and how old that is. */
export function sentenceOf({ sentence }: Signal['factors'][number], held: string | undefined): string {
  const words = sentence.replaceAll('>=', '≥').replaceAll('<=', '≤')
  return held === undefined ? words : `${words} (${held} old)`
}

/** How far from the left a sum stands, percent of the scale. */
export function placeOf(sum: number): number {
  return ((Math.min(SCALE, Math.max(-SCALE, sum)) + SCALE) / (2 * SCALE)) * 100
}

/** How many factors speak for a direction and how many against it; for HOLD, for and against buying. */
export function votes(factors: Signal['factors'], direction: Signal['direction']): { readonly for: number; readonly against: number } {
  const sign = direction === 'SHORT' ? -1 : 1
  return {
    for: factors.filter(({ contribution }) => contribution * sign > 0).length,
    against: factors.filter(({ contribution }) => contribution * sign < 0).length,
  }
}

/** How old a factor is that is held while nothing is heard; `undefined` while it is of now. */
export function heldFor({ ageUs, state }: Freshness): string | undefined {
  return state === 'stale' || state === 'gone' ? age(ageUs) : undefined
}

/** The value of a factor in its unit, for where its sentence has no room. */
export function shortValue({ unit, value }: Signal['factors'][number]): string {
  if (value === null) return ''
  if (unit === 'sigma') return `${signed(value, 2)} σ`
  if (unit === '%') return `${fixed(value, 0)} %`
  if (unit === 'half-widths') return `x ${signed(value, 2)}`
  return unit === 'count' ? signed(value, 0) : signed(value, 2)
}
