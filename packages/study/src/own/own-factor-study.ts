import { type MarketEvent, SECOND_US, type Us } from '@of/core'
import { BlockedRegression } from '../horizon/blocked-regression.ts'
import { blockLength } from '../horizon/horizon-study.ts'
import { costsOf, predictedMove } from '../horizon/explained.ts'
import { type FigureContext, figuresOf } from '../horizon/figures.ts'
import type { OwnFactorFigures, OwnHorizonFigures } from '../own-report.ts'
import { columnsFor } from '../regress/columns.ts'
import type { DepthTally } from '../sample/depth-tally.ts'
import type { Moves } from '../sample/moves.ts'

type Due = Extract<MarketEvent, { readonly kind: 'due' }>

/** A factor is one number as of a moment, as the imbalance of the best levels is: it stands in its column, and nothing stands in the others. */
const SET = 'imbalance'
const COLUMNS = columnsFor(0)

/** What factors are studied with. */
export interface OwnOptions {
  readonly names: readonly string[]
  readonly everyUs: Us
  readonly horizonsUs: readonly Us[]
  /** The shortest that a block may be. */
  readonly blockUs: Us
  readonly depths: DepthTally
  readonly moves: Moves
}

interface Asked {
  readonly horizonUs: Us
  readonly blockUs: Us
  readonly same: BlockedRegression
  readonly next: BlockedRegression
  unmeasured: number
  unfinished: number
}

/** What factors of somebody's own explain of the moves up to their moments and, kept apart from that, of those after them. */
export class OwnFactorStudy {
  readonly #options: OwnOptions
  readonly #known: number[]
  /** By factor. */
  readonly #asked: readonly (readonly Asked[])[]
  readonly #longestUs: Us
  /** Mids by moment, of the longest horizon, since the book was last lost. */
  readonly #mids = new Map<Us, number>()
  #moments = 0

  constructor(options: OwnOptions) {
    const { depths, everyUs, names } = options
    this.#options = options
    // Between two moments a factor says nothing new.
    const horizonsUs = options.horizonsUs.filter((horizonUs) => horizonUs % everyUs === 0)
    this.#longestUs = Math.max(0, ...horizonsUs)
    this.#known = names.map(() => 0)
    this.#asked = names.map(() =>
      horizonsUs.map((horizonUs): Asked => {
        const blockUs = blockLength(horizonUs, options.blockUs)
        const regression = (): BlockedRegression => new BlockedRegression({ columns: COLUMNS, blockUs, depths })
        return { horizonUs, blockUs, same: regression(), next: regression(), unmeasured: 0, unfinished: 0 }
      }),
    )
  }

  /** The book was lost: what the mid did over that is not known. */
  onLoss(): void {
    this.#mids.clear()
  }

  /** Takes in a moment and the factors' values at it. */
  onDue({ features, receivedUs, timeUs }: Due, values: readonly (number | null)[]): void {
    const mid = features.mid.value
    const spreadBps = features.spreadBps.value
    this.#moments += 1
    if (mid === null || spreadBps === null) this.onLoss()
    else this.#mids.set(timeUs, mid)
    this.#mids.delete(timeUs - this.#longestUs - this.#options.everyUs)
    for (const [at, value] of values.entries()) {
      if (value === null) continue
      this.#known[at]! += 1
      for (const asked of this.#asked[at]!) {
        if (timeUs % asked.horizonUs !== 0) continue
        if (mid === null || spreadBps === null) asked.unmeasured += 1
        else this.#observe(asked, value, { timeUs, receivedUs, mid, spreadBps })
      }
    }
  }

  /** Everything found, in ticks of a size. */
  figures(context: FigureContext, feeBps: number | undefined): OwnFactorFigures[] {
    return this.#options.names.map((factor, at) => ({
      factor,
      moments: this.#moments,
      known: this.#known[at]!,
      horizons: this.#asked[at]!.map((asked) => figuresAt(asked, context, feeBps)),
    }))
  }

  #observe(
    asked: Asked,
    value: number,
    {
      mid,
      receivedUs,
      spreadBps,
      timeUs,
    }: { readonly timeUs: Us; readonly receivedUs: Us; readonly mid: number; readonly spreadBps: number },
  ): void {
    const { horizonUs, next, same } = asked
    const startUs = timeUs - horizonUs
    const before = this.#mids.get(startUs)
    if (before !== undefined) same.push({ startUs, values: observationOf(value, mid - before), mid: before, spreadBps })
    asked.unfinished += 1
    this.#options.moves.want(receivedUs, horizonUs, (move) => {
      asked.unfinished -= 1
      if (move.kind === 'unmeasured') asked.unmeasured += 1
      else next.push({ startUs, values: observationOf(value, move.change), mid: move.mid, spreadBps })
    })
  }
}

function observationOf(value: number, move: number): Float64Array {
  const values = new Float64Array(COLUMNS.count)
  values[COLUMNS.imbalance] = value
  values[COLUMNS.move] = move
  return values
}

function figuresAt(asked: Asked, context: FigureContext, feeBps: number | undefined): OwnHorizonFigures {
  const { blockUs, horizonUs, next, same, unfinished, unmeasured } = asked
  same.finish()
  next.finish()
  const figures = ({ blocks, outOfSample }: BlockedRegression) => figuresOf({ set: SET, blocks, outOfSample: outOfSample.of(SET) }, context)
  const predictive = figures(next)
  return {
    seconds: horizonUs / SECOND_US,
    blockSeconds: blockUs / SECOND_US,
    contemporaneous: { windows: same.windows, skippedBlocks: same.skipped, ...figures(same) },
    predictive: {
      windows: next.windows,
      unmeasured,
      unfinished,
      skippedBlocks: next.skipped,
      ...predictive,
      predictedMoveBps: predictedMove(predictive.r2, next),
      costs: costsOf(next.spreadBps, feeBps),
    },
  }
}
