import { SECOND_US, type Us } from '@of/core'
import type { Direction } from '../score/signal.ts'
import { fixed } from '../text/number.ts'

/** How reluctant a decision is to change. All of it is off unless given. */
export interface LatchOptions {
  /** Hysteresis, in hundredths: a direction that was taken is kept until its net is at this bound or within it. */
  readonly keepAbove?: number
  /** How long a direction is kept at least. */
  readonly minimumHoldUs?: Us
  /** How long no direction is taken after one was left, so that turning round goes by way of HOLD. */
  readonly cooldownUs?: Us
}

/** What is held, since when, and when a direction was last left. Plain data. */
export interface LatchState {
  direction: Direction
  sinceUs: Us | null
  leftUs: Us | null
}

/** What sources come to at a moment by themselves. */
export interface Wish {
  readonly timeUs: Us
  readonly direction: Direction
  /** Hundredths. */
  readonly net: number
}

/** What is held at a moment, and why where the sources come to something else. */
export interface Held {
  readonly direction: Direction
  readonly because?: string
}

/** Nothing held yet. */
export function openLatch(): LatchState {
  return { direction: 'HOLD', sinceUs: null, leftUs: null }
}

/** Takes a wish as far as the options let it. */
export function latch(state: LatchState, options: LatchOptions, wish: Wish): Held {
  if (state.direction !== 'HOLD' && wish.direction !== state.direction) {
    const because = whyKept(state, options, wish)
    if (because !== undefined) return { direction: state.direction, because }
    release(state, wish.timeUs)
  }
  if (state.direction === wish.direction) return { direction: wish.direction }
  const coolUs = (state.leftUs ?? -Infinity) + (options.cooldownUs ?? 0) - wish.timeUs
  if (coolUs > 0) return { direction: 'HOLD', because: `cooling down for ${seconds(coolUs)}` }
  state.direction = wish.direction
  state.sinceUs = wish.timeUs
  return { direction: wish.direction }
}

/** Ends what is held, as an abstention does: a direction that nothing speaks for any more is not kept. */
export function release(state: LatchState, timeUs: Us): void {
  if (state.direction === 'HOLD') return
  state.direction = 'HOLD'
  state.sinceUs = null
  state.leftUs = timeUs
}

function whyKept({ direction, sinceUs }: LatchState, { keepAbove, minimumHoldUs = 0 }: LatchOptions, wish: Wish): string | undefined {
  const leftUs = (sinceUs ?? 0) + minimumHoldUs - wish.timeUs
  if (leftUs > 0) return `held for at least ${seconds(leftUs)} more`
  const along = direction === 'LONG' ? wish.net : -wish.net
  if (keepAbove === undefined || along <= keepAbove) return undefined
  return `held while the net is beyond ${direction === 'LONG' ? '+' : '−'}${fixed(keepAbove, 0)}`
}

function seconds(spanUs: Us): string {
  return `${fixed(spanUs / SECOND_US, 0)} s`
}
