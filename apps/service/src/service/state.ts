import type { Health, Origin, Quality } from '@of/api'
import type { Us } from '@of/core'
import type { Alerts } from '../alerts/alerts.ts'
import { unknownProduct } from '../answers/service-problem.ts'
import type { Config } from '../config/config.ts'
import type { Desk } from '../desk/desk.ts'
import { troubleOf } from '../desk/trouble-of.ts'
import type { EvidenceKeeper } from '../evidence/evidence-keeper.ts'
import { healthOf, type HealthInput } from '../present/health.ts'
import type { Moment } from '../present/moment.ts'
import { productOf, qualityOf } from '../present/product.ts'
import type { Recording } from '../record/recording.ts'
import type { MarketSource } from '../source/source.ts'
import type { HistoryStore } from '@of/store'

/** What a running service is made of. */
export interface StateParts {
  readonly config: Config
  readonly desk: Desk
  readonly source: MarketSource
  readonly store: HistoryStore | undefined
  readonly alerts: Alerts
  readonly recording: Recording | undefined
  readonly evidence: EvidenceKeeper
  readonly version: string
}

const STORE_OFF: Health['store'] = { state: 'off', lagMs: 0, bytes: 0, reason: 'the service runs without a store' }

/** What can be asked of a running service. */
export class ServiceState {
  readonly config: Config
  readonly desk: Desk
  readonly source: MarketSource
  readonly store: HistoryStore | undefined
  readonly alerts: Alerts
  readonly recording: Recording | undefined
  readonly evidence: EvidenceKeeper
  readonly version: string
  readonly startedUs: Us = Date.now() * 1_000
  /** Whether nothing more will come, and why where that is a failure. */
  ended: { readonly failure: string | undefined } | undefined

  constructor({ alerts, config, desk, evidence, recording, source, store, version }: StateParts) {
    this.alerts = alerts
    this.recording = recording
    this.config = config
    this.desk = desk
    this.evidence = evidence
    this.source = source
    this.store = store
    this.version = version
  }

  get origin(): Origin {
    return this.source.origin()
  }

  /** Another text after everything that changes what is known. */
  get stamp(): string {
    return `${this.desk.version} ${this.origin.words}`
  }

  /** How long nothing has arrived; `undefined` where that means nothing. */
  get silentUs(): Us | undefined {
    const nowUs = this.source.nowUs()
    const { lastReceivedUs } = this.desk
    return nowUs === undefined || lastReceivedUs === undefined ? undefined : Math.max(0, nowUs - lastReceivedUs)
  }

  /** Exchange time now, as far as it can be told: it goes on while nothing arrives. */
  get clockUs(): Us {
    const { nowUs } = this.desk
    return nowUs === 0 ? (this.source.nowUs() ?? 0) : nowUs + (this.silentUs ?? 0)
  }

  /** A product as of now. Throws a `ServiceProblem` for one that is not followed. */
  moment(asked: string): Moment {
    const { desk } = this
    const product = desk.canonical(asked)
    if (!desk.follows(asked)) throw unknownProduct(asked, desk.products)
    const { source } = this
    return {
      product,
      origin: this.origin,
      market: desk.market(product),
      clockUs: this.clockUs,
      // What takes a while is looked up where it is read.
      get view() {
        return desk.view(product)
      },
      get book() {
        return desk.book(product)
      },
      get feed() {
        return source.health()
      },
    }
  }

  get storeHealth(): Health['store'] {
    return this.store?.health() ?? STORE_OFF
  }

  healthInput(): HealthInput {
    const { clockUs, desk, ended, origin, silentUs, source, startedUs, version } = this
    return {
      origin,
      version,
      startedUs,
      clockUs,
      silentUs,
      hasEnded: ended !== undefined,
      failure: ended?.failure,
      trouble: troubleOf(desk.troubles, source.nowUs()),
      feed: source.health(),
      products: desk.products.map((product) => productOf(this.moment(product))),
      store: this.storeHealth,
      recording: this.recording?.health ?? null,
      replay: source.replay?.(),
    }
  }

  health(): Health {
    return healthOf(this.healthInput())
  }

  quality(product: string): Quality {
    return qualityOf(this.moment(product))
  }
}
