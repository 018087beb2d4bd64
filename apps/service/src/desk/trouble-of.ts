import type { Health } from '@of/api'
import type { FeedTrouble, Troubles } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'

/** What is wrong, in one line. */
export type Trouble = NonNullable<Health['trouble']>

/** The worst of what is wrong with the feed. `nowUs` is of the clock that arrivals are stamped by. */
export function troubleOf(troubles: Troubles, nowUs: Us | undefined): Trouble | null {
  const { disconnected, lostBook } = troubles
  if (disconnected !== undefined) {
    const { connection, retryAtUs, why } = disconnected
    const left = nowUs === undefined ? 0 : Math.ceil((retryAtUs - nowUs) / SECOND_US)
    return { tone: 'crit', text: `Connection ${connection} lost: ${why}. ${left > 0 ? `Next attempt in ${left} s` : 'Connecting'}` }
  }
  if (lostBook !== undefined) return { tone: 'crit', text: bookText(lostBook) }
  const lesser = troubles.lesser(nowUs)
  return lesser === undefined ? null : { tone: 'warn', text: lesserText(lesser) }
}

function bookText({ attempt, lost, product, reason }: Extract<FeedTrouble, { readonly kind: 'book' }>): string {
  const why = reason ?? (lost === undefined ? 'not believed' : `frames ${lost.expected} to ${lost.received - 1} lost`)
  return `Book of ${product} lost: ${why}. Resyncing, attempt ${Math.max(1, attempt)}`
}

function lesserText(trouble: Extract<FeedTrouble, { readonly kind: 'not-subscribed' | 'overrun' | 'request-failed' }>): string {
  switch (trouble.kind) {
    case 'not-subscribed':
      return `${trouble.channel} of ${trouble.products.join(', ')} not subscribed, asked for again`
    case 'overrun':
      return `service too slow: ${trouble.droppedBatches} batches dropped, every book comes anew`
    case 'request-failed':
      return `request failed: ${trouble.why}`
  }
}
