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

/** What the trades that were merged amount to, summed up. */
export interface MergeTally {
  /** Trades met for the first time that fill an earlier gap. */
  late: number
  /** Trades met before, or older than what was met first. */
  duplicates: number
  /** By how many the ids that never came have grown, or shrunk where late ones came. */
  missing: number
  /** By how many the ids have grown, or shrunk, that only a connection's first snapshot has shown: trades that are not counted. */
  historic: number
}

/** What a batch of trades amounts to. */
export interface MergedTrades<Merged extends Trade> extends Readonly<MergeTally> {
  /** Trades met for the first time, by ascending id. */
  readonly fresh: readonly Merged[]
}

/** Nothing merged yet. */
export function zeroTally(): MergeTally {
  return { late: 0, duplicates: 0, missing: 0, historic: 0 }
}

/** No trades yet. */
export function emptyTradeMerge(): TradeMerge {
  return { lastId: undefined, missing: noIds(), historic: noIds(), seeded: new Set() }
}

/** A connection has opened, or closed for good: the next snapshot under its name is a first one. */
export function forgetConnection(merge: TradeMerge, connection: string): void {
  merge.seeded.delete(connection)
}

/** Whether a snapshot of a connection is its first, which is history and only seeds the ids; every later one is merged like an update. */
export function isFirstSnapshot({ seeded }: TradeMerge, connection: string, type: 'snapshot' | 'update'): boolean {
  return type === 'snapshot' && !seeded.has(connection)
}

/**
 * Merges one trade of the product by its id, changing the state and the sums it is handed: whether it is met for the first time.
 *
 * Ids are contiguous per product, which makes them the only proof of a lost trade: frames leave trades out while their own numbers stay whole.
 * Trades that came together are merged by ascending id.
 */
export function mergeTrade(merge: TradeMerge, id: number, tally: MergeTally): boolean {
  const { lastId } = merge
  if (lastId === undefined || id === lastId + 1) {
    merge.lastId = id
    return true
  }
  if (id <= lastId) return fillIn(merge, id, tally)
  appendIds(merge.missing, lastId + 1, id - 1)
  tally.missing += id - lastId - 1
  merge.lastId = id
  return true
}

/** Merges a batch of trades of the product by id, in whatever order they came, changing the state it is handed. */
export function onTrades<Merged extends Trade>(
  merge: TradeMerge,
  connection: string,
  type: 'snapshot' | 'update',
  trades: readonly Merged[],
): MergedTrades<Merged> {
  return isFirstSnapshot(merge, connection, type) ? { fresh: [], ...seed(merge, connection, trades) } : mergeById(merge, trades)
}

/**
 * Merges trades of the product that were asked for because their ids never came, changing the state it is handed.
 *
 * Only ids that are waited for are delivered. What is newer than the newest met is left to the connections: it would make their own trades old.
 */
export function onBackfill<Merged extends Trade>(merge: TradeMerge, trades: readonly Merged[]): MergedTrades<Merged> {
  const { lastId } = merge
  if (lastId === undefined) return { fresh: [], ...zeroTally(), duplicates: trades.length }
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
function seed(merge: TradeMerge, connection: string, trades: readonly Trade[]): MergeTally {
  const tally = zeroTally()
  const shown = trades.map(({ id }) => id).toSorted((a, b) => a - b)
  const newest = shown.at(-1)
  const { lastId } = merge
  merge.seeded.add(connection)
  if (newest === undefined || (lastId !== undefined && newest <= lastId)) return tally
  merge.lastId = newest
  if (lastId === undefined) return tally
  let nextId = lastId + 1
  for (const id of shown) {
    if (id < nextId) continue
    if (id > nextId) appendIds(merge.missing, nextId, id - 1)
    appendIds(merge.historic, id, id)
    tally.missing += id - nextId
    tally.historic += 1
    nextId = id + 1
  }
  return tally
}

function mergeById<Merged extends Trade>(merge: TradeMerge, trades: readonly Merged[]): MergedTrades<Merged> {
  const tally = zeroTally()
  const sorted = trades.toSorted((a, b) => a.id - b.id)
  return { fresh: sorted.filter(({ id }) => mergeTrade(merge, id, tally)), ...tally }
}

/** An id up to the greatest met comes late, or again. */
function fillIn(merge: TradeMerge, id: number, tally: MergeTally): boolean {
  if (takeId(merge.missing, id)) tally.missing -= 1
  else if (takeId(merge.historic, id)) tally.historic -= 1
  else {
    tally.duplicates += 1
    return false
  }
  tally.late += 1
  return true
}
