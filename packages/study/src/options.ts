import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import type { StudiedSignal } from './factors/factor-reader.ts'
import type { StudiedFactors } from './own/own-factors.ts'

/** What is studied, and how. */
export interface StudyOptions {
  /** Lengths of the windows and of the moves; 1, 2, 5, 10 and 30 s, 1, 5 and 15 min unless given. Whole milliseconds. */
  readonly horizonsUs?: readonly Us[]
  /** How many of the best levels are measured; 10 unless given. */
  readonly levels?: number
  /** The shortest block, aligned to the clock; 30 min unless given. */
  readonly blockUs?: Us
  /** How long after its receipt something can be acted on; 100 ms unless given. */
  readonly latencyUs?: Us
  /** A taker's fee, basis points a side; without one costs are told as the spread alone. */
  readonly feeBps?: number | undefined
  /** The signal whose factors are studied; none unless given. */
  readonly signal?: StudiedSignal | undefined
  /** Factors of somebody's own that are studied as features are; none unless given. */
  readonly own?: StudiedFactors | undefined
  /** Whether levels of the volume profile are put to the test. */
  readonly testsLevels?: boolean
  /** What random levels and intervals are drawn by: the same seed gives the same report. 1 unless given. */
  readonly seed?: number
}

/** Every option, as it applies. */
export type StudySettings = Required<Omit<StudyOptions, 'feeBps' | 'own' | 'signal'>> & Pick<StudyOptions, 'feeBps' | 'own' | 'signal'>

const HORIZONS_US: readonly Us[] = [1, 2, 5, 10, 30, 60, 300, 900].map((seconds) => seconds * SECOND_US)

/** Settings with what is usual where nothing is said. Throws a RangeError for what cannot be. */
export function settingsOf(options: StudyOptions): StudySettings {
  const { blockUs = 30 * MINUTE_US, latencyUs = SECOND_US / 10, levels = 10, seed = 1, testsLevels = false } = options
  const horizonsUs = [...new Set(options.horizonsUs ?? HORIZONS_US)].sort((a, b) => a - b)
  if (horizonsUs.length === 0) throw new RangeError('study: horizonsUs must not be empty')
  const impossible = horizonsUs.find((horizonUs) => !(horizonUs > 0) || horizonUs % 1_000 !== 0)
  if (impossible !== undefined) throw new RangeError(`study: horizonsUs must be whole milliseconds above 0, was ${impossible}`)
  if (!Number.isInteger(levels) || levels < 1) throw new RangeError(`study: levels must be a positive integer, was ${levels}`)
  if (!(blockUs >= SECOND_US)) throw new RangeError(`study: blockUs must be at least ${SECOND_US}, was ${blockUs}`)
  if (!(latencyUs >= 0)) throw new RangeError(`study: latencyUs must not be below 0, was ${latencyUs}`)
  const { feeBps, own, signal } = options
  return { blockUs, feeBps, horizonsUs, latencyUs, levels, own, seed, signal, testsLevels }
}

/** The longest step that every horizon is a multiple of. */
export function commonStep(horizonsUs: readonly Us[]): Us {
  return horizonsUs.reduce((a, b) => {
    let [larger, smaller] = [a, b]
    while (smaller > 0) [larger, smaller] = [smaller, larger % smaller]
    return larger
  })
}
