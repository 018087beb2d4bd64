import { describeFault, describeNetFault, type FeedEvent } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import { counted } from './numbers.ts'
import { megabytes } from './progress.ts'

/** What a feed tells besides data, as a remark for people; `undefined` for what is told by a count. */
export function feedEventText(event: FeedEvent): string | undefined {
  switch (event.kind) {
    case 'connected':
      return `${event.connection}: connected${event.attempt > 1 ? ` at attempt ${event.attempt}` : ''}`
    case 'disconnected':
      return `${event.connection}: ${describeNetFault(event.fault)}; again in ${seconds(event.retryInUs)}`
    case 'not-subscribed':
      return `${event.connection}: ${event.channel} of ${event.products.join(', ')} was not subscribed`
    case 'gap':
      return `${event.connection}: ${counted(event.received - event.expected, 'frame')} lost before number ${event.received}`
    case 'unreadable':
      return `${event.connection}: ${describeFault(event.fault)}`
    case 'stale':
      return `${event.connection}: silent for ${seconds(event.silentUs)}`
    case 'overrun':
      return `too slow: ${megabytes(event.droppedBytes)} that had arrived dropped, every book comes anew`
    case 'request-failed':
      return `${event.path}: ${describeNetFault(event.fault)}${event.retryInUs === undefined ? '' : `; again in ${seconds(event.retryInUs)}`}`
    default:
      return productText(event)
  }
}

function productText(event: FeedEvent): string | undefined {
  switch (event.kind) {
    case 'suspect':
      return `${event.product}: book suspect by check ${event.check}: ${event.detail}`
    case 'resyncing':
      return event.attempt > 1 ? `${event.product}: no book yet, attempt ${event.attempt}: ${event.reason}` : undefined
    case 'resynced':
      return `${event.product}: book stands again after ${seconds(event.afterUs)}`
    case 'backfilled':
      return event.stillMissing > 0 ? `${event.product}: ${counted(event.stillMissing, 'trade')} still missing` : undefined
    default:
      return undefined
  }
}

function seconds(spanUs: Us): string {
  return `${(spanUs / SECOND_US).toFixed(1)} s`
}
