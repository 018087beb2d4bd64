import { MINUTE_US, type Us } from '@of/core'

const SPAN_US: Us = 5 * MINUTE_US

/**
 * By how much the venue's clock is ahead of the receiver's, as far as the messages that tell their time show: what was on its way the shortest time shows
 * most. The least delay of the last five to ten minutes counts, for clocks drift.
 */
export class LeastDelay {
  #aheadUs: number | undefined
  #beforeUs: number | undefined
  #spanFromUs: Us = 0

  /** A message was sent at one time of the venue's clock, and received at one of the receiver's. */
  onTimed(sentUs: Us, receivedUs: Us): void {
    const aheadUs = sentUs - receivedUs
    if (receivedUs - this.#spanFromUs >= SPAN_US) {
      this.#beforeUs = this.#aheadUs
      this.#aheadUs = aheadUs
      this.#spanFromUs = receivedUs
    } else if (this.#aheadUs === undefined || aheadUs > this.#aheadUs) this.#aheadUs = aheadUs
  }

  /** When a message that does not tell was sent at the latest, by the venue's clock; `undefined` before any has told. */
  sentUs(receivedUs: Us): Us | undefined {
    if (this.#aheadUs === undefined) return undefined
    return receivedUs + Math.max(this.#aheadUs, this.#beforeUs ?? -Infinity)
  }
}
