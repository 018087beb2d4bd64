import { describe, expect, it } from 'vitest'
import { goldenTrades } from '../flow/testing/golden.ts'
import { golden, GoldenNumbers } from '../testing/golden-stream.ts'
import { fitHawkes, type HawkesSample, hawkesLogLikelihood, hawkesOnGrid } from './hawkes.ts'

const sample: HawkesSample = {
  times: [...new Set(goldenTrades.map(({ timeUs }) => timeUs / 1e6))],
  length: golden.stream.last_ts / 1000,
}
const grid = [0.8, 1.5, 2.2, 2.8].flatMap((baseRate) =>
  [0.05, 0.2, 0.4, 0.6].flatMap((branching) => [0.5, 2, 8].map((decay) => ({ baseRate, branching, decay }))),
)

describe('hawkesLogLikelihood(sample, process)', () => {
  it('is that of the reference', () => {
    expect(sample.times).toHaveLength(golden.hawkes.n)
    const logLikelihood = hawkesLogLikelihood(sample, { baseRate: 2.2, branching: 0.2, decay: 2 })
    expect(Math.abs(logLikelihood / golden.hawkes.ll_at_2_2__0_2__2 - 1)).toBeLessThan(1e-9)
  })

  it('is that of a Poisson process where events bring none', () => {
    const few = { times: [1, 2, 5], length: 10 }
    expect(hawkesLogLikelihood(few, { baseRate: 0.3, branching: 0, decay: 1 })).toBeCloseTo(3 * Math.log(0.3) - 3, 12)
  })

  it('agrees with adding up every pair of events', () => {
    const few = { times: [0.5, 0.7, 2, 2.1, 6], length: 8 }
    const [mu, alpha, beta] = [0.4, 0.3, 1.5]
    const rates = few.times.map(
      (now) => mu + few.times.filter((then) => then < now).reduce((sum, then) => sum + alpha * beta * Math.exp(-beta * (now - then)), 0),
    )
    const brought = few.times.reduce((sum, then) => sum + alpha * (1 - Math.exp(-beta * (few.length - then))), 0)
    const plain = rates.reduce((sum, rate) => sum + Math.log(rate), 0) - mu * few.length - brought
    expect(hawkesLogLikelihood(few, { baseRate: mu, branching: alpha, decay: beta })).toBeCloseTo(plain, 12)
  })
})

describe('hawkesOnGrid(sample, grid)', () => {
  it('finds the node of the reference', () => {
    const best = hawkesOnGrid(sample, grid)!
    expect([best.baseRate, best.branching, best.decay]).toEqual(golden.hawkes.best)
    expect(Math.abs(best.logLikelihood / golden.hawkes.best_ll - 1)).toBeLessThan(1e-9)
  })

  it('finds nothing in a sample without events', () => {
    expect(hawkesOnGrid({ times: [], length: 10 }, grid)).toBeUndefined()
  })
})

describe('fitHawkes(sample)', () => {
  it('finds something likelier than every node of a grid', () => {
    const few = { times: sample.times.slice(0, 300), length: sample.times[300]! }
    expect(fitHawkes(few)!.logLikelihood).toBeGreaterThanOrEqual(hawkesOnGrid(few, grid)!.logLikelihood)
  })

  it('comes near the process that made the events', () => {
    const made = thinned({ baseRate: 0.5, branching: 0.6, decay: 2 }, 800)
    const fit = fitHawkes({ times: made, length: 800 })!
    expect(fit.branching).toBeGreaterThan(0.45)
    expect(fit.branching).toBeLessThan(0.75)
    expect(fit.baseRate / (1 - fit.branching)).toBeCloseTo(made.length / 800, 1)
  })

  it('says nothing of a handful of events', () => {
    expect(fitHawkes({ times: [1, 2, 3], length: 4 })).toBeUndefined()
  })
})

/** Events of a process by Ogata's thinning. */
function thinned({ baseRate, branching, decay }: { baseRate: number; branching: number; decay: number }, length: number): number[] {
  const numbers = new GoldenNumbers(5)
  const times: number[] = []
  let excitement = 0
  for (let now = 0; ;) {
    const bound = baseRate + branching * decay * excitement
    const wait = -Math.log(1 - numbers.unit()) / bound
    now += wait
    if (now > length) return times
    excitement *= Math.exp(-decay * wait)
    if (numbers.unit() * bound < baseRate + branching * decay * excitement) {
      times.push(now)
      excitement += 1
    }
  }
}
