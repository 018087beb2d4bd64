import type { Us } from '@of/core'
import type { Direction } from '@of/signals'
import type { Emitted, Read, Watched } from '../paper/record.ts'
import { overlappingMean } from './figures.ts'
import type { Markout, OutcomeKind, OutcomeSummary, SignalCounts } from './result.ts'

/** A moment of decision, and the mids that were read after it. */
interface Moment {
  readonly timeUs: Us
  /** By how long after; `null` where there was none. What is not there has not been read. */
  readonly mids: Map<Us, number | null>
}

type Said = Direction | 'abstained'

/** Which outcomes are wanted. */
export interface OutcomeOptions {
  readonly horizonsUs: readonly Us[]
  readonly latencyUs: Us
  readonly addedLatenciesUs: readonly Us[]
}

/** After how long mids must be read for the outcomes that are wanted. */
export function readingsFor({ addedLatenciesUs, horizonsUs, latencyUs }: OutcomeOptions): Us[] {
  const starts = [latencyUs, ...addedLatenciesUs]
  return [...new Set([...starts, ...starts.flatMap((start) => horizonsUs.map((horizon) => start + horizon))])].sort((a, b) => a - b)
}

/** A move of mid after a signal. */
interface Move {
  readonly kind: Said
  readonly timeUs: Us
  /** `undefined` while it is open, `null` where it has no mid. */
  readonly bps: number | null | undefined
}

/** Every signal that was emitted, and what became of it: what a HOLD and a loser came to is kept as well as what a winner did. */
export class OutcomeBook {
  readonly #moments = new Map<string, Moment>()
  readonly #emitted = new Map<string, { readonly moment: Moment; readonly said: Said }[]>()

  watch({ product, timeUs }: Watched): void {
    this.#moments.set(`${product} ${timeUs}`, { timeUs, mids: new Map() })
  }

  read({ afterUs, mid, product, timeUs }: Read): void {
    this.#moments.get(`${product} ${timeUs}`)?.mids.set(afterUs, mid)
  }

  emit({ abstained, arm, direction, product, timeUs }: Emitted): void {
    const moment = this.#moments.get(`${product} ${timeUs}`)
    if (moment === undefined)
      throw new RangeError(`outcomes: expected ${product} at ${timeUs} to be watched, received a signal of ${arm} alone`)
    const emitted = this.#emitted.get(arm) ?? []
    emitted.push({ moment, said: abstained ? 'abstained' : direction })
    this.#emitted.set(arm, emitted)
  }

  counts(arm: string): SignalCounts {
    const emitted = this.#emitted.get(arm) ?? []
    const of = (kind: Said): number => emitted.filter(({ said }) => said === kind).length
    return { emitted: emitted.length, long: of('LONG'), short: of('SHORT'), hold: of('HOLD'), abstained: of('abstained') }
  }

  outcomes(arm: string, { horizonsUs, latencyUs }: OutcomeOptions): OutcomeSummary[] {
    return horizonsUs.flatMap((horizonUs) => {
      const moves = this.#moves(arm, latencyUs, horizonUs)
      return kinds.map((kind) => summaryOf(moves, kind, horizonUs))
    })
  }

  markouts(arm: string, { addedLatenciesUs, horizonsUs }: OutcomeOptions): Markout[] {
    return addedLatenciesUs.flatMap((addedLatencyUs) =>
      horizonsUs.map((horizonUs) => {
        const { high, low, mean, n } = summaryOf(this.#moves(arm, addedLatencyUs, horizonUs), 'taken', horizonUs)
        return { addedLatencyUs, horizonUs, n, mean, low, high }
      }),
    )
  }

  #moves(arm: string, startUs: Us, horizonUs: Us): Move[] {
    return (this.#emitted.get(arm) ?? []).map(({ moment: { mids, timeUs }, said }) => {
      const from = mids.get(startUs) ?? null
      const to = mids.get(startUs + horizonUs)
      // What has no mid at its start is resolved only when its time is over, like any other.
      if (to === undefined) return { kind: said, timeUs, bps: undefined }
      if (to === null || from === null) return { kind: said, timeUs, bps: null }
      return { kind: said, timeUs, bps: ((said === 'SHORT' ? -1e4 : 1e4) * (to - from)) / from }
    })
  }
}

const kinds: readonly OutcomeKind[] = ['taken', 'LONG', 'SHORT', 'HOLD', 'abstained']

function summaryOf(moves: readonly Move[], kind: OutcomeKind, horizonUs: Us): OutcomeSummary {
  const own = moves.filter((move) => (kind === 'taken' ? move.kind === 'LONG' || move.kind === 'SHORT' : move.kind === kind))
  const resolved = own.filter(({ bps }) => bps !== undefined)
  const priced = resolved.flatMap(({ bps }) => bps ?? [])
  const above = priced.filter((bps) => bps > 0).length
  return {
    horizonUs,
    kind,
    emitted: own.length,
    resolved: resolved.length,
    open: own.length - resolved.length,
    unpriced: resolved.length - priced.length,
    above: priced.length === 0 ? null : above / priced.length,
    ...overlappingMean(priced, overlapOf(own, horizonUs)),
  }
}

/** How many signals there are within a horizon, on average. */
function overlapOf(moves: readonly Move[], horizonUs: Us): number {
  const spanUs = moves.length < 2 ? 0 : moves.at(-1)!.timeUs - moves[0]!.timeUs
  return spanUs > 0 ? Math.ceil((horizonUs * (moves.length - 1)) / spanUs) : 0
}
