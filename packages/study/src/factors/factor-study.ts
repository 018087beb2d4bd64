import { type MarketEvent, SECOND_US, type Us } from '@of/core'
import { explainedShare, momentsOf, type Moments, regress } from '../regress/moments.ts'
import type { Costs } from '../horizon-report.ts'
import type { Ablation, FactorFigures, FactorPair, FactorUse } from '../signal-report.ts'
import type { Moves } from '../sample/moves.ts'
import type { SignalPoint, StudiedSignal } from './factor-reader.ts'

/** Decisions under which nothing is told of how factors go together. */
const LEAST_DECISIONS = 30
/** What the founding brief computed once and scored twice. */
const DOUBLE_SCORED = ['orderImbalance', 'depth'] as const

/** A decision, and what the mid did after it: basis points by horizon. */
interface Decided {
  readonly timeUs: Us
  readonly point: SignalPoint
  readonly movesBps: Map<Us, number>
}

/** Follows a signal's factors from decision to decision, and what came after. */
export class FactorStudy {
  readonly #signal: StudiedSignal
  readonly #horizonsUs: readonly Us[]
  readonly #decided: Decided[] = []
  #abstained = 0

  constructor(signal: StudiedSignal, horizonsUs: readonly Us[]) {
    this.#signal = signal
    this.#horizonsUs = horizonsUs
  }

  /** Takes in a moment of decision; moves are asked for from when it was received on. */
  onDue({ features, receivedUs, sources, timeUs }: Extract<MarketEvent, { readonly kind: 'due' }>, moves: Moves): void {
    const point = this.#signal.read(features, sources)
    if (point.net === null) {
      this.#abstained += 1
      return
    }
    const decided: Decided = { timeUs, point, movesBps: new Map() }
    this.#decided.push(decided)
    for (const horizonUs of this.#horizonsUs) {
      // Moves must not overlap: of the decisions those on the horizon's own grid are followed.
      if (timeUs % horizonUs !== 0) continue
      moves.want(receivedUs, horizonUs, (move) => {
        if (move.kind === 'measured') decided.movesBps.set(horizonUs, (move.change / move.mid) * 1e4)
      })
    }
  }

  /** Everything found; `null` where nothing was decided. */
  figures(costsAt: (horizonUs: Us) => Costs): FactorFigures | null {
    const [first] = this.#decided
    if (first === undefined) return null
    const names = first.point.factors.map(({ factor }) => factor)
    const pairs = names.flatMap((_, a) => names.slice(a + 1).map((_unused, offset) => this.#pair(names, a, a + 1 + offset)))
    return {
      ruleSet: this.#signal.ruleSet,
      decisions: this.#decided.length,
      abstained: this.#abstained,
      factors: names.map((factor, at) => this.#use(factor, at)),
      pairs,
      doubleScored: pairs.find(({ factors }) => DOUBLE_SCORED.every((name) => factors.includes(name))) ?? null,
      ablation: this.#horizonsUs.map((horizonUs) => this.#ablation(names, horizonUs, costsAt(horizonUs))),
    }
  }

  #use(factor: string, at: number): FactorUse {
    const points = this.#decided.map(({ point }) => point.factors[at]!)
    return {
      factor,
      known: points.filter(({ value }) => value !== null).length,
      fired: points.filter(({ contribution }) => contribution !== 0).length,
    }
  }

  #pair(names: readonly string[], a: number, b: number): FactorPair {
    const both = this.#decided.flatMap(({ point: { factors } }) => {
      const left = factors[a]!
      const right = factors[b]!
      return left.value === null || right.value === null
        ? []
        : [{ values: [left.value, right.value], signs: left.contribution * right.contribution }]
    })
    const fired = both.filter(({ signs }) => signs !== 0)
    return {
      factors: [names[a]!, names[b]!],
      n: both.length,
      correlation:
        both.length < LEAST_DECISIONS
          ? null
          : correlationOf(
              momentsOf(
                both.map(({ values }) => values),
                2,
              ),
            ),
      bothFired: fired.length,
      sameSide: fired.filter(({ signs }) => signs > 0).length,
    }
  }

  #ablation(names: readonly string[], horizonUs: Us, costs: Costs): Ablation {
    const rows = this.#decided.flatMap(({ movesBps, point: { factors, net } }) => {
      const move = movesBps.get(horizonUs)
      return move === undefined || net === null ? [] : [[...factors.map(({ contribution }) => contribution), net, move]]
    })
    const moments = momentsOf(rows, names.length + 2)
    const isEnough = rows.length >= LEAST_DECISIONS
    const move = names.length + 1
    const share = (on: readonly number[]): number | null => (isEnough ? (explainedShare(moments, on, move) ?? null) : null)
    const varying = names.flatMap((_, at) => (varianceAt(moments, at) > 0 ? [at] : []))
    const r2 = share(varying)
    return {
      seconds: horizonUs / SECOND_US,
      n: rows.length,
      r2,
      chanceR2: r2 === null ? null : varying.length / (rows.length - 1),
      netR2: share([names.length]),
      netBeta: isEnough ? (regress(moments, [names.length], move)?.slopes[0] ?? null) : null,
      costs,
      factors: names.map((factor, at) => {
        const alone = share([at])
        const others = varying.filter((other) => other !== at)
        const without = r2 === null || alone === null ? null : others.length === 0 ? 0 : share(others)
        return { factor, alone, without, adds: r2 === null || without === null ? null : r2 - without }
      }),
    }
  }
}

function correlationOf({ products }: Moments): number | null {
  const scale = Math.sqrt(products[0]! * products[3]!)
  return scale > 0 ? products[1]! / scale : null
}

function varianceAt({ means, products }: Moments, column: number): number {
  return products[column * means.length + column]!
}
