import type { Us } from '@of/core'
import type { ProductFeed } from '../publish/product-feed.ts'
import type { VenueAnswer } from '../venue/client.ts'
import { requestBurst, requestsPerSecond, TokenBuckets } from '../venue/limits.ts'
import { advanced, advancedRoot } from './advanced.ts'
import { exchangeError, json } from './answers.ts'
import { exchange } from './exchange.ts'
import { type Listing, listings } from './listing.ts'

/** Answers GET requests for both of the venue's REST interfaces, within the rates that each allows an address. */
export class RestDesk {
  readonly #listed: ReadonlyMap<string, Listing>
  readonly #feeds: readonly ProductFeed[]
  readonly #isLimited: boolean
  readonly #advanced = new TokenBuckets({ perSecond: requestsPerSecond, burst: requestBurst })
  readonly #exchange = new TokenBuckets({ perSecond: requestsPerSecond, burst: requestBurst })

  constructor(options: { readonly feeds: readonly ProductFeed[]; readonly isLimited: boolean }) {
    this.#feeds = options.feeds
    this.#isLimited = options.isLimited
    this.#listed = new Map(listings(options.feeds).map((listing) => [listing.id, listing]))
  }

  /** The answer to a path, which includes its query. */
  answer(path: string, from: { readonly ip: string; readonly nowUs: Us }): VenueAnswer {
    const mark = path.includes('?') ? path.indexOf('?') : path.length
    const pathname = path.slice(0, mark)
    const query = new URLSearchParams(path.slice(mark))
    const isAdvanced = pathname.startsWith(advancedRoot)
    const { isTaken, left } = (isAdvanced ? this.#advanced : this.#exchange).take(from.ip, from.nowUs)
    if (this.#isLimited && !isTaken) return isAdvanced ? tooMany : exchangeError(429, 'Public rate limit exceeded')
    for (const feed of this.#feeds) feed.advance(from.nowUs)
    const root = isAdvanced ? advancedRoot : '/'
    const parts = pathname.slice(root.length).split('/')
    const question = { parts, query, nowUs: from.nowUs, listed: this.#listed }
    if (!isAdvanced) return exchange(question)
    const { status, headers, body } = advanced(question)
    const rate = { 'x-ratelimit-limit': String(requestsPerSecond), 'x-ratelimit-remaining': String(left), 'x-ratelimit-reset': '1' }
    return { status, headers: { ...headers, ...rate }, body }
  }
}

const tooMany = json('{"errors":[{"id":"rate_limit_exceeded","message":"Too many requests"}]}', {}, 429)
