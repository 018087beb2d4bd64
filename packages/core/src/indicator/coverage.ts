import { DAY_US, type Us } from '../market.ts'

/** When a source was there: closed spells of the last day, and the open one. */
export interface CoverageState {
  upSinceUs: Us | undefined
  /** Beginnings and ends, oldest first. */
  readonly spells: [fromUs: Us, untilUs: Us][]
}

/** A source that was never there. */
export function coverage(): CoverageState {
  return { upSinceUs: undefined, spells: [] }
}

/** The source is there from now on; no change when it already was. */
export function sourceUp(state: CoverageState, timeUs: Us): void {
  state.upSinceUs ??= timeUs
}

/** The source is gone from now on; no change when it already was. */
export function sourceDown(state: CoverageState, timeUs: Us): void {
  if (state.upSinceUs === undefined) return
  if (timeUs > state.upSinceUs) state.spells.push([state.upSinceUs, timeUs])
  state.upSinceUs = undefined
  while (state.spells.length > 0 && state.spells[0]![1] <= timeUs - DAY_US) state.spells.shift()
}

/** Share of `(now − widthUs, now]`, at most a day, in which the source was there, as far as it was heard of: from 0 to 1. */
export function coverageOf(state: CoverageState, nowUs: Us, widthUs: Us, heardUs: Us = nowUs): number {
  const fromUs = nowUs - widthUs
  let coveredUs = state.upSinceUs === undefined ? 0 : Math.max(0, heardUs - Math.max(fromUs, state.upSinceUs))
  for (const [from, until] of state.spells) coveredUs += Math.max(0, Math.min(until, heardUs) - Math.max(fromUs, from))
  return Math.min(1, coveredUs / widthUs)
}
