import type { PipelineEvent } from '@of/pipeline'
import type { HistoryStore } from '@of/store'
import type { Desk } from '../desk/desk.ts'
import type { Seen } from './evaluate.ts'

type Of<Kind extends PipelineEvent['kind']> = Extract<PipelineEvent, { readonly kind: Kind }>

/** Reads what rules may be about from what the pipeline tells. */
export class AlertWatch {
  readonly #desk: Desk
  readonly #store: HistoryStore | undefined
  readonly #tell: (seen: Seen) => void
  /** Of each product, how many orders were seen, and how many trades were missing. */
  readonly #orders = new Map<string, number>()
  readonly #missing = new Map<string, number>()
  /** Products whose book has been believed. */
  readonly #stood = new Set<string>()

  constructor(desk: Desk, store: HistoryStore | undefined, tell: (seen: Seen) => void) {
    this.#desk = desk
    this.#store = store
    this.#tell = tell
  }

  /** Takes in events that the desk has taken in before. */
  take(events: readonly PipelineEvent[]): void {
    for (const event of events) this.#take(event)
  }

  #take(event: PipelineEvent): void {
    switch (event.kind) {
      case 'sample':
        this.#onSample(event)
        return
      case 'trades':
        if (event.origin === 'live') this.#lookAtOrders(event.product)
        return
      case 'decision': {
        const { decision, product } = event
        const says = decision.abstained ? 'abstained' : decision.direction
        this.#tell({ kind: 'signal', product, timeUs: decision.timeUs, says })
        this.#lookAtAudit(product, decision.timeUs)
        return
      }
      case 'book-state':
        this.#onBook(event)
        return
      case 'fault':
    }
  }

  #onSample({ features, product, timeUs }: Of<'sample'>): void {
    this.#tell({ kind: 'features', product, timeUs, features })
    this.#lookAtOrders(product)
    const missing = this.#desk.missingTrades(product).reduce((sum, { from, to }) => sum + to - from + 1, 0)
    const before = this.#missing.get(product) ?? missing
    this.#missing.set(product, missing)
    this.#tell({ kind: 'quality', product, timeUs, of: 'trades-missing', isBad: missing > before, detail: `${missing - before} more` })
    const { reason, state } = this.#store?.health() ?? { state: 'off', reason: null }
    const isBad = state === 'full' || state === 'failed'
    this.#tell({ kind: 'quality', product: null, timeUs, of: 'store', isBad, detail: `${state}${reason === null ? '' : `, ${reason}`}` })
  }

  #onBook({ product, reason, state, timeUs }: Of<'book-state'>): void {
    // A book that was never there is not lost.
    if (state === 'synced') this.#stood.add(product)
    else if (!this.#stood.has(product)) return
    const detail = reason ?? state
    this.#tell({ kind: 'quality', product, timeUs, of: 'stale', isBad: state === 'stale', detail })
    this.#tell({ kind: 'quality', product, timeUs, of: 'book-lost', isBad: state !== 'synced' && state !== 'stale', detail })
  }

  #lookAtOrders(product: string): void {
    const { orders } = this.#desk.market(product)
    const seen = this.#orders.get(product) ?? orders.count
    this.#orders.set(product, orders.count)
    for (const order of orders.since(seen)) this.#tell({ kind: 'order', product, timeUs: order.timeUs, order })
  }

  #lookAtAudit(product: string, timeUs: number): void {
    const audit = this.#desk.view(product)?.audit
    if (audit === undefined) return
    const isBad = audit.verdict === 'failed' || audit.verdict === 'inverted'
    this.#tell({ kind: 'quality', product, timeUs, of: 'audit', isBad, detail: audit.verdict })
  }
}
