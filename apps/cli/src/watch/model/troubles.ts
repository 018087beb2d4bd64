import { describeNetFault, type FeedEvent } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import { fixed } from '../numbers.ts'
import type { ProductModel, Trouble } from './watch-model.ts'

/** How long something that mends itself stays on the screen. */
const TOLD_FOR_US = 10 * SECOND_US

/** What a live feed has said to be wrong and has not yet said to be mended. */
export class Troubles {
  readonly #lost = new Map<string, { readonly why: string; readonly retryAtUs: Us }>()
  readonly #resyncs = new Map<string, { readonly attempt: number; readonly reason: string }>()
  readonly #gaps = new Map<string, string>()
  readonly #unsubscribed = new Map<string, string>()
  #passing: { readonly text: string; readonly untilUs: Us } | undefined

  /** Takes in what the feed tells. */
  take(event: FeedEvent): void {
    switch (event.kind) {
      case 'connected':
        this.#lost.delete(event.connection)
        return
      case 'disconnected':
        this.#lost.set(event.connection, { why: describeNetFault(event.fault), retryAtUs: event.receivedUs + event.retryInUs })
        return
      case 'gap': {
        const { expected, received, products } = event
        const text = `sequence ${fixed(expected - 1, 0)} → ${fixed(received, 0)}, ${fixed(received - expected, 0)} lost`
        for (const product of products) this.#gaps.set(product, text)
        return
      }
      case 'resyncing':
        this.#resyncs.set(event.product, event)
        return
      case 'resynced':
        this.#resyncs.delete(event.product)
        this.#gaps.delete(event.product)
        return
      case 'not-subscribed':
        this.#unsubscribed.set(event.channel, `${event.channel} of ${event.products.join(', ')} not subscribed, asked for again`)
        return
      case 'subscribed':
        this.#unsubscribed.delete(event.channel)
        return
      case 'overrun':
        this.#pass(event.receivedUs, `this program was too slow: ${fixed(event.droppedBatches, 0)} batches dropped, every book comes anew`)
        return
      case 'request-failed':
        this.#pass(event.receivedUs, `request failed: ${describeNetFault(event.fault)}`)
        return
      default:
    }
  }

  /** The worst of what is wrong, for a person who looks at one product. `nowUs` is of the local clock. */
  worst(product: ProductModel | undefined, nowUs: Us | undefined): Trouble | undefined {
    for (const [connection, { why, retryAtUs }] of this.#lost) {
      const left = nowUs === undefined ? 0 : Math.ceil((retryAtUs - nowUs) / SECOND_US)
      return { tone: 'crit', text: `${connection} lost, ${left > 0 ? `next attempt in ${left} s` : 'connecting'}: ${why}` }
    }
    const book = this.#bookTrouble(product)
    if (book !== undefined) return { tone: 'crit', text: book }
    for (const text of this.#unsubscribed.values()) return { tone: 'warn', text }
    if (this.#passing !== undefined && nowUs !== undefined && nowUs < this.#passing.untilUs)
      return { tone: 'warn', text: this.#passing.text }
    return undefined
  }

  #bookTrouble(product: ProductModel | undefined): string | undefined {
    if (product === undefined || product.bookReason === undefined || product.bookState === 'empty' || product.bookState === 'absent')
      return undefined
    const { bookReason, bookState } = product
    const resync = this.#resyncs.get(product.product)
    const reason = this.#gaps.get(product.product) ?? resync?.reason ?? bookReason.replace(/^book \w+: /, '')
    return `Book ${bookState ?? 'lost'}: ${reason}.${resync === undefined ? '' : ` Attempt ${resync.attempt}`}`
  }

  #pass(receivedUs: Us, text: string): void {
    this.#passing = { text, untilUs: receivedUs + TOLD_FOR_US }
  }
}
