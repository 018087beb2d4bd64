import { lcg } from '../random/lcg.ts'

/** The two series of returns, correlated, whose figures the reference gives: 500 each, nearly normal. */
export function goldenReturns(): { readonly first: number[]; readonly second: number[] } {
  const random = lcg(7)
  const nearlyNormal = (): number => Array.from({ length: 12 }, () => random.unit()).reduce((sum, unit) => sum + unit, 0) - 6
  const first: number[] = []
  const second: number[] = []
  for (let at = 0; at < 500; at++) {
    const common = nearlyNormal()
    first.push(0.0012 + 0.01 * (0.6 * common + 0.8 * nearlyNormal()))
    second.push(0.0002 + 0.012 * common)
  }
  return { first, second }
}

/** How far apart two figures are, in parts of the second. */
export function off(received: number | undefined, expected: number): number {
  return Math.abs((received ?? Number.NaN) - expected) / Math.abs(expected)
}
