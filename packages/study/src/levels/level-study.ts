import { MINUTE_US, type ProfileSummary, rollingProfile, type RollingProfileState, summariseProfile, type Trade, type Us } from '@of/core'
import type { Random } from '@of/stats'
import type { Interval } from '../horizon-report.ts'
import type { LevelFigures, LevelKind } from '../signal-report.ts'
import { OutcomeTally } from './outcome-tally.ts'
import { follow, type Trial, trialOf } from './trial.ts'

/** Trades under which a profile has no levels. */
const LEAST_TRADES = 500
/** Minutes whose moves volatility is measured on, and how many there must be. */
const MINUTES = 60
const LEAST_MINUTES = 20
/** How far away a level is watched from, in units of volatility. */
const NEAREST = 1
const FARTHEST = 5
/** Random levels beside each level. */
const RANDOM_LEVELS = 3
/** How far a random level keeps from every real one, in units of volatility, and how often that is tried. */
const APART = 0.5
const TRIES = 10
const PROFILE_ROWS = 50
const LEAST_OUTCOMES = 100

const kinds: readonly (readonly [kind: LevelKind, claim: LevelFigures['claim']])[] = [
  ['POC', 'holds'],
  ['VAH', 'holds'],
  ['VAL', 'holds'],
  ['HVN', 'holds'],
  ['LVN', 'breaks'],
]

/**
 * Whether levels of the volume profile of the trailing day do what is said of them when the price comes to them, beside random levels that are
 * watched from the same moment on, on the same side and as far away.
 */
export class LevelStudy {
  readonly #random: Random
  readonly #profile = rollingProfile()
  readonly #state: RollingProfileState
  readonly #ended: ReadonlyMap<LevelKind, OutcomeTally> = new Map(kinds.map(([kind]) => [kind, new OutcomeTally()]))
  readonly #moves: number[] = []
  #open: Trial[] = []
  #minute: number | undefined
  #minuteMid = 0

  constructor(random: Random) {
    this.#random = random
    this.#state = this.#profile.init()
  }

  /** Takes in a print. */
  onTrade(trade: Trade): void {
    this.#profile.step(this.#state, trade)
  }

  /** Takes in the mid as of a time, in a market whose prices are so many ticks of a size apart. */
  onMid(timeUs: Us, mid: number, tick: number): void {
    this.#follow(timeUs, mid)
    const minute = Math.floor(timeUs / MINUTE_US)
    if (this.#minute === undefined || minute > this.#minute) {
      if (this.#minute !== undefined) this.#moves.push(mid - this.#minuteMid)
      if (this.#moves.length > MINUTES) this.#moves.shift()
      this.#minute = minute
      this.#minuteMid = mid
      this.#watch(timeUs, mid, tick)
    }
  }

  /** The book was lost: what is open cannot be followed. */
  onLoss(): void {
    this.#open = []
    this.#minute = undefined
  }

  /** Everything found. */
  figures(): LevelFigures[] {
    return kinds.map(([kind, claim]) => {
      const ended = this.#ended.get(kind)!
      const { level, random } = ended
      const difference = level.holdRate === null || random.holdRate === null ? null : level.holdRate - random.holdRate
      const differenceInterval = level.held + level.broken < LEAST_OUTCOMES ? null : ended.interval(this.#random)
      return { kind, claim, level, random, difference, differenceInterval, verdict: verdictOf(claim, differenceInterval) }
    })
  }

  /** Takes out of what is open what has ended. */
  #follow(timeUs: Us, mid: number): void {
    let open = 0
    for (const trial of this.#open) {
      if (follow(trial, timeUs, mid)) this.#open[open++] = trial
      else this.#ended.get(trial.kind)!.add(trial)
    }
    this.#open.length = open
  }

  #watch(timeUs: Us, mid: number, tick: number): void {
    const unit = this.#volatility()
    if (unit === undefined || this.#profile.trades(this.#state) < LEAST_TRADES) return
    const profile = this.#profile.profile(this.#state, { kind: 'ticks', tick, maxRows: PROFILE_ROWS })
    if (profile === undefined) return
    const levels = levelsOf(summariseProfile(profile))
    for (const [kind, prices] of levels) {
      for (const side of [1, -1] as const) {
        if (this.#open.some((trial) => trial.kind === kind && trial.side === side && !trial.isRandom)) continue
        const price = nearest(prices, mid, side, unit)
        if (price === undefined) continue
        const common = { kind, side, unit }
        this.#open.push(trialOf({ ...common, price, isRandom: false }, timeUs))
        for (let count = 0; count < RANDOM_LEVELS; count++) {
          const other = this.#randomPrice(mid, price, unit, levels)
          if (other !== undefined) this.#open.push(trialOf({ ...common, price: other, isRandom: true }, timeUs))
        }
      }
    }
  }

  /** A price on the same side and about as far away, which is no level itself; `undefined` where none is found. */
  #randomPrice(mid: number, price: number, unit: number, levels: readonly (readonly [LevelKind, readonly number[]])[]): number | undefined {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const distance = (0.5 + this.#random.unit()) * (price - mid)
      const other = mid + distance
      const isClear = levels.every(([, prices]) => prices.every((level) => Math.abs(level - other) >= APART * unit))
      if (Math.abs(distance) >= NEAREST * unit && isClear) return other
    }
    return undefined
  }

  /** Deviation of the moves of the last minutes from 0; `undefined` while they are too few, and where the mid does not move. */
  #volatility(): number | undefined {
    if (this.#moves.length < LEAST_MINUTES) return undefined
    const deviation = Math.sqrt(this.#moves.reduce((sum, move) => sum + move * move, 0) / this.#moves.length)
    return deviation > 0 ? deviation : undefined
  }
}

function verdictOf(claim: LevelFigures['claim'], interval: Interval | null): LevelFigures['verdict'] {
  if (interval === null) return 'not enough data'
  const [low, high] = claim === 'holds' ? interval : [-interval[1], -interval[0]]
  if (low > 0) return 'as claimed'
  return high < 0 ? 'the opposite' : 'not shown'
}

function levelsOf({ hvn, lvn, poc, vah, val }: ProfileSummary): readonly (readonly [LevelKind, readonly number[]])[] {
  return [
    ['POC', [poc]],
    ['VAH', [vah]],
    ['VAL', [val]],
    ['HVN', hvn.map(({ peak }) => peak)],
    ['LVN', lvn.map(({ peak }) => peak)],
  ]
}

/** The nearest price on a side that is far enough away to come to, and not too far. */
function nearest(prices: readonly number[], mid: number, side: 1 | -1, unit: number): number | undefined {
  const distances = prices.map((price) => (side * (price - mid)) / unit).filter((distance) => distance >= NEAREST && distance <= FARTHEST)
  return distances.length === 0 ? undefined : mid + side * unit * Math.min(...distances)
}
