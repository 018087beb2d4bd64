import type { BookEvent, Frame } from '@of/coinbase'
import { DAY_US, SECOND_US, type Trade, type Us } from '@of/core'

/** How far the engine's clock may be ahead of that of the frame which tells of it. */
const CLOCK_SKEW_US: Us = SECOND_US

/** How far the venue's clock may be ahead of the receiver's, which nobody may have set. */
export const RECEIVER_SKEW_US: Us = DAY_US

/** When a frame was sent; `undefined` where it does not say. */
export function sentTimeUs(frame: Frame): Us | undefined {
  return frame.kind === 'unreadable' || frame.kind === 'error' ? undefined : frame.timeUs
}

/** The times of a frame, in fields that are filled anew for each: a number that is handed on may have to be allocated, one in a field never. */
export interface FrameTimes {
  /** When it was sent; `NaN` where it does not say. */
  sentUs: Us
  /** The greatest time of its events, 0 where none has one. */
  newestUs: Us
}

/** Reads the times of a frame. */
export function readTimes(frame: Frame, into: FrameTimes): void {
  if (frame.kind === 'level2') {
    into.sentUs = frame.timeUs
    into.newestUs = newestBookUs(frame.events)
  } else {
    into.sentUs = sentTimeUs(frame) ?? Number.NaN
    into.newestUs = newestEventUs(frame)
  }
}

/** Whether the times of a frame can be believed as they are. */
export function areBelievable({ sentUs, newestUs }: FrameTimes, receivedUs: Us): boolean {
  return Number.isNaN(sentUs) || (sentUs <= receivedUs + RECEIVER_SKEW_US && newestUs <= sentUs + CLOCK_SKEW_US)
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
function newestEventUs(frame: Frame): Us {
  if (frame.kind === 'level2') return newestBookUs(frame.events)
  let newestUs = 0
  if (frame.kind === 'trades') {
    for (const { trades } of frame.events) for (const { timeUs } of trades) if (timeUs > newestUs) newestUs = timeUs
  }
  return newestUs
}

function newestBookUs(events: readonly BookEvent[]): Us {
  let newestUs = 0
  for (let index = 0; index < events.length; index++) {
    const { timeUs } = events[index]!
    if (timeUs !== undefined && timeUs > newestUs) newestUs = timeUs
  }
  return newestUs
}
