import type { VenueEvent } from '@of/core'

/** The id of a trade that its recording has not numbered, until it is. */
export const UNNUMBERED = -1

/**
 * Numbers the trades of each product that their recording has not, from one on, in the order in which they are told: only all recordings together have it.
 */
export class TradeNumbers {
  readonly #lastIds = new Map<string, number>()

  /** Whether no trade had to be numbered. */
  get isUnneeded(): boolean {
    return this.#lastIds.size === 0
  }

  /** The events with every trade numbered. */
  numbered(events: readonly VenueEvent[]): readonly VenueEvent[] {
    return events.some(isUnnumbered) ? events.map((event) => this.#withNumber(event)) : events
  }

  #withNumber(event: VenueEvent): VenueEvent {
    if (event.kind !== 'trade' || !isUnnumbered(event)) return event
    const id = (this.#lastIds.get(event.product) ?? 0) + 1
    this.#lastIds.set(event.product, id)
    return { ...event, trade: { ...event.trade, id } }
  }
}

function isUnnumbered(event: VenueEvent): boolean {
  return event.kind === 'trade' && event.trade.id === UNNUMBERED
}
