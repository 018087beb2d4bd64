import { createHash } from 'node:crypto'
import type { Bar, Decision } from '@of/api'
import { featureNames, type FeatureSnapshot } from '@of/core'
import type { HistoryRecord } from '../history-store.ts'
import { type TableName, tables } from '../schema/tables.ts'

/** A value as a column takes it: whole numbers of 64 bits are `bigint`, lists are arrays. */
export type Cell = string | number | bigint | boolean | null | readonly number[]

/** Rows of each table, one of a key. */
export type Batch = ReadonlyMap<TableName, readonly (readonly Cell[])[]>

/** What a record with readings of every feature weighs, in trades. */
const SNAPSHOT_WEIGHT = 50

/** How much a record is to hold and to write, in trades. */
export function weightOf(record: HistoryRecord): number {
  if (record.kind === 'trades') return record.trades.length
  return record.kind === 'features' || record.kind === 'decision' || record.kind === 'evidence' || record.kind === 'heat'
    ? SNAPSHOT_WEIGHT
    : 1
}

/** The rows of records; of several of one key, the one that its table keeps. */
export function batchOf(records: readonly HistoryRecord[]): Batch {
  const byTable = new Map<TableName, Map<string, readonly Cell[]>>()
  for (const record of records) {
    const [name, rows] = rowsOf(record)
    const { columns, keeps, key } = tables[name]
    const places = key.map((column) => columns.indexOf(column))
    let kept = byTable.get(name)
    if (kept === undefined) byTable.set(name, (kept = new Map()))
    for (const row of rows) {
      const id = places.map((place) => String(row[place])).join('\n')
      if (keeps === 'last' || !kept.has(id)) kept.set(id, row)
    }
  }
  return new Map([...byTable].map(([name, rows]) => [name, [...rows.values()]]))
}

function rowsOf(record: HistoryRecord): readonly [TableName, readonly (readonly Cell[])[]] {
  switch (record.kind) {
    case 'trades': {
      const { origin, product } = record
      const rows = record.trades.map(({ aggressor, id, price, size, timeUs }) => {
        return [product, BigInt(id), BigInt(timeUs), price, size, aggressor, origin]
      })
      return ['trades', rows]
    }
    case 'features': {
      const { features, product, timeUs } = record
      return ['features', [[product, BigInt(timeUs), reasonsOf(features), ...featureNames.map((name) => features[name].value)]]]
    }
    case 'bar':
      return ['bars', [barRow(record.product, record.bar)]]
    case 'decision':
      return ['decisions', [decisionRow(record.decision)]]
    case 'evidence': {
      const { bundle, id, product, recording, simulated, timeUs } = record.evidence
      return ['bundles', [[id, product, BigInt(timeUs), simulated, record.hash, bundle, recording]]]
    }
    case 'heat': {
      const { bestAsk, bestBid, firstRow, rowSize, sizes, startUs } = record.column
      return ['heat', [[record.product, BigInt(startUs), rowSize, BigInt(firstRow), bestBid, bestAsk, sizes]]]
    }
    case 'alert': {
      const { delivery, id, product, rule, simulated, text, timeUs, value, webhooks } = record.alert
      return ['alerts', [[id, rule, product, BigInt(timeUs), simulated, text, value, delivery, JSON.stringify(webhooks)]]]
    }
    case 'quality': {
      const { detail, event, product, timeUs } = record
      const id = createHash('sha256')
        .update(JSON.stringify([timeUs, product, event, detail]))
        .digest('hex')
        .slice(0, 24)
      return ['quality_events', [[id, BigInt(timeUs), product, event, detail]]]
    }
  }
}

/** Why values are not known, as JSON: the same from second to second, so that it takes no room. */
function reasonsOf(features: FeatureSnapshot): string {
  const unknown = featureNames.filter((name) => features[name].value === null)
  return JSON.stringify(Object.fromEntries(unknown.map((name) => [name, features[name].reason ?? ''])))
}

function barRow(product: string, bar: Bar): Cell[] {
  const { buyVolume, close, from, high, low, open, sellVolume, startUs, trades, volume } = bar
  const { bookCoverage, cvd, momentum, momentumZ, ofi, tradeCoverage, vwap, vwapSd } = bar
  const candle = [open, high, low, close, volume, from, buyVolume, sellVolume, trades === null ? null : BigInt(trades)]
  return [product, BigInt(startUs), ...candle, vwap, vwapSd, cvd, ofi, momentum, momentumZ, bookCoverage, tradeCoverage]
}

function decisionRow(decision: Decision): Cell[] {
  const { id, mid, product, signal, simulated, timeUs } = decision
  const { abstained, direction, net, strength } = signal
  return [id, product, BigInt(timeUs), simulated, direction, strength, net, abstained, mid, JSON.stringify(decision)]
}
