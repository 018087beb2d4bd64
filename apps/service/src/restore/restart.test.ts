import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@of/api'
import { type SimServer, startServer } from '@of/sim'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { RunningService } from '../service/start-service.ts'
import { runningService } from '../testing/running.ts'
import { until } from '../testing/until.ts'

/** A venue that goes on while the service does not: four seconds in one. */
let server: SimServer
beforeAll(async () => {
  server = await startServer({ seed: 11, startUs: Date.now() * 1_000, speed: 4, limits: false })
})
afterAll(() => server.close())

const product = 'BTC-USD'
const client = ({ url }: RunningService) => createClient({ url })

const serving = async (dir: string): Promise<RunningService> => {
  const service = await runningService({ source: 'coinbase', coinbase: { url: server.url }, products: [product], store: { dir } })
  onTestFinished(() => service.close())
  return service
}

describe('a service that starts again', () => {
  it('brings every trade that it missed, and says when it was down and what it brought', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'of-restart-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    const first = await serving(dir)
    await until(async () => (await client(first).trades({ product })).items.length > 5)
    await client(first).addProduct({ body: { product: 'ETH-USD' } })
    await first.close()

    const second = await serving(dir)
    const eventsOf = async (kind: string) => (await client(second).qualityEvents()).items.filter((event) => event.kind === kind)
    await until(async () => (await eventsOf('restored')).some((event) => event.product === product))
    expect((await eventsOf('down'))[0]!.detail).toMatch(/^down from \S+Z to \S+Z: restored as of /)
    const restored = (await eventsOf('restored')).find((event) => event.product === product)!
    expect(restored.detail).toMatch(/^(\d+) of \1 trades that were missed have been brought$/)
    expect((await client(second).products()).map(({ product: name }) => name)).toEqual([product, 'ETH-USD'])
    const { gapsToday } = await client(second).quality({ product })
    expect(gapsToday.filter(({ source }) => source === 'trades')).toEqual([])
    const sql = `SELECT count(*) - count(DISTINCT id), max(id) - min(id) + 1 - count(*) FROM trades WHERE product = '${product}'`
    expect((await client(second).query({ body: { sql } })).rows).toEqual([[0, 0]])
  })
})
