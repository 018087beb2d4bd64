import { type Random, randomOf } from './random.ts'

/**
 * The linear congruential generator of Numerical Recipes: for figures that must agree with others', which use it. Its low bits are poor: only
 * `unit` is fit for use.
 *
 * @see Press et al. (1992), "Numerical Recipes in C", §7.1
 */
export function lcg(seed: number): Random {
  let state = seed >>> 0
  return randomOf(() => {
    state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0
    return state
  })
}
