import type { MarketEvent, Us } from '@of/core'
import type { Costs } from '../horizon-report.ts'
import type { Moves } from '../sample/moves.ts'
import type { FactorFigures } from '../signal-report.ts'
import { AblationTally } from './ablation-tally.ts'
import type { SignalPoint, StudiedSignal } from './factor-reader.ts'
import { PairTally } from './pair-tally.ts'

/** What the founding brief computed once and scored twice. */
const DOUBLE_SCORED = ['orderImbalance', 'depth'] as const

/** What is added up from the first decision on, which says what the factors are. */
interface Tallies {
  readonly uses: readonly { readonly factor: string; known: number; fired: number }[]
  readonly pairs: readonly PairTally[]
  /** By horizon. */
  readonly ablations: ReadonlyMap<Us, AblationTally>
}

/** Follows a signal's factors from decision to decision, and what came after. What it keeps does not grow with the decisions. */
export class FactorStudy {
  readonly #signal: StudiedSignal
  readonly #horizonsUs: readonly Us[]
  #tallies: Tallies | undefined
  #decisions = 0
  #abstained = 0

  constructor(signal: StudiedSignal, horizonsUs: readonly Us[]) {
    this.#signal = signal
    this.#horizonsUs = horizonsUs
  }

  /** Takes in a moment of decision; moves are asked for from when it was received on. */
  onDue({ features, product, receivedUs, sources, timeUs }: Extract<MarketEvent, { readonly kind: 'due' }>, moves: Moves): void {
    const point = this.#signal.read(features, sources, product)
    const { factors, net } = point
    if (net === null) {
      this.#abstained += 1
      return
    }
    this.#decisions += 1
    const tallies = (this.#tallies ??= talliesOf(point, this.#horizonsUs))
    for (const [at, { contribution, value }] of factors.entries()) {
      const use = tallies.uses[at]!
      if (value !== null) use.known += 1
      if (contribution !== 0) use.fired += 1
    }
    for (const pair of tallies.pairs) pair.add(point)
    const contributions = [...factors.map(({ contribution }) => contribution), net]
    for (const [horizonUs, ablation] of tallies.ablations) {
      // Moves must not overlap: of the decisions those on the horizon's own grid are followed.
      if (timeUs % horizonUs !== 0) continue
      moves.want(receivedUs, horizonUs, (move) => {
        if (move.kind === 'measured') ablation.add(contributions, (move.change / move.mid) * 1e4)
      })
    }
  }

  /** Everything found; `null` where nothing was decided. */
  figures(costsAt: (horizonUs: Us) => Costs): FactorFigures | null {
    if (this.#tallies === undefined) return null
    const { ablations, uses } = this.#tallies
    const pairs = this.#tallies.pairs.map((pair) => pair.figures())
    return {
      ruleSet: this.#signal.ruleSet,
      decisions: this.#decisions,
      abstained: this.#abstained,
      factors: uses.map((use) => ({ ...use })),
      pairs,
      doubleScored: pairs.find(({ factors }) => DOUBLE_SCORED.every((name) => factors.includes(name))) ?? null,
      ablation: Array.from(ablations, ([horizonUs, ablation]) => ablation.figures(costsAt(horizonUs))),
    }
  }
}

function talliesOf({ factors }: SignalPoint, horizonsUs: readonly Us[]): Tallies {
  const names = factors.map(({ factor }) => factor)
  return {
    uses: names.map((factor) => ({ factor, known: 0, fired: 0 })),
    pairs: names.flatMap((left, a) => names.slice(a + 1).map((right, offset) => new PairTally([a, a + 1 + offset], [left, right]))),
    ablations: new Map(horizonsUs.map((horizonUs) => [horizonUs, new AblationTally(horizonUs, names)])),
  }
}
