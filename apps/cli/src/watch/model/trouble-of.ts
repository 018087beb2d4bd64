import type { FeedTrouble, Troubles } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import { fixed } from '../numbers.ts'
import type { ProductModel, Trouble } from './watch-model.ts'

/** The worst of what is wrong, for a person who looks at one product. `nowUs` is of the local clock. */
export function troubleOf(troubles: Troubles, product: ProductModel | undefined, nowUs: Us | undefined): Trouble | undefined {
  const { disconnected } = troubles
  if (disconnected !== undefined) {
    const { connection, retryAtUs, why } = disconnected
    const left = nowUs === undefined ? 0 : Math.ceil((retryAtUs - nowUs) / SECOND_US)
    return { tone: 'crit', text: `${connection} lost, ${left > 0 ? `next attempt in ${left} s` : 'connecting'}: ${why}` }
  }
  const book = bookTrouble(troubles, product)
  if (book !== undefined) return { tone: 'crit', text: book }
  const lesser = troubles.lesser(nowUs)
  return lesser && { tone: 'warn', text: lesserText(lesser) }
}

function bookTrouble(troubles: Troubles, product: ProductModel | undefined): string | undefined {
  if (product === undefined || product.bookReason === undefined || product.bookState === 'empty' || product.bookState === 'absent')
    return undefined
  const { bookReason, bookState } = product
  const told = troubles.book(product.product)
  const reason = gapText(told?.lost) ?? told?.reason ?? bookReason.replace(/^book \w+: /, '')
  return `Book ${bookState ?? 'lost'}: ${reason}.${told === undefined || told.attempt === 0 ? '' : ` Attempt ${told.attempt}`}`
}

function gapText(lost: { readonly expected: number; readonly received: number } | undefined): string | undefined {
  if (lost === undefined) return undefined
  const { expected, received } = lost
  return `sequence ${fixed(expected - 1, 0)} → ${fixed(received, 0)}, ${fixed(received - expected, 0)} lost`
}

function lesserText(trouble: Extract<FeedTrouble, { readonly kind: 'not-subscribed' | 'overrun' | 'request-failed' }>): string {
  switch (trouble.kind) {
    case 'not-subscribed':
      return `${trouble.channel} of ${trouble.products.join(', ')} not subscribed, asked for again`
    case 'overrun':
      return `this program was too slow: ${fixed(trouble.droppedBatches, 0)} batches dropped, every book comes anew`
    case 'request-failed':
      return `request failed: ${trouble.why}`
  }
}
