import type { Candle, Trade, Us } from '@of/core'
import type { RequestFault } from '../net/net-fault.ts'
import { readTrades, tradesPath } from '../rest/trades.ts'
import type { IdRange, IdRanges } from '../sync/id-ranges.ts'
import { emptyTradeMerge, forgetConnection, onBackfill, onTrades, onUndelivered, type TradeMerge } from '../sync/trade-merge.ts'
import type { TradesFrame } from '../wire/market-trades.ts'
import { byProduct } from './by-product.ts'
import { addCandle, addTrades, type CandleCheck, candleCheck, coverFrom, settleCandles } from './candle-check.ts'
import type { CheckCounts } from './check-counts.ts'
import { type Fetcher, isFinal, leastWaitUs } from './fetcher.ts'
import type { Runtime } from './runtime.ts'
import {
  type BackfillPage,
  backfillDueUs,
  nextPage,
  noBackfill,
  noticeMissing,
  onPageAnswered,
  type TradeBackfill,
} from './trade-backfill.ts'

/** The trades of a product, over every connection that ever carried it. */
interface FollowedTrades {
  readonly product: string
  readonly merge: TradeMerge
  readonly backfill: TradeBackfill
  candles: CandleCheck
  backfilled: number
  /** Whether a request for some of them is under way. */
  asking: boolean
  cancelTimer: (() => void) | undefined
}

/** Trades of one product in one event. */
interface TradeBatch {
  readonly connection: string
  readonly type: 'snapshot' | 'update'
  readonly trades: readonly Trade[]
  readonly sentUs: Us
}

/** Trades merged by id: each is told once, and those that did not come are asked for. */
export class LiveTrades {
  readonly #runtime: Runtime
  readonly #checks: CheckCounts
  readonly #fetcher: Fetcher
  readonly #followed = new Map<string, FollowedTrades>()
  #worst: { readonly product: string; readonly bps: number } | undefined

  constructor(runtime: Runtime, checks: CheckCounts, fetcher: Fetcher) {
    this.#runtime = runtime
    this.#checks = checks
    this.#fetcher = fetcher
  }

  /** Follows the trades of a product. */
  add(product: string): void {
    if (this.#followed.has(product)) return
    this.#followed.set(product, {
      product,
      merge: emptyTradeMerge(),
      backfill: noBackfill(),
      candles: candleCheck(),
      backfilled: 0,
      asking: false,
      cancelTimer: undefined,
    })
  }

  /** Follows a product no more. */
  remove(product: string): void {
    this.#followed.get(product)?.cancelTimer?.()
    this.#followed.delete(product)
  }

  /** Ids that are waited for or were given up, and trades that came when asked for. */
  counts(product: string): { readonly missing: number; readonly backfilled: number } {
    const followed = this.#followed.get(product)
    return followed === undefined ? { missing: 0, backfilled: 0 } : { missing: missingOf(followed.merge), backfilled: followed.backfilled }
  }

  /** Takes in a frame, whether or not it came in time. */
  onFrame(connection: string, { events, timeUs }: TradesFrame): void {
    for (const { type, trades } of events) {
      for (const [product, own] of byProduct(trades)) {
        const followed = this.#followed.get(product)
        if (followed !== undefined) this.#merge(followed, { connection, type, trades: own, sentUs: timeUs })
      }
    }
  }

  /** A connection is no more: its next snapshot is a first one. */
  onClosed(connection: string): void {
    for (const { merge } of this.#followed.values()) forgetConnection(merge, connection)
  }

  /** A candle of the venue, five minutes wide. */
  onCandle(product: string, candle: Candle): void {
    const followed = this.#followed.get(product)
    if (followed !== undefined) addCandle(followed.candles, candle)
  }

  /** The venue's time has passed: candles that are over are compared. */
  advance(timeUs: Us): void {
    for (const followed of this.#followed.values()) this.#settle(followed, timeUs)
  }

  /** Trades that were told have been thrown away before anybody saw them: they are asked for. */
  onUndelivered(product: string, ranges: readonly IdRange[]): void {
    const followed = this.#followed.get(product)
    if (followed === undefined) return
    for (const range of ranges) onUndelivered(followed.merge, range)
    // What was counted once would be counted twice.
    followed.candles = candleCheck()
    noticeMissing(followed.backfill, followed.merge, (ranges[0]?.from ?? Infinity) - 1, this.#runtime.nowUs)
    this.#plan(followed)
  }

  #merge(followed: FollowedTrades, { connection, type, trades, sentUs }: TradeBatch): void {
    const { product, merge, candles } = followed
    const lastId = merge.lastId
    const { fresh, late } = onTrades(merge, connection, type, trades)
    const inTime = fresh.length - late
    if (inTime > 0) this.#checks.add('trade-ids', 'passed', inTime)
    const skipped = lastId === undefined || merge.lastId === undefined ? 0 : merge.lastId - lastId - inTime
    if (skipped > 0) this.#checks.add('trade-ids', 'failed', skipped)
    const newestUs = trades.reduce((latestUs, { timeUs }) => Math.max(latestUs, timeUs), lastId === undefined ? 0 : sentUs)
    coverFrom(candles, newestUs)
    if (fresh.length > 0) {
      addTrades(candles, fresh)
      // The frame's own are overwritten by the next one.
      this.#runtime.tell({ kind: 'trades', product, trades: fresh.map((trade) => ({ ...trade })), origin: 'live' })
    }
    if (skipped > 0) {
      noticeMissing(followed.backfill, merge, lastId, this.#runtime.nowUs)
      this.#plan(followed)
    }
  }

  #plan(followed: FollowedTrades): void {
    followed.cancelTimer?.()
    followed.cancelTimer = undefined
    if (followed.asking) return
    const dueUs = backfillDueUs(followed.backfill)
    if (dueUs === Infinity) return
    followed.cancelTimer = this.#runtime.after(dueUs - this.#runtime.nowUs, () => {
      this.#ask(followed)
    })
  }

  #ask(followed: FollowedTrades): void {
    const { product, merge, backfill } = followed
    const page = nextPage(backfill, merge, this.#runtime.nowUs)
    if (page === undefined) {
      this.#plan(followed)
      return
    }
    followed.asking = true
    for (const { from, to } of page.news) this.#runtime.tell({ kind: 'missing-trades', product, from, to })
    this.#fetcher.ask({
      path: tradesPath(product, { after: page.to + 1, limit: page.to - page.from + 1 }),
      urgent: true,
      attempts: 1,
      onBody: (body) => {
        const answer = readTrades(body)
        if (!answer.ok) return answer.fault.issues
        this.#onPage(followed, page, answer.value)
        return undefined
      },
      onFailure: (fault) => this.#onPage(followed, page, [], fault),
    })
  }

  #onPage(followed: FollowedTrades, page: BackfillPage, trades: readonly Trade[], fault?: RequestFault): void {
    const { product, merge, candles } = followed
    const { fresh } = onBackfill(merge, trades)
    followed.asking = false
    followed.backfilled += fresh.length
    if (fresh.length > 0) {
      addTrades(candles, fresh)
      this.#runtime.tell({ kind: 'trades', product, trades: fresh, origin: 'backfill' })
    }
    if (fault === undefined) this.#runtime.tell({ kind: 'backfilled', product, trades: fresh.length, stillMissing: missingOf(merge) })
    const { nowUs } = this.#runtime
    const given = fault === undefined ? {} : { leastUs: leastWaitUs(fault), giveUp: isFinal(fault) }
    onPageAnswered(followed.backfill, merge, page, { nowUs, found: fresh.length, ...given })
    this.#plan(followed)
  }

  #settle({ product, candles, backfill }: FollowedTrades, timeUs: Us): void {
    const outcomes = settleCandles(candles, timeUs, backfill.jobs.length > 0)
    for (const complete of outcomes) this.#checks.add('candles', complete ? 'passed' : 'failed')
    if (outcomes.length === 0 || candles.venueVolume === 0) return
    const bps = (candles.missingVolume / candles.venueVolume) * 10_000
    if (this.#worst === undefined || this.#worst.product === product || bps > this.#worst.bps) this.#worst = { product, bps }
    this.#checks.note('candles', `${this.#worst.bps.toFixed(1)} bps of the volume missing, ${this.#worst.product}`)
  }
}

function missingOf({ missing, historic }: TradeMerge): number {
  return countOf(missing) + countOf(historic)
}

function countOf({ ranges, forgotten }: IdRanges): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, forgotten)
}
