import { SECOND_US, type Us } from '@of/core'

/** New connections a second and address. @see https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-rate-limits */
export const connectsPerSecond = 8

/** Messages of clients without a key, a second and address. */
export const messagesPerSecond = 8

/** REST requests a second and address, on either interface, and how many may come at once. */
export const requestsPerSecond = 10

/** How many REST requests may come at once. */
export const requestBurst = 15

/** Products whose book one connection may follow. */
export const booksPerConnection = 30

/** Lets so many things happen in any second, for each who asks. */
export class PerSecond {
  readonly #most: number
  readonly #times = new Map<string, Us[]>()

  constructor(most: number) {
    this.#most = most
  }

  /** Whether one more may happen now. */
  admits(who: string, nowUs: Us): boolean {
    return this.#recent(who, nowUs).length < this.#most
  }

  /** Counts one that happens now. */
  count(who: string, nowUs: Us): void {
    this.#times.set(who, [...this.#recent(who, nowUs), nowUs])
  }

  #recent(who: string, nowUs: Us): Us[] {
    return (this.#times.get(who) ?? []).filter((timeUs) => timeUs > nowUs - SECOND_US)
  }
}

/** What is left in a bucket. */
export interface Tokens {
  readonly isTaken: boolean
  /** Whole tokens left. */
  readonly left: number
}

/** Buckets that fill by so many tokens a second up to a burst, one for each who asks. */
export class TokenBuckets {
  readonly #perSecond: number
  readonly #burst: number
  readonly #buckets = new Map<string, { readonly tokens: number; readonly timeUs: Us }>()

  constructor(options: { readonly perSecond: number; readonly burst: number }) {
    this.#perSecond = options.perSecond
    this.#burst = options.burst
  }

  /** Takes a token, if there is a whole one. */
  take(who: string, nowUs: Us): Tokens {
    const { tokens, timeUs } = this.#buckets.get(who) ?? { tokens: this.#burst, timeUs: nowUs }
    const filled = Math.min(this.#burst, tokens + ((nowUs - timeUs) * this.#perSecond) / SECOND_US)
    const isTaken = filled >= 1
    const left = isTaken ? filled - 1 : filled
    this.#buckets.set(who, { tokens: left, timeUs: nowUs })
    return { isTaken, left: Math.floor(left) }
  }
}
