import type { MarketEvent } from '@of/core'
import { Pipeline, type PipelineEvent } from '@of/pipeline'
import type { OwnColumns } from '../factors/own-columns.ts'
import type { Scoring } from '../factors/own-signal.ts'
import { decodeState } from '../index/kept-state.ts'
import type { Step } from '../input/reading.ts'
import { type Due, type Spelling, spellingOf } from './spelling.ts'
import type { Findings, Task, Told } from './task.ts'

/** Which share of the products an analyst follows: of so many equal ones, which. */
export interface Share {
  readonly index: number
  readonly count: number
}

const WHOLE: Share = { index: 0, count: 1 }

/** What of one's own goes with an analysis: columns beside what is sampled, or a part of its signals. */
export interface Beside {
  readonly columns?: OwnColumns | undefined
  readonly scoring?: Scoring | undefined
}

/** Analyses what a recording brings, for all products or a share of them, and tells what falls due. */
export class Analyst {
  readonly #task: Task
  readonly #own: OwnColumns | undefined
  readonly #pipeline: Pipeline
  readonly #spelling: Spelling
  /** Every product that was met, followed or not, and its place among them. */
  readonly #ranks = new Map<string, number>()
  #simulated: boolean

  constructor(task: Task, share: Share = WHOLE, { columns: own, scoring }: Beside = {}) {
    const { countFromUs, keepDecisions, known, ruleSet, sampleEveryUs } = task
    this.#task = task
    this.#own = own
    this.#spelling = spellingOf(task.tells)
    const options = {
      ruleSet,
      ...(sampleEveryUs === undefined ? {} : { sampleEveryUs }),
      // Factors are read at the moments of the rows.
      ...(own === undefined || sampleEveryUs === undefined ? {} : { decideEveryUs: sampleEveryUs, onMarket: this.#hear }),
      ...scoring?.options,
      ...(countFromUs === undefined ? {} : { countFromUs }),
      ...(keepDecisions === undefined ? {} : { keepDecisions }),
      follow: (product: string) => this.#rankOf(product) % share.count === share.index,
    }
    const before = known && decodeState(known)
    this.#simulated = before?.simulated ?? false
    this.#pipeline = new Pipeline(options, before?.pipeline)
  }

  /** Takes steps in, and tells what fell due with them, in order. */
  take(steps: readonly Step[]): readonly Told[] {
    const told: Told[] = []
    for (let at = 0; at < steps.length; at++) {
      const step = steps[at]!
      if (step.kind === 'part') {
        if (!step.isContinuing) this.#pipeline.reopen()
        this.#simulated ||= step.simulated
        continue
      }
      const events = this.#pipeline.push(step)
      if (events.length > 0) this.#tell(events, at, told)
    }
    return told
  }

  /** What is known now. */
  findings(): Findings {
    const { products: asked, tells } = this.#task
    const canonical = new Map(asked.map((product) => [product, this.#pipeline.canonical(product)]))
    const wanted = new Set(asked.length === 0 ? this.#ranks.keys() : canonical.values())
    const reports =
      tells.kind === 'reports'
        ? this.#pipeline.products.flatMap((product) =>
            wanted.has(product) ? (this.#pipeline.report(product, { simulated: this.#simulated }) ?? []) : [],
          )
        : []
    return { products: [...this.#ranks.keys()], canonical, reports }
  }

  readonly #hear = (event: MarketEvent): void => {
    const { products } = this.#task
    if (products.length === 0 || products.some((product) => this.#pipeline.canonical(product) === event.product)) this.#own?.on(event)
  }

  #tell(events: readonly PipelineEvent[], step: number, told: Told[]): void {
    const asked = new Set(this.#task.products.map((product) => this.#pipeline.canonical(product)))
    for (const event of events) {
      if (event.kind !== 'decision' && event.kind !== 'sample') continue
      const isAsked = asked.size === 0 || asked.has(event.product)
      const own = isAsked && event.kind === 'sample' ? this.#own?.take(event.product, event.timeUs) : undefined
      const text = isAsked ? this.#spelling.text(event, this.#simulated, own) : ''
      const digested = this.#spelling.digested(event)
      if (text === '' && digested === undefined) continue
      told.push({ step, timeUs: timeOf(event), isDecision: event.kind === 'decision', rank: this.#rankOf(event.product), text, digested })
    }
  }

  /**
   * The place of a product in the order in which products are met. A pipeline asks of each new one whether it is to be followed, and all pipelines
   * of a stream meet the same ones: shares rest on the stream alone, not on which thread is quicker, and are as equal as can be.
   */
  #rankOf(product: string): number {
    let rank = this.#ranks.get(product)
    if (rank === undefined) this.#ranks.set(product, (rank = this.#ranks.size))
    return rank
  }
}

function timeOf(due: Due): number {
  return due.kind === 'sample' ? due.timeUs : due.decision.timeUs
}
