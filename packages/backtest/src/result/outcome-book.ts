import type { Us } from '@of/core'
import type { Direction } from '@of/signals'
import type { Emitted, Read, Watched } from '../paper/record.ts'
import { overlappingMean } from './figures.ts'
import { ReadMids, type SpanPlaces } from './read-mids.ts'
import { reliabilityOf, type ScoredMove } from './reliability.ts'
import type { Markout, OutcomeKind, OutcomeSummary, ReliabilityBin, SignalCounts } from './result.ts'

/** A moment of decision, and the mids that were read after it. */
interface Moment {
  readonly product: string
  readonly timeUs: Us
  readonly mids: ReadMids
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

/** What an arm said at a moment, and how sure it was of it. */
interface Emission {
  readonly moment: Moment
  readonly said: Said
  readonly net: number | null
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
  readonly #places: SpanPlaces = new Map()
  readonly #moments = new Map<string, Moment>()
  readonly #emitted = new Map<string, Emission[]>()

  watch({ product, timeUs }: Watched): void {
    this.#moments.set(`${product} ${timeUs}`, { product, timeUs, mids: new ReadMids(this.#places) })
  }

  read({ afterUs, mid, product, timeUs }: Read): void {
    this.#moments.get(`${product} ${timeUs}`)?.mids.set(afterUs, mid)
  }

  emit({ abstained, arm, direction, net, product, timeUs }: Emitted): void {
    const moment = this.#moments.get(`${product} ${timeUs}`)
    if (moment === undefined)
      throw new RangeError(`outcomes: expected ${product} at ${timeUs} to be watched, received a signal of ${arm} alone`)
    const emitted = this.#emitted.get(arm) ?? []
    emitted.push({ moment, said: abstained ? 'abstained' : direction, net: abstained ? null : net })
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

  reliability(arm: string, { horizonsUs, latencyUs }: OutcomeOptions): ReliabilityBin[] {
    return horizonsUs.flatMap((horizonUs) => reliabilityOf(this.#scored(arm, latencyUs, horizonUs), horizonUs))
  }

  #scored(arm: string, startUs: Us, horizonUs: Us): ScoredMove[] {
    return (this.#emitted.get(arm) ?? []).flatMap(({ moment: { mids, product, timeUs }, net }) => {
      const bps = moveOf(mids, startUs, horizonUs)
      return net === null || net === 0 || bps === undefined ? [] : { product, timeUs, net, bps }
    })
  }

  #moves(arm: string, startUs: Us, horizonUs: Us): Move[] {
    return (this.#emitted.get(arm) ?? []).map(({ moment: { mids, timeUs }, said }) => {
      const bps = moveOf(mids, startUs, horizonUs)
      return { kind: said, timeUs, bps: said === 'SHORT' && typeof bps === 'number' ? -bps : bps }
    })
  }
}

/** How far mid went; `undefined` while its time is not over, `null` where it has no mid. */
function moveOf(mids: ReadMids, startUs: Us, horizonUs: Us): number | null | undefined {
  const from = mids.get(startUs) ?? null
  const to = mids.get(startUs + horizonUs)
  // What has no mid at its start is resolved only when its time is over, like any other.
  if (to === undefined) return undefined
  return to === null || from === null ? null : (1e4 * (to - from)) / from
}

const kinds: readonly OutcomeKind[] = ['taken', 'LONG', 'SHORT', 'HOLD', 'abstained']

function summaryOf(moves: readonly Move[], kind: OutcomeKind, horizonUs: Us): OutcomeSummary {
  const own = moves.filter((move) => (kind === 'taken' ? move.kind === 'LONG' || move.kind === 'SHORT' : move.kind === kind))
  const resolved = own.filter(({ bps }) => bps !== undefined)
  const priced = resolved.flatMap(({ bps, timeUs }) => (typeof bps === 'number' ? [{ timeUs, value: bps }] : []))
  const above = priced.filter(({ value }) => value > 0).length
  return {
    horizonUs,
    kind,
    emitted: own.length,
    resolved: resolved.length,
    open: own.length - resolved.length,
    unpriced: resolved.length - priced.length,
    above: priced.length === 0 ? null : above / priced.length,
    ...overlappingMean(priced, horizonUs),
  }
}
