/** A self-exciting process: events come at a base rate, and each one brings others with it. */
export interface Hawkes {
  /** Events a second that nothing brought. Above 0. */
  readonly baseRate: number
  /** Events that an event brings by itself, on average; below 1 or they never end. */
  readonly branching: number
  /** How fast an event's influence fades, per second. Above 0. */
  readonly decay: number
}

/** When events happened, in seconds since observation began, ascending; and how long it lasted. */
export interface HawkesSample {
  readonly times: readonly number[]
  readonly length: number
}

/** A process that was fitted, and how likely it makes what was seen. */
export interface HawkesFit extends Hawkes {
  readonly logLikelihood: number
}

/**
 * Log-likelihood of events under a Hawkes process with kernel branching · decay · exp(−decay · age), in one pass.
 *
 * @see Ogata (1981), "On Lewis' Simulation Method for Point Processes", https://doi.org/10.1109/TIT.1981.1056305
 */
export function hawkesLogLikelihood({ times, length }: HawkesSample, { baseRate, branching, decay }: Hawkes): number {
  let excitement = 0
  let logs = 0
  let brought = 0
  for (let at = 0; at < times.length; at++) {
    const time = times[at]!
    if (at > 0) excitement = Math.exp(-decay * (time - times[at - 1]!)) * (1 + excitement)
    logs += Math.log(baseRate + branching * decay * excitement)
    brought += 1 - Math.exp(-decay * (length - time))
  }
  return logs - baseRate * length - branching * brought
}

/** The most likely of some processes; `undefined` where there is none, or no event. */
export function hawkesOnGrid(sample: HawkesSample, grid: readonly Hawkes[]): HawkesFit | undefined {
  let best: HawkesFit | undefined
  if (sample.times.length === 0) return undefined
  for (const process of grid) {
    const logLikelihood = hawkesLogLikelihood(sample, process)
    if (best === undefined || logLikelihood > best.logLikelihood) best = { ...process, logLikelihood }
  }
  return best
}

const SMALLEST_STEP = 1e-6
const MOST_ROUNDS = 500

/**
 * The most likely process, climbed to from the best of a coarse grid in ever smaller steps along each parameter; `undefined` under ten events,
 * which tell nothing of three parameters.
 */
export function fitHawkes(sample: HawkesSample): HawkesFit | undefined {
  const { length, times } = sample
  if (times.length < 10 || !(length > 0)) return undefined
  const rate = times.length / length
  const grid = [0.1, 0.3, 0.6, 0.85].flatMap((branching) =>
    [0.3, 1, 3, 10, 30].map((pace) => ({ baseRate: rate * (1 - branching), branching, decay: rate * pace })),
  )
  let best = hawkesOnGrid(sample, grid)!
  for (let round = 0, step = 0.25; round < MOST_ROUNDS && step > SMALLEST_STEP; round++) {
    const better = neighbours(best, step)
      .map((process): HawkesFit => ({ ...process, logLikelihood: hawkesLogLikelihood(sample, process) }))
      .reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a), best)
    if (better === best) step /= 2
    best = better
  }
  return best
}

/** Processes one step away: by a factor in rates, by a share of what is left to 0 or to 1 in branching. */
function neighbours({ baseRate, branching, decay }: Hawkes, step: number): Hawkes[] {
  const up = 1 + step
  return [
    { baseRate: baseRate * up, branching, decay },
    { baseRate: baseRate / up, branching, decay },
    { baseRate, branching: branching + (1 - branching) * step * 0.5, decay },
    { baseRate, branching: branching * (1 - step * 0.5), decay },
    { baseRate, branching, decay: decay * up },
    { baseRate, branching, decay: decay / up },
  ]
}
