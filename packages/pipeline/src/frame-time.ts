import type { Frame } from '@of/coinbase'
import { DAY_US, SECOND_US, type Trade, type Us } from '@of/core'

/** How far the engine's clock may be ahead of that of the frame which tells of it. */
const CLOCK_SKEW_US: Us = SECOND_US

/** How far the venue's clock may be ahead of the receiver's, which nobody may have set. */
const RECEIVER_SKEW_US: Us = DAY_US

/**
 * The frame with times that can be believed: a frame further in the future than receivers' clocks are wrong is unreadable; an event further in
 * the future than the venue's clocks differ takes the time of its frame. One damaged time must not move the exchange clock, which never goes back.
 */
export function withBelievableTimes(frame: Frame, receivedUs: Us): Frame {
  if ('timeUs' in frame && frame.timeUs !== undefined && frame.timeUs > receivedUs + RECEIVER_SKEW_US) return unreadable(frame)
  if (!('timeUs' in frame) || frame.timeUs === undefined || newestEventUs(frame) <= frame.timeUs + CLOCK_SKEW_US) return frame
  const { timeUs: frameUs } = frame
  const believable = (eventUs: Us): Us => (eventUs > frameUs + CLOCK_SKEW_US ? frameUs : eventUs)
  if (frame.kind === 'level2') {
    return { ...frame, events: frame.events.map((event) => ({ ...event, timeUs: believable(event.timeUs ?? frameUs) })) }
  }
  if (frame.kind === 'trades') {
    return { ...frame, events: frame.events.map(({ type, trades }) => ({ type, trades: withBelievableTradeTimes(trades, frameUs) })) }
  }
  return frame
}

/** Trades as they are told at a time: those of a moment further in the future than the venue's clocks differ take the time they are told at. */
export function withBelievableTradeTimes<Told extends Trade>(trades: readonly Told[], toldUs: Us): readonly Told[] {
  return trades.map((trade) => (trade.timeUs > toldUs + CLOCK_SKEW_US ? { ...trade, timeUs: toldUs } : trade))
}

function unreadable(frame: Exclude<Frame, { readonly kind: 'unreadable' | 'error' }>): Frame {
  return {
    kind: 'unreadable',
    channel: frame.kind,
    sequence: frame.sequence,
    touchesBooks: frame.kind === 'level2',
    products: frame.kind === 'level2' ? frame.events.map(({ product }) => product) : [],
    issues: ['timestamp: more than a day after its receipt'],
  }
}

/** The greatest time of a frame: its own or that of an event in it; `undefined` where it has none. */
export function newestTimeUs(frame: Frame): Us | undefined {
  return 'timeUs' in frame && frame.timeUs !== undefined ? Math.max(frame.timeUs, newestEventUs(frame)) : undefined
}

function newestEventUs(frame: Frame): Us {
  let newestUs = 0
  if (frame.kind === 'level2') for (const { timeUs = 0 } of frame.events) newestUs = Math.max(newestUs, timeUs)
  else if (frame.kind === 'trades')
    for (const { trades } of frame.events) for (const { timeUs } of trades) newestUs = Math.max(newestUs, timeUs)
  return newestUs
}
