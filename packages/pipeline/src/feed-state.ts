import { emptyTradeMerge, type MergeTally, tickerCheck, type TickerCheck, type TradeMerge, zeroTally } from '@of/coinbase'
import type { AnalyzerCheckpoint, Us } from '@of/core'
import type { PipelineEvent } from './pipeline-event.ts'
import type { Decision } from './report.ts'

/** What is counted of a product. */
export interface ProductCounts {
  /** Book events received, and their level entries, whether or not the book was synced. */
  bookMessages: number
  levelUpdates: number
  crossedStates: number
  unsyncedUpdates: number
  backfilledTrades: number
  /** What the trades that connections brought came to, and what became of the ids that they left out. */
  readonly merged: MergeTally
}

/** A book state as it is told. */
export type ToldState = Extract<PipelineEvent, { readonly kind: 'book-state' }>['state']

/** What is remembered of a product besides its analysis; connections by name. Plain data. */
export interface FeedState {
  /** How many products were met before it. */
  readonly rank: number
  /** Every connection that has carried the product. */
  readonly connections: Set<string>
  readonly decisions: Decision[]
  readonly merge: TradeMerge
  counts: ProductCounts
  tickers: TickerCheck
  /** The first exchange time of the product. */
  startUs: Us | undefined
  /** Where its book and its trades come from. */
  bookFrom: string | undefined
  tradesFrom: string | undefined
  /** Whether they were asked for. */
  bookWanted: boolean
  tradesWanted: boolean
  /** Whether its book was crossed when it was last looked at. */
  crossed: boolean
  /** Why they cannot be believed, as long as nothing new has come. */
  bookLostBy: string | undefined
  tradesLostBy: string | undefined
  /** The book state that was told last. */
  told: ToldState | undefined
}

/** What a feed begins with; without an analyzer's, the analysis begins anew. */
export interface FeedStart {
  readonly state: FeedState
  readonly analyzer?: AnalyzerCheckpoint
}

/** Everything that is remembered of a product. */
export interface FeedCheckpoint extends Required<FeedStart> {
  readonly id: string
}

/** Nothing known yet of the product that is met after so many others. */
export function emptyFeed(rank: number): FeedState {
  return {
    rank,
    connections: new Set(),
    decisions: [],
    merge: emptyTradeMerge(),
    counts: zeroProductCounts(),
    tickers: tickerCheck(),
    startUs: undefined,
    bookFrom: undefined,
    tradesFrom: undefined,
    bookWanted: false,
    tradesWanted: false,
    crossed: false,
    bookLostBy: undefined,
    tradesLostBy: undefined,
    told: undefined,
  }
}

/** Begins all counts anew; what is known stays. */
export function restartFeed(state: FeedState, nowUs: Us): void {
  state.startUs = nowUs > 0 ? nowUs : undefined
  state.counts = zeroProductCounts()
  state.tickers = { ...state.tickers, agreed: 0, disagreed: 0, unchecked: 0 }
  state.decisions.length = 0
}

/** Nothing counted yet. */
function zeroProductCounts(): ProductCounts {
  return {
    bookMessages: 0,
    levelUpdates: 0,
    crossedStates: 0,
    unsyncedUpdates: 0,
    backfilledTrades: 0,
    merged: zeroTally(),
  }
}
