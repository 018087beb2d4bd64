import type { Decision as ApiDecision } from '@of/api'
import { type FeatureSnapshot, MINUTE_US, type Sources, type Us } from '@of/core'
import type { Decision } from '@of/pipeline'
import { analyze, type RuleSet, type Signal, type ToldSignal } from '@of/signals'

/** Horizons at which it is looked what became of a decision. */
export const HORIZONS_US: readonly Us[] = [MINUTE_US, 5 * MINUTE_US, 15 * MINUTE_US]

/** Decisions that are kept: a day of them. */
const KEPT = 1_440

type Markout = ApiDecision['markouts'][number]

/** A decision with all that it rests on, and what became of it. */
export interface TakenDecision {
  readonly id: string
  readonly timeUs: Us
  readonly mid: number | null
  /** As it was taken, or as a store has kept it. */
  readonly signal: ToldSignal | ApiDecision['signal']
  readonly markouts: Markout[]
  /** The number of its last change, of those of all decisions. */
  changed: number
}

/** How many of each kind there have been. */
type Taken = Record<'LONG' | 'SHORT' | 'HOLD' | 'abstained', number>

/** The decisions of a product, oldest first. */
export class Decisions {
  /** How many of each kind there have been. */
  readonly taken: Taken
  readonly #product: string
  readonly #kept: TakenDecision[] = []
  #changes = 0

  constructor(product: string, taken: Taken = { LONG: 0, SHORT: 0, HOLD: 0, abstained: 0 }) {
    this.#product = product
    this.taken = taken
  }

  /** Remembers decisions that were taken before all others, oldest first. */
  remember(before: readonly ApiDecision[]): void {
    const firstUs = this.#kept[0]?.timeUs ?? Infinity
    const older = before.filter(({ timeUs }) => timeUs < firstUs).slice(-KEPT)
    this.#changes += 1
    this.#kept.unshift(
      ...older.map(({ id, markouts, mid, signal, timeUs }) => ({
        id,
        timeUs,
        mid,
        signal,
        markouts: [...markouts],
        changed: this.#changes,
      })),
    )
  }

  get all(): readonly TakenDecision[] {
    return this.#kept
  }

  /** Grows with every decision and every markout that becomes known. */
  get changes(): number {
    return this.#changes
  }

  /** A decision was taken on these features. */
  onDecision(timeUs: Us, signal: TakenDecision['signal'], mid: number | null): void {
    const id = `${this.#product}-${timeUs}`
    this.#changes += 1
    this.taken[signal.abstained ? 'abstained' : signal.direction] += 1
    const markouts = HORIZONS_US.map((afterUs) => firstMarkout(afterUs, signal, mid))
    this.#kept.push({ id, timeUs, mid, signal, markouts, changed: this.#changes })
    if (this.#kept.length > KEPT) this.#kept.shift()
  }

  /** The mid at a time; `null` where it is not known. Markouts that fall due become known, or never will be. */
  onMid(timeUs: Us, mid: number | null): void {
    for (let at = this.#kept.length - 1; at >= 0; at--) {
      const decision = this.#kept[at]!
      if (decision.timeUs < timeUs - HORIZONS_US.at(-1)! - MINUTE_US) return
      decision.markouts.forEach((markout, i) => {
        if (markout.state !== 'open' || timeUs < decision.timeUs + markout.afterUs) return
        // Seconds fall due one by one: a later one than that of the horizon says nothing of it.
        const isTold = timeUs === decision.timeUs + markout.afterUs && mid !== null
        decision.markouts[i] = isTold
          ? knownMarkout(decision, markout.afterUs, mid)
          : unknownMarkout(markout.afterUs, 'mid unknown at the time')
        this.#changes += 1
        decision.changed = this.#changes
      })
    }
  }
}

/** The signal that a decision was taken by, with its evidence: what the rules say of the same features, and of sources as they must have been. */
export function signalOf(
  decision: Decision,
  { features, ruleSet, sources }: { features: FeatureSnapshot; sources: Sources; ruleSet: RuleSet },
): Signal {
  const { abstained, reason } = decision
  const lost = { state: 'unhealthy', reason: reason ?? 'source lost' } as const
  const healthy = { state: 'healthy' } as const
  const candidates: readonly Sources[] = abstained
    ? [sources, { book: lost, trades: sources.trades }, { book: sources.book, trades: lost }, { book: lost, trades: lost }]
    : [sources, { book: healthy, trades: healthy }]
  const told = candidates.map((candidate) => analyze({ features, sources: candidate }, ruleSet))
  return told.find((signal) => agrees(signal, decision)) ?? bare(decision, told[0]!)
}

function agrees(signal: Signal, { abstained, direction, net, reason }: Decision): boolean {
  return signal.direction === direction && signal.net === net && signal.abstained === abstained && signal.reason === reason
}

/** What was decided, without evidence that says something else. */
function bare({ abstained, direction, net, reachableNet, reason, strength }: Decision, { decisionThreshold, ruleSet }: Signal): Signal {
  const told = reason === undefined ? {} : { reason }
  return { direction, strength, net, decisionThreshold, reachableNet, abstained, ...told, ruleSet, factors: [], reasons: [] }
}

function firstMarkout(afterUs: Us, { abstained, direction }: TakenDecision['signal'], mid: number | null): Markout {
  if (abstained) return unknownMarkout(afterUs, 'abstained')
  if (direction === 'HOLD') return unknownMarkout(afterUs, 'HOLD has no direction')
  if (mid === null) return unknownMarkout(afterUs, 'mid unknown at the decision')
  return { afterUs, bps: null, state: 'open' }
}

function unknownMarkout(afterUs: Us, reason: string): Markout {
  return { afterUs, bps: null, state: 'unknown', reason }
}

function knownMarkout({ mid, signal }: TakenDecision, afterUs: Us, later: number): Markout {
  const bps = (1e4 * (later - mid!)) / mid!
  return { afterUs, bps: signal.direction === 'SHORT' ? -bps : bps, state: 'known' }
}
