import type { Us } from '@of/core'
import type { DropReason } from '../paper/order.ts'
import type { PaperTrade } from '../paper/paper-trade.ts'
import type { Marked, PaperRecord } from '../paper/record.ts'

/** Counts by reason. */
export type Reasons = Partial<Record<DropReason, number>>

type OrderRecord = Extract<PaperRecord, { readonly kind: 'ordered' | 'filled' | 'dropped' }>

/** When the order in a product was sent that a fill answers, and whether any of it was filled. */
interface Sent {
  readonly atUs: Us
  isFilled: boolean
}

/** What happened to one arm, added up as it happens. */
export class ArmLedger {
  readonly trades: PaperTrade[] = []
  readonly marks: Marked[] = []
  readonly dropped: Reasons = {}
  readonly refused: Reasons = {}
  readonly #latencyUs: Us
  readonly #sent = new Map<string, Sent>()
  sent = 0
  filled = 0
  early = 0
  takerNotional = 0
  makerNotional = 0
  fees = 0

  constructor(latencyUs: Us) {
    this.#latencyUs = latencyUs
  }

  /** Takes in what became of an order. */
  take(record: OrderRecord): void {
    const key = `${record.product} ${record.purpose}`
    switch (record.kind) {
      case 'ordered':
        this.sent += 1
        this.#sent.set(key, { atUs: record.atUs, isFilled: false })
        break
      case 'filled':
        this.#fill(record, this.#sent.get(key))
        break
      case 'dropped':
        count(record.quantity === 0 ? this.refused : this.dropped, record.reason)
    }
  }

  #fill({ atUs, fee, isMaker, notional }: Extract<OrderRecord, { readonly kind: 'filled' }>, sent: Sent | undefined): void {
    if (isMaker) this.makerNotional += notional
    else this.takerNotional += notional
    this.fees += fee
    if (sent === undefined || atUs < sent.atUs + this.#latencyUs) this.early += 1
    if (sent === undefined || sent.isFilled) return
    sent.isFilled = true
    this.filled += 1
  }
}

function count(reasons: Reasons, reason: DropReason): void {
  reasons[reason] = (reasons[reason] ?? 0) + 1
}
