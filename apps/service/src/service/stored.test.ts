import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@of/api'
import { openStore } from '@of/store'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createLogger } from '../logs.ts'
import { runningService } from '../testing/running.ts'
import { until } from '../testing/until.ts'

const storeDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'of-service-store-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

describe('service with a store', () => {
  it('keeps what comes, answers history from it, and finds it again after it was closed', async () => {
    const dir = storeDir()
    const config = { store: { dir }, sim: { speed: 30, seed: 7 } }
    const log: { msg: string }[] = []
    const logger = createLogger('info', { write: (line) => void log.push(JSON.parse(line) as { msg: string }) })
    const first = await runningService(config, { logger })
    onTestFinished(() => first.close())
    const ask = createClient({ url: first.url })
    await until(async () => (await ask.query({ body: { sql: 'SELECT id FROM decisions' } })).rows.length > 1)
    const { items } = await ask.trades({ product: 'BTC-USD', limit: 50 })
    expect(items).toHaveLength(50)
    const { columns, timesUs } = await ask.featureHistory({ product: 'BTC-USD', names: 'mid,bestBid', every: 10, limit: 3 })
    expect(timesUs.length).toBe(3)
    expect(columns['mid']!.some((value) => value !== null)).toBe(true)
    expect((await ask.health()).store.reason).toBeNull()
    expect(await (await fetch(`${first.url}/metrics`)).text()).toMatch(/of_store_records_total [1-9]/)
    await first.close()
    expect(log.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['serving', 'connected', 'closing', 'closed']))
    expect(log.find(({ msg }) => msg === 'serving')).toMatchObject({ url: first.url, simulated: true, store: dir })

    const store = await openStore({ path: join(dir, 'sim-7.duckdb'), origin: 'sim-7' })
    onTestFinished(() => store.close())
    expect((await store.trades({ product: 'BTC-USD', fromUs: undefined, toUs: undefined, limit: 50, cursor: undefined })).items).toEqual(
      items,
    )
    const bars = await store.query("SELECT sum(trades), max(start_us) % 60000000 FROM bars WHERE counted_from = 'trades'", 1)
    expect(bars.rows[0]![0]).toBeGreaterThan(0)
    expect(bars.rows[0]![1]).toBe(0)
    const timeless = await store.query('SELECT kind FROM quality_events WHERE time_us = 0', 1)
    expect(timeless.rows).toEqual([])
    const twice = await store.query('SELECT product, id FROM trades GROUP BY ALL HAVING count(*) > 1', 1)
    expect(twice.rows).toEqual([])
  })

  it('tells what is wrong with a query, and what it may not do', async () => {
    const service = await runningService({ store: { dir: storeDir() } })
    onTestFinished(() => service.close())
    const ask = createClient({ url: service.url })
    const refusal = async (sql: string) =>
      await ask.query({ body: { sql } }).then(
        () => undefined,
        (error: unknown) => (error as { fault: { problem: { status: number; title: string } } }).fault.problem,
      )
    expect(await refusal('DROP TABLE trades')).toMatchObject({ status: 400, title: 'Query refused' })
    expect(await refusal('SELECT nonsense FROM trades')).toMatchObject({ status: 400, title: 'Query wrong' })
    expect(await ask.trades({ product: 'BTC-USD', cursor: 'nonsense' }).catch((error: unknown) => error)).toMatchObject({
      fault: { problem: { status: 400, title: 'Cursor unknown' } },
    })
  })

  it('does not start on a store that somebody else has open, and says so', async () => {
    const dir = storeDir()
    const held = await openStore({ path: join(dir, 'sim-42.duckdb'), origin: 'sim-42' })
    onTestFinished(() => held.close())
    await expect(runningService({ store: { dir } })).rejects.toMatchObject({ fault: 'locked' })
  })
})
