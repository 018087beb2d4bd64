import { inferredTick, type MarketEvent, MINUTE_US, SECOND_US, type Us } from '@of/core'
import { type Random, sfc32 } from '@of/stats'
import { conclusionsOf } from './conclusions.ts'
import { depthLawOf } from './depth-law.ts'
import { FactorStudy } from './factors/factor-study.ts'
import { costsOf } from './horizon/explained.ts'
import { HorizonStudy } from './horizon/horizon-study.ts'
import { LevelStudy } from './levels/level-study.ts'
import { commonStep, type StudySettings } from './options.ts'
import { OwnFactorStudy } from './own/own-factor-study.ts'
import { columnsFor } from './regress/columns.ts'
import type { Costs } from './horizon-report.ts'
import type { StudyInput, StudyReport } from './report.ts'
import { DepthTally } from './sample/depth-tally.ts'
import { Moves } from './sample/moves.ts'
import { RowSampler } from './sample/row-sampler.ts'
import { warningsOf } from './warnings.ts'

/** The horizon at which the paper regresses, and the depth law is told if it is among those studied. */
const PAPER_US: Us = 10 * SECOND_US

/** The study of one product: events in, in the order of arrival; a report out, at the end. What it keeps does not grow with the events. */
export class ProductStudy {
  readonly product: string
  readonly #settings: StudySettings
  readonly #depths: DepthTally
  readonly #moves: Moves
  readonly #sampler: RowSampler
  readonly #horizons: readonly HorizonStudy[]
  readonly #factors: FactorStudy | undefined
  readonly #own: OwnFactorStudy | undefined
  readonly #levels: LevelStudy | undefined
  readonly #random: Random
  #books = 0
  #trades = 0
  #hiddenTrades = 0
  #bookLosses = 0
  #firstUs: Us | undefined
  #lastUs: Us | undefined

  constructor(product: string, settings: StudySettings) {
    const { blockUs, horizonsUs, latencyUs, levels, own, signal, testsLevels } = settings
    this.product = product
    this.#settings = settings
    this.#random = sfc32(settings.seed, product)
    this.#depths = new DepthTally(blockUs)
    this.#moves = new Moves(latencyUs)
    const stepUs = commonStep(horizonsUs)
    const shared = { stepUs, blockUs, columns: columnsFor(levels), depths: this.#depths, moves: this.#moves }
    this.#horizons = horizonsUs.map((horizonUs) => new HorizonStudy({ ...shared, horizonUs }))
    this.#factors = signal && new FactorStudy(signal, longHorizons(horizonsUs))
    this.#own = own && new OwnFactorStudy({ ...own, horizonsUs, blockUs, depths: this.#depths, moves: this.#moves })
    this.#levels = testsLevels ? new LevelStudy(this.#random) : undefined
    this.#sampler = new RowSampler({
      stepUs,
      levels,
      depths: this.#depths,
      reader: {
        onKnown: (row, receivedUs) => this.#horizons.forEach((horizon) => horizon.onKnown(row, receivedUs)),
        onSettled: (row) => this.#horizons.forEach((horizon) => horizon.onSettled(row)),
      },
    })
  }

  /** Takes in what was met next of this product. */
  push(event: MarketEvent): void {
    const timeUs = event.kind === 'trade' ? event.trade.timeUs : event.timeUs
    if (this.#lastUs === undefined || timeUs > this.#lastUs) this.#lastUs = timeUs
    this.#firstUs ??= timeUs
    this.#moves.advance(event.receivedUs)
    this.#sampler.push(event)
    this.#count(event)
    const own = this.#settings.own?.on(event)
    if (event.kind === 'due') {
      if (own !== undefined) this.#own?.onDue(event, own)
      // The signal decides once a minute, however often factors are read.
      if (event.timeUs % MINUTE_US === 0) this.#factors?.onDue(event, this.#moves)
    } else if (event.kind === 'trade') this.#levels?.onTrade(event.trade)
    else this.#takeMid(timeUs)
  }

  /** Nothing comes any more: what was found, told in ticks of a size; of the finest decimal of the best prices where it is not known. */
  finish(toldTick?: number): StudyReport {
    this.#sampler.finish()
    for (const horizon of this.#horizons) horizon.finish()
    const tick = toldTick ?? this.#finestTick
    const context = { tick, random: this.#random }
    const horizons = this.#horizons.map((horizon) => horizon.figures(context, this.#settings.feeBps))
    const paper = this.#horizons.find(({ horizonUs }) => horizonUs === PAPER_US) ?? this.#horizons[0]!
    const found = {
      input: this.#input(tick, toldTick === undefined),
      horizons,
      depthLaw: depthLawOf(paper, tick),
      factors: this.#factors?.figures((horizonUs) => this.#costsAt(horizonUs)) ?? null,
      ownFactors: this.#own?.figures(context, this.#settings.feeBps) ?? null,
      levels: this.#levels?.figures() ?? null,
    }
    const warned = { ...found, warnings: warningsOf(found) }
    return { ...warned, conclusions: conclusionsOf(warned) }
  }

  get #finestTick(): number | undefined {
    return inferredTick(this.#sampler.decimals)?.size
  }

  #takeMid(timeUs: Us): void {
    const { mid } = this.#sampler
    if (mid === undefined) {
      this.#moves.onLoss()
      this.#own?.onLoss()
      this.#levels?.onLoss()
      return
    }
    this.#moves.onMid(mid)
    const tick = this.#finestTick
    if (tick !== undefined) this.#levels?.onMid(timeUs, mid, tick)
  }

  #count(event: MarketEvent): void {
    if (event.kind === 'book') this.#books += 1
    else if (event.kind === 'book-lost') this.#bookLosses += 1
    else if (event.kind === 'trade') {
      this.#trades += 1
      if (event.isHidden) this.#hiddenTrades += 1
    }
  }

  #input(tick: number | undefined, tickInferred: boolean): StudyInput {
    const { feeBps, latencyUs, levels } = this.#settings
    return {
      product: this.product,
      tick: tick ?? null,
      tickInferred,
      firstUs: this.#firstUs ?? null,
      lastUs: this.#lastUs ?? null,
      levels,
      latencyMs: latencyUs / 1_000,
      feeBps: feeBps ?? null,
      books: this.#books,
      trades: this.#trades,
      hiddenTrades: this.#hiddenTrades,
      lateTrades: this.#sampler.lateTrades,
      bookLosses: this.#bookLosses,
    }
  }

  #costsAt(horizonUs: Us): Costs {
    const horizon = this.#horizons.find((own) => own.horizonUs === horizonUs) ?? this.#horizons.at(-1)!
    return costsOf(horizon.predictive.spreadBps, this.#settings.feeBps)
  }
}

/** Horizons that decisions, a minute apart, can be followed over. */
function longHorizons(horizonsUs: readonly Us[]): readonly Us[] {
  return horizonsUs.filter((horizonUs) => horizonUs >= MINUTE_US)
}
