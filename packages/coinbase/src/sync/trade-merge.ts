import type { Trade } from '@of/core'
import { appendIds, type IdRanges, noIds, takeId } from './id-ranges.ts'

/** What is known of the trades of one product, over all connections that carry it. Plain data. */
export interface TradeMerge {
  /** The greatest id met; `undefined` before the first trade. */
  lastId: number | undefined
  /** Ids below it that never came. */
  readonly missing: IdRanges
  /** Connections whose first trade snapshot has come. */
  readonly seeded: string[]
}

/** What a batch of trades amounts to. */
export interface MergedTrades<Merged extends Trade> {
  /** Trades met for the first time, by ascending id. */
  readonly fresh: readonly Merged[]
  /** How many of them fill an earlier gap. */
  readonly late: number
  /** Trades met before, or older than what was met first. */
  readonly duplicates: number
  /** Ids that were skipped and are waited for. */
  readonly missing: number
  /** Ids of the time before a connection's first snapshot, as while there was no connection: lost and not waited for. */
  readonly unseen: number
}

/** No trades yet. */
export function emptyTradeMerge(): TradeMerge {
  return { lastId: undefined, missing: noIds(), seeded: [] }
}

/** A connection has opened, or closed for good: the next snapshot under its name is a first one. */
export function forgetConnection(merge: TradeMerge, connection: string): void {
  const at = merge.seeded.indexOf(connection)
  if (at >= 0) merge.seeded.splice(at, 1)
}

/**
 * Merges a batch of trades of the product by id, in whatever order they came, changing the state it is handed.
 *
 * Ids are contiguous per product, which makes them the only proof of a lost trade: frames leave trades out while their own numbers stay whole.
 * The first snapshot of a connection is history and only seeds the ids; every later one is merged like an update.
 */
export function onTrades<Merged extends Trade>(
  merge: TradeMerge,
  connection: string,
  type: 'snapshot' | 'update',
  trades: readonly Merged[],
): MergedTrades<Merged> {
  if (type === 'update' || merge.seeded.includes(connection)) return mergeById(merge, trades)
  merge.seeded.push(connection)
  return seed(merge, trades)
}

function seed<Merged extends Trade>(merge: TradeMerge, trades: readonly Merged[]): MergedTrades<Merged> {
  const newest = trades.reduce((greatest, { id }) => Math.max(greatest, id), -1)
  const { lastId } = merge
  const unseen = lastId === undefined ? 0 : Math.max(0, newest - lastId)
  if (newest >= 0 && (lastId === undefined || unseen > 0)) merge.lastId = newest
  return { fresh: [], late: 0, duplicates: 0, missing: 0, unseen }
}

function mergeById<Merged extends Trade>(merge: TradeMerge, trades: readonly Merged[]): MergedTrades<Merged> {
  const fresh: Merged[] = []
  let late = 0
  let missing = 0
  for (const trade of trades.toSorted((a, b) => a.id - b.id)) {
    const { id } = trade
    const nextId = merge.lastId === undefined ? id : merge.lastId + 1
    if (id >= nextId) {
      if (id > nextId) appendIds(merge.missing, nextId, id - 1)
      missing += id - nextId
      merge.lastId = id
      fresh.push(trade)
    } else if (takeId(merge.missing, id)) {
      late += 1
      fresh.push(trade)
    }
  }
  return { fresh, late, duplicates: trades.length - fresh.length, missing, unseen: 0 }
}
