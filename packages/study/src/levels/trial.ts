import type { Us } from '@of/core'
import type { LevelKind } from '../signal-report.ts'

/** How long a level is watched for a touch, and a touched one for an outcome. */
const PATIENCE_US: Us = 3_600_000_000
/** How near the price must come, and how far it must then go to one side, in units of volatility. */
const TOUCH = 0.1
const OUTCOME = 1

/** How a level came out. */
export type TrialState = 'watched' | 'touched' | 'held' | 'broken' | 'left'

/** A level that the price may come to. */
export interface Trial {
  readonly kind: LevelKind
  readonly isRandom: boolean
  readonly price: number
  /** 1 where the level lies above the price, −1 where it lies below. */
  readonly side: 1 | -1
  /** Deviation of the mid's moves in a minute when the watch began, in quote currency. */
  readonly unit: number
  readonly startUs: Us
  touchedUs: Us | undefined
  state: TrialState
}

/** A trial of a level as of now. */
export function trialOf(level: Pick<Trial, 'kind' | 'isRandom' | 'price' | 'side' | 'unit'>, startUs: Us): Trial {
  return { ...level, startUs, touchedUs: undefined, state: 'watched' }
}

/** Takes in the mid and says whether the trial goes on. A level holds when the price turns back from it, breaks when it goes through, by one unit either way. */
export function follow(trial: Trial, timeUs: Us, mid: number): boolean {
  const beyond = (trial.side * (mid - trial.price)) / trial.unit
  if (trial.touchedUs === undefined) {
    if (beyond >= -TOUCH) {
      trial.touchedUs = timeUs
      trial.state = 'touched'
    } else if (timeUs - trial.startUs > PATIENCE_US) return false
  }
  if (trial.touchedUs === undefined) return true
  if (beyond >= OUTCOME) trial.state = 'broken'
  else if (beyond <= -OUTCOME) trial.state = 'held'
  else if (timeUs - trial.touchedUs > PATIENCE_US) trial.state = 'left'
  return trial.state === 'touched'
}
