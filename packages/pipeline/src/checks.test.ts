import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { type Arrival, CHECK_NAMES } from '@of/coinbase'
import { openTape } from '@of/tape'
import { describe, expect, it } from 'vitest'
import { Pipeline } from './pipeline.ts'
import { liveThrough } from './testing/live-through.ts'

const PRODUCTS = ['BTC-USD', 'ETH-USD']

/** The last two columns of the table of checks, by the name in its first. */
function documented(): Record<string, readonly string[]> {
  const page = readFileSync(fileURLToPath(new URL('../../../docs/checks.md', import.meta.url)), 'utf8')
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  return Object.fromEntries(rows.filter((row) => row.length === 8).map((row) => [row[1]!.replaceAll('`', ''), row.slice(5, 7)]))
}

/** Outcomes as the table shows them. */
function cells(checked: number, failed: number): readonly string[] {
  return [checked.toLocaleString('en'), checked === 0 ? '–' : failed.toLocaleString('en')]
}

const folder = process.env['OF_RECORDINGS']
const recording = folder === undefined ? undefined : join(folder, 'coinbase-advanced-2026-08-09.jsonl.zst')

describe('the table of checks', () => {
  it('names every check of a live feed, in order, and the audit', () => {
    expect(Object.keys(documented()).filter((name) => name !== 'check' && !name.startsWith('-'))).toEqual([...CHECK_NAMES, 'audit'])
  })

  it.runIf(recording !== undefined && existsSync(recording))('counts what each finds in the real recording', async () => {
    const arrivals: Arrival[] = []
    for await (const batch of openTape({ path: recording! })) for (const entry of batch) if (entry.kind !== 'header') arrivals.push(entry)
    const { health, unanswered } = liveThrough(arrivals, PRODUCTS)
    expect(unanswered).toEqual([])
    const pipeline = new Pipeline()
    for (const arrival of arrivals) pipeline.push(arrival)
    const audits = PRODUCTS.map((product) => pipeline.view(product)!.audit)
    const table = documented()
    for (const name of CHECK_NAMES) expect(table[name], name).toEqual(cells(health.checks[name].checked, health.checks[name].failed))
    const orders = audits.reduce((sum, audit) => sum + audit.orders, 0)
    expect(table['audit']).toEqual(cells(orders, audits.filter(({ verdict }) => verdict !== 'healthy').length))
  })
})
