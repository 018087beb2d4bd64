import type { Us } from '@of/core'
import { describeFault, describeNetFault, type FeedEvent } from '@of/coinbase'

/** A line of the log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly text: string
  /** What it is about: lines of one text and one subject repeat each other. */
  readonly about: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** What of a live feed is worth a line; `undefined` for data, and for what is told by a count. */
export function feedLine(event: FeedEvent): LogLine | undefined {
  switch (event.kind) {
    case 'connected': {
      const { attempt, connection } = event
      return { level: 'info', text: 'connected', about: connection, fields: { connection, attempt } }
    }
    case 'disconnected': {
      const { connection, fault, retryInUs } = event
      const fields = { connection, why: describeNetFault(fault), retryInMs: milliseconds(retryInUs) }
      return { level: 'warn', text: 'disconnected', about: connection, fields }
    }
    case 'stale': {
      const { connection, silentUs } = event
      return { level: 'warn', text: 'connection silent', about: connection, fields: { connection, silentMs: milliseconds(silentUs) } }
    }
    case 'not-subscribed': {
      const { channel, connection, products } = event
      return { level: 'warn', text: 'not subscribed', about: `${connection} ${channel}`, fields: { connection, channel, products } }
    }
    case 'unreadable': {
      const { connection, fault } = event
      return { level: 'warn', text: 'frame not read', about: connection, fields: { connection, why: describeFault(fault) } }
    }
    case 'gap': {
      const { connection, expected, products, received } = event
      return { level: 'warn', text: 'frames lost', about: connection, fields: { connection, expected, received, products } }
    }
    case 'overrun': {
      const { droppedBatches, droppedBytes } = event
      return { level: 'error', text: 'too slow for the feed', about: '', fields: { droppedBatches, droppedBytes } }
    }
    case 'request-failed': {
      const { fault, path, retryInUs } = event
      const retryInMs = retryInUs === undefined ? null : milliseconds(retryInUs)
      return {
        level: 'warn',
        text: 'request failed',
        about: path.split('?')[0]!,
        fields: { path, why: describeNetFault(fault), retryInMs },
      }
    }
    default:
      return productLine(event)
  }
}

function productLine(event: FeedEvent): LogLine | undefined {
  switch (event.kind) {
    case 'suspect': {
      const { check, detail, product } = event
      return { level: 'warn', text: 'book suspect', about: product, fields: { product, check, detail } }
    }
    case 'resyncing': {
      const { attempt, product, reason } = event
      return { level: 'warn', text: 'book lost', about: product, fields: { product, attempt, reason } }
    }
    case 'resynced': {
      const { afterUs, product } = event
      return { level: 'info', text: 'book stands again', about: product, fields: { product, afterMs: milliseconds(afterUs) } }
    }
    case 'missing-trades': {
      const { from, product, to } = event
      return { level: 'warn', text: 'trades missing', about: product, fields: { product, from, to } }
    }
    case 'backfilled': {
      const { product, stillMissing, trades } = event
      return { level: 'info', text: 'trades fetched', about: product, fields: { product, trades, stillMissing } }
    }
    default:
      return undefined
  }
}

function milliseconds(us: Us): number {
  return Math.round(us / 1_000)
}
