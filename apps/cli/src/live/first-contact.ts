import type { FeedEvent, NetFault } from '@of/coinbase'
import { isHopeless } from '../explain/net-fault.ts'

/** How long a first connection is tried for, in milliseconds. */
export const PATIENCE_MS = 10_000

/** How the first connection of a feed goes: what matters of what the feed tells until a socket is open. */
export class FirstContact {
  #isMade = false
  #fault: NetFault | undefined

  /** Whether a socket was open. */
  get isMade(): boolean {
    return this.#isMade
  }

  /** Why there is none yet, as far as it is known. */
  get fault(): NetFault {
    return this.#fault ?? { kind: 'timeout', detail: 'no open connection in time' }
  }

  /** Whether nothing is gained by waiting on. */
  get isHopeless(): boolean {
    return !this.#isMade && this.#fault !== undefined && isHopeless(this.#fault)
  }

  /** Takes in what the feed tells. */
  take(events: readonly FeedEvent[]): void {
    for (const event of events) {
      if (event.kind === 'connected') this.#isMade = true
      if (event.kind === 'disconnected') this.#fault = event.fault
    }
  }
}
