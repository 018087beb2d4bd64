import type { Frame } from '@of/coinbase'
import type { Us, VenueEvent } from '@of/core'

type Kind = VenueEvent['kind']

/** Events that say something of a book or of trades. */
export type FramedEvent = Extract<VenueEvent, { readonly kind: Exclude<Kind, 'candle'> }>

/** The newest time of an event that is told at a time, in place of which one too far ahead takes that: a damaged time must not move the clock. */
export function eventTimeUs(event: FramedEvent, believableUntilUs: Us): Us {
  const timeUs = event.kind === 'trade' ? event.trade.timeUs : event.timeUs
  return timeUs > believableUntilUs ? event.receivedUs : timeUs
}

/** An event as the frame of a connection that brings nothing but events, each numbered by who reads them. */
export function frameOf(event: FramedEvent, sequence: number, timeUs: Us): Frame {
  const { product } = event
  switch (event.kind) {
    case 'snapshot':
    case 'changes': {
      const type = event.kind === 'snapshot' ? 'snapshot' : 'update'
      return { kind: 'level2', sequence, timeUs, unknownKeys: 0, events: [{ type, product, timeUs, changes: event.changes }] }
    }
    case 'trade': {
      const trade = { ...event.trade, timeUs, product }
      return { kind: 'trades', sequence, timeUs, unknownKeys: 0, events: [{ type: 'update', trades: [trade] }] }
    }
    case 'book-lost':
      return { kind: 'unreadable', channel: 'books', sequence, touchesBooks: true, products: [product], issues: [event.reason] }
  }
}
