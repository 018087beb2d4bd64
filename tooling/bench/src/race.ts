import { performance } from 'node:perf_hooks'

/** Something to be timed: does its whole work once and returns something that depends on it. */
export interface Contestant {
  readonly name: string
  /** Units of work that one run does, such as megabytes or updates. */
  readonly work: number
  readonly unit: string
  readonly run: () => number
}

/** Throughput of a contestant over the rounds. */
export interface Timing {
  readonly name: string
  readonly unit: string
  /** Units of work per second. */
  readonly median: number
  /** Half the distance between the quartiles, over the median. */
  readonly spread: number
}

/** Two rounds to warm up, then `rounds` in which everyone runs once, the order turned by one each time. */
export function race(contestants: readonly Contestant[], rounds: number, onRound: (round: number) => void): Timing[] {
  const rates = new Map(contestants.map(({ name }) => [name, new Array<number>()]))
  let sink = 0
  for (let round = -2; round < rounds; round++) {
    onRound(round)
    for (let i = 0; i < contestants.length; i++) {
      const { name, work, run } = contestants[(i + round + 2) % contestants.length]!
      const startedMs = performance.now()
      sink += run()
      const seconds = (performance.now() - startedMs) / 1_000
      if (round >= 0) rates.get(name)!.push(work / seconds)
    }
  }
  if (!Number.isFinite(sink)) throw new Error(`a contestant returned ${sink}`)
  return contestants.map(({ name, unit }) => {
    const sorted = rates.get(name)!.sort((a, b) => a - b)
    const median = quantile(sorted, 0.5)
    return { name, unit, median, spread: (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2 / median }
  })
}

function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)]!
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at))
}
