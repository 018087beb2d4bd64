import type { Us } from '@of/core'
import { candlesEvent } from './candles.ts'
import { heartbeatEvent } from './heartbeats.ts'
import { bookEvent } from './level2.ts'
import { tradesEvent } from './market-trades.ts'
import type { Message } from './message.ts'
import { statusEvent } from './status.ts'
import { subscriptionsEvent } from './subscriptions.ts'
import { tickerBatchEvent, tickersEvent } from './ticker.ts'
import { rfc3339 } from './time.ts'

/** What a connection adds to a message. */
export interface Stamp {
  /** When the frame leaves. */
  readonly timeUs: Us
  readonly nanos: number
  /** Counts the frames of a connection, whatever their channel, from 0. */
  readonly sequence: number
}

/** Writes a frame of the Advanced Trade feed. `events` is the list of its events, as `writeEvents` has written it. */
export function writeFrame(channel: string, events: string, stamp: Stamp): string {
  const timestamp = rfc3339(stamp.timeUs, stamp.nanos)
  return `{"channel":${JSON.stringify(channel)},"timestamp":"${timestamp}","sequence_num":${stamp.sequence},"events":${events}}`
}

/** Writes the events of a message, the costly part of a frame and the same for all who receive it. */
export function writeEvents(message: Message): string {
  return `[${texts(message).join(',')}]`
}

function texts(message: Message): string[] {
  switch (message.channel) {
    case 'l2_data':
      return message.events.map(bookEvent)
    case 'market_trades':
      return message.events.map(tradesEvent)
    case 'ticker':
      return message.events.map(tickersEvent)
    case 'ticker_batch':
      return message.events.map(tickerBatchEvent)
    case 'candles':
      return message.events.map(candlesEvent)
    case 'status':
      return message.events.map(statusEvent)
    case 'heartbeats':
      return message.events.map(heartbeatEvent)
    case 'subscriptions':
      return message.events.map(subscriptionsEvent)
    case 'unheard-of':
      return message.events.map((event) => JSON.stringify(event))
  }
}

/** Errors have neither a time nor a number. */
export function writeError(message: string): string {
  return JSON.stringify({ type: 'error', message })
}
