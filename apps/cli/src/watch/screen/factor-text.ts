import type { ToldLine } from '@of/signals'
import { fixed, signed } from '../numbers.ts'

/** The value of a factor in its unit, in at most nine columns; a dash where it has none. */
export function factorText({ feature, unit, value, threshold }: ToldLine): string {
  if (value === null) return '–'
  switch (unit) {
    case 'half-widths':
      return `x ${clamped(value)}`
    case 'sigma':
      return `${clamped(value)} σ`
    case 'count':
      return feature.includes('Net') ? netCount(value) : fixed(value, 0)
    case '%':
      // Per cent about zero are small numbers, per cent of a whole are not.
      return threshold >= 20 ? `${fixed(value, 0)} %` : `${signed(value, 2)} %`
    default:
      return clamped(value)
  }
}

function clamped(value: number): string {
  return signed(value, Math.abs(value) >= 100 ? 0 : 2)
}

function netCount(value: number): string {
  if (value === 0) return 'none'
  const count = Math.abs(value)
  const noun = value > 0 ? 'buy' : 'sell'
  return `${fixed(count, 0)} ${noun}${count === 1 ? '' : 's'}`
}
