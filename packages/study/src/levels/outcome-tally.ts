import { HOUR_US } from '@of/core'
import type { Random } from '@of/stats'
import { blockInterval } from '../horizon/interval.ts'
import type { Interval } from '../horizon-report.ts'
import type { LevelTally } from '../signal-report.ts'
import type { Trial } from './trial.ts'

/** Hours of outcomes under which drawing them anew says little. */
const LEAST_HOURS = 8

interface Counts {
  watched: number
  touched: number
  held: number
  broken: number
}

/** What levels of a kind came to in one hour, and the random ones beside them. */
interface Hour {
  readonly level: Outcomes
  readonly random: Outcomes
}

type Outcomes = Pick<Counts, 'held' | 'broken'>

/** How the levels of one kind came out, and the random ones beside them, added up as they end: of a trial nothing is kept. */
export class OutcomeTally {
  readonly #level: Counts = { watched: 0, touched: 0, held: 0, broken: 0 }
  readonly #random: Counts = { watched: 0, touched: 0, held: 0, broken: 0 }
  /** By the hour that the watch began in, in the order of their first outcomes. */
  readonly #hours = new Map<number, Hour>()

  /** Takes in a trial that has ended. */
  add({ isRandom, startUs, state, touchedUs }: Trial): void {
    const counts = isRandom ? this.#random : this.#level
    counts.watched += 1
    if (touchedUs !== undefined) counts.touched += 1
    if (state !== 'held' && state !== 'broken') return
    counts[state] += 1
    const hour = Math.floor(startUs / HOUR_US)
    let own = this.#hours.get(hour)
    if (own === undefined) this.#hours.set(hour, (own = { level: { held: 0, broken: 0 }, random: { held: 0, broken: 0 } }))
    own[isRandom ? 'random' : 'level'][state] += 1
  }

  get level(): LevelTally {
    return told(this.#level)
  }

  get random(): LevelTally {
    return told(this.#random)
  }

  /** Of the difference of the two rates, from hours drawn anew; `null` under 8 hours. */
  interval(random: Random): Interval | null {
    return this.#hours.size < LEAST_HOURS ? null : blockInterval([...this.#hours.values()], differenceOf, random)
  }
}

function differenceOf(hours: readonly Hour[]): number | undefined {
  const level = { held: 0, broken: 0 }
  const random = { held: 0, broken: 0 }
  for (const hour of hours) {
    level.held += hour.level.held
    level.broken += hour.level.broken
    random.held += hour.random.held
    random.broken += hour.random.broken
  }
  const [own, others] = [rateOf(level), rateOf(random)]
  return own === null || others === null ? undefined : own - others
}

function rateOf({ broken, held }: Outcomes): number | null {
  return held + broken > 0 ? held / (held + broken) : null
}

function told(counts: Counts): LevelTally {
  return { ...counts, holdRate: rateOf(counts) }
}
