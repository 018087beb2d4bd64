import {
  annualised,
  ledoitWolf,
  meanBlockLength,
  neweyWestLag,
  type Random,
  sharpe,
  sharpeDifference,
  studentisedBootstrap,
  studentisedInterval,
} from '@of/stats'

const HOURS_PER_YEAR = 365 * 24
const DRAWS = 999

/** Of fewer hours, nothing is said of how sure a difference is. */
export const LEAST_HOURS = 48

/** How the Sharpe ratios of two series of hourly returns differ. Per hour, not annualised, unless it is said. */
export interface SharpeComparison {
  readonly hours: number
  readonly first: number | null
  readonly second: number | null
  readonly firstAnnualised: number | null
  readonly secondAnnualised: number | null
  /** First less second; with all that follows `null` under 48 hours, where either arm never moves, or both are the same. */
  readonly delta: number | null
  readonly deltaAnnualised: number | null
  /** Newey and West's. */
  readonly se: number | null
  readonly lags: number | null
  /** Two-sided, by the normal approximation. */
  readonly pHac: number | null
  /** Two-sided, by the studentised stationary bootstrap with the same indices for both arms. */
  readonly pBootstrap: number | null
  /** The larger of the two. */
  readonly p: number | null
  /** 95 %, by the bootstrap, annualised. */
  readonly intervalAnnualised: readonly [low: number, high: number] | null
  readonly meanBlockHours: number | null
}

/** Compares two series of returns of the same hours. @see Ledoit, Wolf (2008), https://doi.org/10.1016/j.jempfin.2008.03.002 */
export function sharpeComparison(first: Float64Array, second: Float64Array, random: Random): SharpeComparison {
  const hours = first.length
  const own = { first: sharpe(first) ?? null, second: sharpe(second) ?? null }
  const base = { hours, ...own, firstAnnualised: inYears(own.first), secondAnnualised: inYears(own.second) }
  const lags = neweyWestLag(hours)
  const hac = hours < LEAST_HOURS ? undefined : ledoitWolf(first, second, { lags })
  if (hac === undefined) {
    const nothing = { delta: null, deltaAnnualised: null, se: null, lags: null, pHac: null, pBootstrap: null, p: null }
    return { ...base, ...nothing, intervalAnnualised: null, meanBlockHours: null }
  }
  const meanBlock = Math.max(1, meanBlockLength(first) ?? 1, meanBlockLength(second) ?? 1)
  const a = new Float64Array(hours)
  const b = new Float64Array(hours)
  const bootstrap = studentisedBootstrap({ n: hours, meanBlock, draws: DRAWS, random }, (indices) => {
    for (let i = 0; i < hours; i++) {
      a[i] = first[indices[i]!]!
      b[i] = second[indices[i]!]!
    }
    return sharpeDifference(a, b, lags)
  })
  const interval = bootstrap && studentisedInterval(bootstrap)
  const ratio = Math.abs(hac.z)
  const asFar = bootstrap?.ratios.reduce((count, replicate) => count + (Math.abs(replicate) >= ratio ? 1 : 0), bootstrap.failed)
  const pBootstrap = asFar === undefined ? null : (1 + asFar) / (1 + DRAWS)
  return {
    ...base,
    delta: hac.delta,
    deltaAnnualised: annualised(hac.delta, HOURS_PER_YEAR),
    se: hac.se,
    lags,
    pHac: hac.pTwoSided,
    pBootstrap,
    p: Math.max(hac.pTwoSided, pBootstrap ?? 1),
    intervalAnnualised:
      interval === undefined ? null : [annualised(interval.low, HOURS_PER_YEAR), annualised(interval.high, HOURS_PER_YEAR)],
    meanBlockHours: meanBlock,
  }
}

function inYears(perHour: number | null): number | null {
  return perHour === null ? null : annualised(perHour, HOURS_PER_YEAR)
}
