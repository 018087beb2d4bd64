import type { Frame } from '@of/coinbase'
import { DAY_US, SECOND_US, type Trade, type Us } from '@of/core'

/** How far the engine's clock may be ahead of that of the frame which tells of it. */
const CLOCK_SKEW_US: Us = SECOND_US

/** How far the venue's clock may be ahead of the receiver's, which nobody may have set. */
const RECEIVER_SKEW_US: Us = DAY_US

/** When a frame was sent; `undefined` where it does not say. */
export function sentTimeUs(frame: Frame): Us | undefined {
  return frame.kind === 'unreadable' || frame.kind === 'error' ? undefined : frame.timeUs
}

/** Whether the times of a frame, the newest of its events' among them, can be believed as they are. */
export function isBelievable(frame: Frame, newestUs: Us, receivedUs: Us): boolean {
  const sentUs = sentTimeUs(frame)
  return sentUs === undefined || (sentUs <= receivedUs + RECEIVER_SKEW_US && newestUs <= sentUs + CLOCK_SKEW_US)
}

/**
 * The frame with times that can be believed, itself if its own can: a frame further in the future than receivers' clocks are wrong is
 * unreadable; an event further in the future than the venue's clocks differ takes the time of its frame. One damaged time must not move the
 * exchange clock, which never goes back.
 */
export function withBelievableTimes(frame: Frame, receivedUs: Us): Frame {
  const sentUs = sentTimeUs(frame)
  if (sentUs === undefined || frame.kind === 'unreadable' || frame.kind === 'error') return frame
  if (sentUs > receivedUs + RECEIVER_SKEW_US) return unreadable(frame)
  if (newestEventUs(frame) <= sentUs + CLOCK_SKEW_US) return frame
  const believable = (eventUs: Us): Us => (eventUs > sentUs + CLOCK_SKEW_US ? sentUs : eventUs)
  if (frame.kind === 'level2') {
    return { ...frame, events: frame.events.map((event) => ({ ...event, timeUs: believable(event.timeUs ?? sentUs) })) }
  }
  if (frame.kind === 'trades') {
    return { ...frame, events: frame.events.map(({ type, trades }) => ({ type, trades: withBelievableTradeTimes(trades, sentUs) })) }
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

/** The greatest time of an event in a frame, 0 where none has one. */
export function newestEventUs(frame: Frame): Us {
  let newestUs = 0
  if (frame.kind === 'level2') {
    for (const { timeUs } of frame.events) if (timeUs !== undefined && timeUs > newestUs) newestUs = timeUs
  } else if (frame.kind === 'trades') {
    for (const { trades } of frame.events) for (const { timeUs } of trades) if (timeUs > newestUs) newestUs = timeUs
  }
  return newestUs
}
