import { type Arrival, describeNetFault, type FeedHealth, Troubles } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import { Pipeline, type PipelineEvent } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import type { Scoring } from '../../factors/own-signal.ts'
import type { SourceLabel, WatchBatch } from '../source.ts'
import { chipOf, isDown, STALE_AFTER_US } from './chip.ts'
import { ProductTrack } from './product-track.ts'
import { troubleOf } from './trouble-of.ts'
import type { CheckModel, ConnectionModel, ProductModel, TapeRow, WatchModel } from './watch-model.ts'

/** Decisions that are kept: the screen shows the last. */
const KEPT_DECISIONS = 10

/** How old the picture of a product may be that is not looked at. */
const GLANCE_US = SECOND_US

/** What happened, for who tells of it line by line. */
export type WatchEvent = PipelineEvent | { readonly kind: 'order'; readonly product: string; readonly order: TapeRow }

/** What a watch follows. */
export interface WatchStateOptions {
  /** All that are seen when empty. */
  readonly products: readonly string[]
  readonly ruleSet?: RuleSet
  /** Factors of one's own in the signal; none unless given. */
  readonly scored?: Scoring['options']
  /** A pipeline that is fed elsewhere, samples every second and tells everything: what it tells comes with each batch. One of its own unless given. */
  readonly pipeline?: Pipeline
}

/** What the picture of a moment depends on besides what has arrived. */
export interface Moment {
  readonly label: SourceLabel
  readonly health: FeedHealth | undefined
  /** Of the clock that arrivals are stamped by; `undefined` where they were received at another time. */
  readonly nowUs: Us | undefined
  /** Of any steady clock, for how often what is not looked at is read. */
  readonly glanceUs: Us
  readonly selected: number
  readonly hasEnded: boolean
}

/** Everything that a watch knows: what arrives goes in, pictures come out. */
export class WatchState {
  readonly #pipeline: Pipeline
  readonly #isFedElsewhere: boolean
  readonly #asked: readonly string[]
  readonly #tracks = new Map<string, ProductTrack>()
  readonly #glances = new Map<string, { readonly atUs: Us; readonly model: ProductModel }>()
  readonly #troubles = new Troubles()
  #lastReceivedUs: Us | undefined

  constructor({ pipeline, products, ruleSet, scored }: WatchStateOptions) {
    this.#asked = products
    this.#isFedElsewhere = pipeline !== undefined
    this.#pipeline =
      pipeline ??
      new Pipeline({
        tell: 'all',
        sampleEveryUs: SECOND_US,
        keepDecisions: KEPT_DECISIONS,
        ...scored,
        ...(ruleSet === undefined ? {} : { ruleSet }),
      })
  }

  /** The products that are watched: those asked for under the names they have on the wire, else all that were seen. */
  get products(): readonly string[] {
    if (this.#asked.length === 0) return this.#pipeline.products
    return [...new Set(this.#asked.map((product) => this.#pipeline.canonical(product)))]
  }

  /** The greatest exchange time seen. */
  get nowUs(): Us {
    return this.#pipeline.nowUs
  }

  /** Takes in what came, and returns what happened. */
  take({ arrivals, events, told = [] }: WatchBatch): WatchEvent[] {
    for (const event of events) this.#troubles.take(event)
    for (const arrival of arrivals) this.#note(arrival)
    if (this.#isFedElsewhere) return this.#told(told)
    return arrivals.flatMap((arrival) => this.#told(this.#pipeline.push(arrival)))
  }

  /** The picture of a moment. */
  model(moment: Moment): WatchModel {
    const { health, label, nowUs, selected, hasEnded } = moment
    const silentUs = nowUs === undefined || this.#lastReceivedUs === undefined ? undefined : Math.max(0, nowUs - this.#lastReceivedUs)
    const isStale = silentUs !== undefined && (silentUs > STALE_AFTER_US || isDown(health))
    const clockUs = this.nowUs === 0 ? (nowUs ?? 0) : this.nowUs + (silentUs ?? 0)
    const context = { silentUs: isStale ? Math.max(1, silentUs) : 0, health }
    const products = this.products.map((product, at) =>
      this.#productModel(product, { ...context, hasEnded, isLookedAt: at === selected, glanceUs: moment.glanceUs }),
    )
    const product = products[selected]
    const trouble = troubleOf(this.#troubles, product, nowUs)
    return {
      clockUs,
      chip: chipOf({ label, health, silentUs, hasEnded, product, nowUs: clockUs }),
      banner: bannerOf(label),
      trouble,
      products,
      connections: connectionsOf(health),
      checks: checksOf(health),
      isStale,
    }
  }

  #note(arrival: Arrival): void {
    if (arrival.kind === 'frame') this.#lastReceivedUs = Math.max(arrival.receivedUs, this.#lastReceivedUs ?? 0)
  }

  #told(events: readonly PipelineEvent[]): WatchEvent[] {
    return events.flatMap((event): WatchEvent[] => {
      if (event.product === undefined) return [event]
      const { product } = event
      return [
        event,
        ...this.#track(product)
          .take(event)
          .map((order) => ({ kind: 'order' as const, product, order })),
      ]
    })
  }

  #productModel(
    product: string,
    context: Parameters<ProductTrack['model']>[1] & { readonly isLookedAt: boolean; readonly glanceUs: Us },
  ): ProductModel {
    const glance = this.#glances.get(product)
    if (glance !== undefined && !context.isLookedAt && context.glanceUs - glance.atUs < GLANCE_US) return glance.model
    const model = this.#track(product).model(this.#pipeline.view(product), context)
    this.#glances.set(product, { atUs: context.glanceUs, model })
    return model
  }

  #track(product: string): ProductTrack {
    let track = this.#tracks.get(product)
    if (track === undefined) this.#tracks.set(product, (track = new ProductTrack(product)))
    return track
  }
}

function bannerOf({ isSimulated, kind, words }: SourceLabel): string | undefined {
  if (isSimulated) return `SIMULATED  not a market · ${words}`
  return kind === 'replay' ? `REPLAY  ${words}` : undefined
}

function connectionsOf(health: FeedHealth | undefined): ConnectionModel[] {
  return (health?.connections ?? []).map(({ latency, lastFault, ...connection }) => ({
    ...connection,
    latency: latency ?? undefined,
    lastFault: lastFault === undefined ? undefined : describeNetFault(lastFault),
  }))
}

function checksOf(health: FeedHealth | undefined): CheckModel[] {
  return Object.entries(health?.checks ?? {}).map(([name, { checked, failed, note }]) => ({ name, checked, failed, note }))
}
