import type { Health } from '@of/api'
import { describeNetFault, type FeedEvent } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'

/** What is wrong, in one line. */
export type Trouble = NonNullable<Health['trouble']>

/** How long something that mends itself is told. */
const TOLD_FOR_US = 10 * SECOND_US

/** What a live feed has said to be wrong and has not yet said to be mended. */
export class Troubles {
  readonly #lost = new Map<string, { readonly why: string; readonly retryAtUs: Us }>()
  readonly #books = new Map<string, { readonly attempt: number; readonly reason: string }>()
  readonly #unsubscribed = new Map<string, string>()
  #passing: { readonly text: string; readonly untilUs: Us } | undefined

  take(event: FeedEvent): void {
    switch (event.kind) {
      case 'disconnected':
        this.#lost.set(event.connection, { why: describeNetFault(event.fault), retryAtUs: event.receivedUs + event.retryInUs })
        return
      case 'connected':
        this.#lost.delete(event.connection)
        return
      case 'gap':
        for (const product of event.products)
          this.#books.set(product, { attempt: 1, reason: `frames ${event.expected} to ${event.received - 1} lost` })
        return
      case 'resyncing':
        this.#books.set(event.product, { attempt: event.attempt, reason: event.reason })
        return
      case 'resynced':
        this.#books.delete(event.product)
        return
      case 'not-subscribed':
        this.#unsubscribed.set(event.channel, `${event.channel} of ${event.products.join(', ')} not subscribed, asked for again`)
        return
      case 'subscribed':
        this.#unsubscribed.delete(event.channel)
        return
      case 'overrun':
        this.#pass(event.receivedUs, `service too slow: ${event.droppedBatches} batches dropped, every book comes anew`)
        return
      case 'request-failed':
        this.#pass(event.receivedUs, `request failed: ${describeNetFault(event.fault)}`)
        return
      default:
    }
  }

  /** The worst of what is wrong. `nowUs` is of the clock that arrivals are stamped by. */
  worst(nowUs: Us | undefined): Trouble | null {
    for (const [connection, { retryAtUs, why }] of this.#lost) {
      const left = nowUs === undefined ? 0 : Math.ceil((retryAtUs - nowUs) / SECOND_US)
      return { tone: 'crit', text: `Connection ${connection} lost: ${why}. ${left > 0 ? `Next attempt in ${left} s` : 'Connecting'}` }
    }
    for (const [product, { attempt, reason }] of this.#books)
      return { tone: 'crit', text: `Book of ${product} lost: ${reason}. Resyncing, attempt ${attempt}` }
    for (const text of this.#unsubscribed.values()) return { tone: 'warn', text }
    if (this.#passing !== undefined && nowUs !== undefined && nowUs < this.#passing.untilUs)
      return { tone: 'warn', text: this.#passing.text }
    return null
  }

  #pass(receivedUs: Us, text: string): void {
    this.#passing = { text, untilUs: receivedUs + TOLD_FOR_US }
  }
}
