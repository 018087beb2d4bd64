import type { Unit } from '@of/core'
import { decimalsOf, fixed, signed } from './number.ts'

const decimals: Readonly<Record<Unit, number>> = {
  base: 3,
  quote: 2,
  bps: 2,
  '%': 0,
  ratio: 2,
  share: 2,
  sigma: 2,
  z: 2,
  count: 0,
  flag: 0,
  '1/s': 1,
  'base/s': 3,
  'bps/min': 2,
  'half-widths': 2,
  slope: 2,
}

const suffixes: Partial<Readonly<Record<Unit, string>>> = { '%': ' %', sigma: ' σ', bps: ' bps', 'bps/min': ' bps/min' }

/** A value and the bounds that it is held against. */
export interface Comparison {
  readonly unit: Unit
  readonly value: number
  readonly bounds: readonly number[]
  /** Whether zero is neutral, so that a plus sign says something. */
  readonly centred?: boolean
}

/** A value and its bounds as text, with enough decimals to tell them apart: `+0.2004` and `+0.2000`, never `+0.20` twice. */
export function comparisonTexts({ unit, value, bounds, centred = false }: Comparison): readonly [value: string, ...bounds: string[]] {
  // Per cent about zero are small numbers, per cent of a whole are not.
  const least = unit === '%' && centred ? 2 : decimals[unit]
  let places = Math.max(least, ...bounds.map(decimalsOf))
  while (places < 15 && bounds.some((bound) => bound !== value && fixed(bound, places) === fixed(value, places))) places += 1
  const text = (number: number): string => `${(centred ? signed : fixed)(number, places)}${suffixes[unit] ?? ''}`
  return [unit === 'half-widths' ? `x ${text(value)}` : text(value), ...bounds.map(text)]
}
