import type { Trade } from '@of/core'
import { appendIds, type IdRange, type IdRanges, insertIds, noIds, takeId } from './id-ranges.ts'

/** What is known of the trades of one product, over all connections that carry it. Plain data. */
export interface TradeMerge {
  /** The greatest id met; `undefined` before the first trade. */
  lastId: number | undefined
  /** Ids below it that never came. */
  readonly missing: IdRanges
  /** Ids below it that only a connection's first snapshot has shown. */
  readonly historic: IdRanges
  /** Connections whose first trade snapshot has come. */
  readonly seeded: Set<string>
}

/** What a batch of trades amounts to. */
export interface MergedTrades<Merged extends Trade> {
  /** Trades met for the first time, by ascending id. */
  readonly fresh: readonly Merged[]
  /** How many of them fill an earlier gap. */
  readonly late: number
  /** Trades met before, or older than what was met first. */
  readonly duplicates: number
  /** By how many the ids that never came have grown, or shrunk where late ones came. */
  readonly missing: number
  /** By how many the ids have grown, or shrunk, that only a connection's first snapshot has shown: trades that are not counted. */
  readonly historic: number
}

/** No trades yet. */
export function emptyTradeMerge(): TradeMerge {
  return { lastId: undefined, missing: noIds(), historic: noIds(), seeded: new Set() }
}

/** A connection has opened, or closed for good: the next snapshot under its name is a first one. */
export function forgetConnection(merge: TradeMerge, connection: string): void {
  merge.seeded.delete(connection)
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
  if (type === 'update' || merge.seeded.has(connection)) return mergeById(merge, trades)
  merge.seeded.add(connection)
  return seed(merge, trades)
}

/**
 * Merges trades of the product that were asked for because their ids never came, changing the state it is handed.
 *
 * Only ids that are waited for are delivered. What is newer than the newest met is left to the connections: it would make their own trades old.
 */
export function onBackfill<Merged extends Trade>(merge: TradeMerge, trades: readonly Merged[]): MergedTrades<Merged> {
  const { lastId } = merge
  if (lastId === undefined) return { fresh: [], late: 0, duplicates: trades.length, missing: 0, historic: 0 }
  const merged = mergeById(
    merge,
    trades.filter(({ id }) => id <= lastId),
  )
  return { ...merged, duplicates: trades.length - merged.fresh.length }
}

/** Trades that were delivered did not arrive: their ids, all met before, are waited for again. */
export function onUndelivered(merge: TradeMerge, { from, to }: IdRange): void {
  insertIds(merge.missing, from, to)
}

/** The ids between those met before and the snapshot's newest are waited for: another connection may still bring them. */
function seed<Merged extends Trade>(merge: TradeMerge, trades: readonly Merged[]): MergedTrades<Merged> {
  const nothing = { fresh: [], late: 0, duplicates: 0, missing: 0, historic: 0 }
  const shown = trades.map(({ id }) => id).toSorted((a, b) => a - b)
  const newest = shown.at(-1)
  const { lastId } = merge
  if (newest === undefined || (lastId !== undefined && newest <= lastId)) return nothing
  merge.lastId = newest
  if (lastId === undefined) return nothing
  let missing = 0
  let historic = 0
  let nextId = lastId + 1
  for (const id of shown) {
    if (id < nextId) continue
    if (id > nextId) appendIds(merge.missing, nextId, id - 1)
    appendIds(merge.historic, id, id)
    missing += id - nextId
    historic += 1
    nextId = id + 1
  }
  return { ...nothing, missing, historic }
}

function mergeById<Merged extends Trade>(merge: TradeMerge, trades: readonly Merged[]): MergedTrades<Merged> {
  const fresh: Merged[] = []
  let late = 0
  let missing = 0
  let historic = 0
  for (const trade of trades.toSorted((a, b) => a.id - b.id)) {
    const { id } = trade
    const nextId = merge.lastId === undefined ? id : merge.lastId + 1
    if (id >= nextId) {
      if (id > nextId) appendIds(merge.missing, nextId, id - 1)
      missing += id - nextId
      merge.lastId = id
    } else {
      if (takeId(merge.missing, id)) missing -= 1
      else if (takeId(merge.historic, id)) historic -= 1
      else continue
      late += 1
    }
    fresh.push(trade)
  }
  return { fresh, late, duplicates: trades.length - fresh.length, missing, historic }
}
