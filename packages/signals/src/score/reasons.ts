import { signed } from '../text/number.ts'
import type { FactorReading } from './signal.ts'

/** Factors with the heaviest contribution first; equal ones stay in the order of the rule set. */
export function heaviestFirst<Factor extends Pick<FactorReading, 'contribution'>>(factors: readonly Factor[]): Factor[] {
  return factors.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
}

/** One sentence for each factor that fired, or the one that says that none did. */
export function reasonsOf(factors: readonly Pick<FactorReading, 'contribution' | 'label' | 'sentence' | 'state'>[], net: number): string[] {
  const fired = heaviestFirst(factors.filter(({ state }) => state === 'fired'))
  if (fired.length === 0) return [`No clear order flow edge (net: ${signed(net / 100, 2)})`]
  return fired.map(({ contribution, label, sentence }) => `${signed(contribution, 0)} ${label}: ${sentence}`)
}
