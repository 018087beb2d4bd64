import type { FeedEvent } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import { feedEventText } from '../render/feed-event.ts'

/** Remarks on what a feed tells, at most one of a kind in a second: what a bad line brings in floods is counted. */
export class FeedRemarks {
  readonly #remark: (text: string) => void
  readonly #told = new Map<FeedEvent['kind'], { atUs: Us; untold: number }>()

  constructor(remark: (text: string) => void) {
    this.#remark = remark
  }

  /** Remarks on an event, if there is something to say. */
  take(event: FeedEvent): void {
    const text = feedEventText(event)
    if (text === undefined) return
    const last = this.#told.get(event.kind)
    if (last !== undefined && event.receivedUs - last.atUs < SECOND_US) {
      last.untold += 1
      return
    }
    const untold = last?.untold ?? 0
    this.#told.set(event.kind, { atUs: event.receivedUs, untold: 0 })
    this.#remark(untold === 0 ? text : `${text} (and ${untold} more like the one before)`)
  }
}
