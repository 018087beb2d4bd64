import { firstPrincipal, type Us } from '@of/core'
import type { Columns } from '../regress/columns.ts'
import { addObservation, type Moments, noMoments } from '../regress/moments.ts'
import { levelProducts, OutOfSample } from '../regress/out-of-sample.ts'
import type { DepthTally } from '../sample/depth-tally.ts'
import { type Block, judgeBlock, type Observed } from './block.ts'

/** Windows that weights of levels must rest on. */
const LEAST_WINDOWS = 30

/** What a regression is cut into blocks with. */
export interface BlockedOptions {
  readonly columns: Columns
  readonly blockUs: Us
  readonly depths: DepthTally
}

/** Regressions block by block, each as its last observation is known: of a block nothing but figures is kept. */
export class BlockedRegression {
  readonly blocks: Block[] = []
  readonly outOfSample: OutOfSample
  readonly #options: BlockedOptions
  /** The levels' imbalances of blocks past, in units of depth. */
  readonly #past: Moments
  #open: Observed[] = []
  #windows = 0
  #spreadBps = 0
  #skipped = 0
  #inSample: Block | undefined

  constructor(options: BlockedOptions) {
    this.#options = options
    this.outOfSample = new OutOfSample(options.columns)
    this.#past = noMoments(options.columns.levels)
  }

  /** Observations ever taken in. */
  get windows(): number {
    return this.#windows
  }

  /** Mean spread over observations, basis points; `undefined` without one. */
  get spreadBps(): number | undefined {
    return this.#windows > 0 ? this.#spreadBps / this.#windows : undefined
  }

  /** Blocks in which the mid never moved differently. */
  get skipped(): number {
    return this.#skipped
  }

  /** Observations of the smallest block that could be judged; `null` without one. */
  get fewestWindows(): number | null {
    return this.blocks.length === 0 ? null : Math.min(...this.blocks.map(({ windows }) => windows))
  }

  /** The only block with weights of its own, which are not those of the past; `undefined` where there are several blocks, or none. */
  get inSample(): Block | undefined {
    return this.blocks.length === 1 ? this.#inSample : undefined
  }

  /** Takes in the next observation. */
  push(observed: Observed): void {
    const [first] = this.#open
    if (first !== undefined && this.#blockOf(first) !== this.#blockOf(observed)) this.#close(first)
    this.#open.push(observed)
    this.#windows += 1
    this.#spreadBps += observed.spreadBps
    this.outOfSample.push(observed.values)
  }

  /** Judges the last block, however much there is of it. */
  finish(): void {
    const [first] = this.#open
    if (first !== undefined) this.#close(first)
    this.outOfSample.finish()
  }

  #blockOf({ startUs }: Observed): number {
    return Math.floor(startUs / this.#options.blockUs)
  }

  #close(first: Observed): void {
    const { blockUs, columns, depths: tally } = this.#options
    const startUs = this.#blockOf(first) * blockUs
    const depths = tally.between(startUs, startUs + blockUs)
    const context = { startUs, depths, columns }
    const block = judgeBlock(this.#open, { ...context, weights: this.#weights() })
    const scale = depths.level ?? 1
    for (const { values } of this.#open)
      addObservation(
        this.#past,
        values.subarray(0, columns.levels).map((ofi) => ofi / scale),
      )
    if (block === undefined) this.#skipped += 1
    else {
      this.blocks.push(block)
      if (this.blocks.length === 1) this.#inSample = judgeBlock(this.#open, { ...context, weights: this.#weights(columns.levels + 1) })
    }
    this.#open = []
  }

  #weights(leastWindows = LEAST_WINDOWS): Float64Array | undefined {
    const { levels } = this.#options.columns
    if (this.#past.count < leastWindows) return undefined
    return firstPrincipal(levelProducts(this.#past, levels), levels)?.weights
  }
}
