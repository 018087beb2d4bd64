import { DAY_US, HOUR_US, MINUTE_US, SECOND_US, type Us } from '@of/core'
import { type Columns, observationOf } from '../regress/columns.ts'
import type { HorizonFigures, HourFigures } from '../horizon-report.ts'
import type { DepthTally } from '../sample/depth-tally.ts'
import type { Move, Moves } from '../sample/moves.ts'
import type { Row } from '../sample/row.ts'
import { type Window, WindowBuilder } from '../sample/window.ts'
import type { Block } from './block.ts'
import { BlockedRegression } from './blocked-regression.ts'
import { setsOf, withCosts } from './explained.ts'
import { type FigureContext, meanOf } from './figures.ts'

/** Windows that a block should hold. */
const WINDOWS_A_BLOCK = 30

/** What a horizon is studied with. */
export interface HorizonOptions {
  readonly horizonUs: Us
  /** Length of a row; the horizon is a multiple of it. */
  readonly stepUs: Us
  /** The shortest that a block may be. */
  readonly blockUs: Us
  readonly columns: Columns
  readonly depths: DepthTally
  readonly moves: Moves
}

/** What features explain at one horizon: of the moves of their own windows, and, kept apart from that, of the moves after them. */
export class HorizonStudy {
  readonly horizonUs: Us
  readonly blockUs: Us
  readonly contemporaneous: BlockedRegression
  readonly predictive: BlockedRegression
  readonly #options: HorizonOptions
  readonly #settled: WindowBuilder
  readonly #known: WindowBuilder
  #torn = 0
  #tornBefore = 0
  #unfinished = 0

  constructor(options: HorizonOptions) {
    const { columns, depths, horizonUs, stepUs } = options
    this.#options = options
    this.horizonUs = horizonUs
    this.blockUs = blockLength(horizonUs, options.blockUs)
    this.contemporaneous = new BlockedRegression({ columns, blockUs: this.blockUs, depths })
    this.predictive = new BlockedRegression({ columns, blockUs: this.blockUs, depths })
    const rows = Math.round(horizonUs / stepUs)
    this.#settled = new WindowBuilder(stepUs, rows)
    this.#known = new WindowBuilder(stepUs, rows)
  }

  /** A row as it was known at a receive time: the move that it may predict begins after that. */
  onKnown(row: Row, receivedUs: Us): void {
    const window = this.#known.push(row)
    if (window === undefined) return
    if (!window.isWhole) {
      this.#tornBefore += 1
      return
    }
    this.#unfinished += 1
    this.#options.moves.want(receivedUs, this.horizonUs, (move) => this.#onMove(window, move))
  }

  /** A row with all that happened in it. */
  onSettled(row: Row): void {
    const window = this.#settled.push(row)
    if (window === undefined) return
    if (!window.isWhole) {
      this.#torn += 1
      return
    }
    this.contemporaneous.push(this.#observed(window, window.closeMid - window.openMid, window.openMid))
  }

  /** Nothing comes any more. */
  finish(): void {
    this.contemporaneous.finish()
    this.predictive.finish()
  }

  /** Everything found. */
  figures(context: FigureContext, feeBps: number | undefined): HorizonFigures {
    const { columns } = this.#options
    const { contemporaneous, predictive } = this
    const sets = setsOf(predictive, columns.levels, context)
    return {
      seconds: this.horizonUs / SECOND_US,
      blockSeconds: this.blockUs / SECOND_US,
      windows: contemporaneous.windows,
      contemporaneous: {
        windows: contemporaneous.windows,
        unmeasured: this.#torn,
        skippedBlocks: contemporaneous.skipped,
        fewestWindows: contemporaneous.fewestWindows,
        ...setsOf(contemporaneous, columns.levels, context),
      },
      predictive: {
        windows: predictive.windows,
        unmeasured: this.#tornBefore,
        unfinished: this.#unfinished,
        skippedBlocks: predictive.skipped,
        ...withCosts(sets, predictive, feeBps),
      },
      byHour: this.blockUs > HOUR_US ? [] : hoursOf(contemporaneous.blocks, predictive.blocks),
    }
  }

  #onMove(window: Window, move: Move): void {
    this.#unfinished -= 1
    if (move.kind === 'unmeasured') this.#tornBefore += 1
    else this.predictive.push(this.#observed(window, move.change, move.mid))
  }

  #observed(window: Window, move: number, mid: number): Parameters<BlockedRegression['push']>[0] {
    return { startUs: window.startUs, values: observationOf(window, move, this.#options.columns), mid, spreadBps: window.spreadBps }
  }
}

/** Lengths of blocks that divide a day, so that all begin by the clock. */
const LENGTHS: readonly Us[] = [30, 60, 120, 180, 240, 360, 480, 720, 1_440].map((minutes) => minutes * MINUTE_US)

/** The shortest block of at least the wished length that holds enough windows; a day at most, unless more is wished. */
export function blockLength(horizonUs: Us, wishedUs: Us): Us {
  if (wishedUs >= WINDOWS_A_BLOCK * horizonUs || wishedUs >= DAY_US) return wishedUs
  return LENGTHS.find((lengthUs) => lengthUs > wishedUs && lengthUs >= WINDOWS_A_BLOCK * horizonUs && lengthUs % wishedUs === 0) ?? DAY_US
}

function hoursOf(contemporaneous: readonly Block[], predictive: readonly Block[]): HourFigures[] {
  return Array.from({ length: 24 }, (_, hour) => ({
    hour,
    blocks: contemporaneous.filter((block) => hourOf(block) === hour).length,
    contemporaneousR2: hourR2(contemporaneous, hour),
    predictiveR2: hourR2(predictive, hour),
  })).filter(({ blocks }) => blocks > 0)
}

/** The hour of the UTC day that a block begins in. */
function hourOf({ startUs }: Block): number {
  return Math.floor((startUs % DAY_US) / HOUR_US)
}

/** Mean over the blocks of an hour of what OFI explains; `null` where there are none. */
function hourR2(blocks: readonly Block[], hour: number): number | null {
  return meanOf(blocks.flatMap((block) => (hourOf(block) === hour ? (block.fits.ofi?.r2 ?? []) : [])))
}
