import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@of/api'
import { afterAll, describe, expect, it } from 'vitest'
import { demo } from './demo.ts'
import { CliError, type CliFault } from '../errors.ts'
import { collectingHost } from '../testing/collecting-host.ts'
import { configCheck, configList, configPrint } from './config.ts'
import { exportCommand } from './export.ts'
import { queryCommand } from './query.ts'
import { serveCommand } from './serve.ts'

const dir = mkdtempSync(join(tmpdir(), 'of-serve-'))
afterAll(() => rmSync(dir, { recursive: true }))

const store = join(dir, 'data')
const record = join(dir, 'tapes')
const config = join(dir, 'quiet.yaml')
const serve = { source: 'sim', product: ['BTC-USD'], port: '0', json: true, config } as const
writeFileSync(config, 'log:\n  level: silent\n')

const faultOf = async (task: Promise<void>): Promise<CliFault | undefined> =>
  await task.then(
    () => undefined,
    (error: unknown) => (error instanceof CliError ? error.fault : undefined),
  )

describe('of serve, of query and of export', () => {
  it('serve until they are told to stop, keep and record what came, and ask and export it afterwards', async () => {
    const host = collectingHost()
    const done = serveCommand({ ...serve, speed: '5', store, record }, host)
    await expect.poll(() => host.said.stdout).toContain('listening')
    const { simulated, url } = JSON.parse(host.said.stdout) as { simulated: boolean; url: string }
    expect(simulated).toBe(true)
    const client = createClient({ url })
    await expect.poll(async () => (await client.trades({ product: 'BTC-USD' })).items.length).toBeGreaterThan(0)
    expect((await client.health()).recording).toMatchObject({ state: 'on', reason: null })
    expect(await faultOf(serveCommand({ ...serve, port: new URL(url).port }, collectingHost()))).toMatchObject({ kind: 'cannot-serve' })
    await expect(serveCommand({ ...serve, source: join(dir, 'none') }, collectingHost())).rejects.toThrow('none: not found')

    const asked = collectingHost()
    await queryCommand('SELECT count(*) AS trades FROM trades', { url, limit: '5', json: true }, asked)
    expect(JSON.parse(asked.said.stdout)).toMatchObject({ simulated: true, columns: [{ name: 'trades' }] })
    const through = collectingHost()
    await exportCommand({ url, json: true }, through)
    const given = JSON.parse(through.said.stdout) as { out: string; rows: Record<string, number> }
    expect(given).toMatchObject({ url, origin: 'sim-42', simulated: true, out: join(store, 'parquet', 'sim-42') })
    expect(given.rows['trades']).toBeGreaterThan(0)
    expect(await faultOf(exportCommand({ url, out: dir }, collectingHost()))).toMatchObject({ kind: 'usage' })
    const seen = collectingHost()
    await queryCommand('SELECT count(*) FROM trades', { store: given.out, limit: '1', json: true }, seen)
    expect(JSON.parse(seen.said.stdout)).toMatchObject({ rows: [[given.rows['trades']]] })
    host.stop()
    await done
    expect(readdirSync(join(record, 'sim-42'))).toHaveLength(1)

    const stored = collectingHost()
    await queryCommand('SELECT count(*) AS trades FROM trades', { store, limit: '5', json: true }, stored)
    const out = join(dir, 'parquet')
    const exported = collectingHost()
    await exportCommand({ store, out, json: true }, exported)
    const { origin, rows } = JSON.parse(exported.said.stdout) as { origin: string; rows: Record<string, number> }
    expect([origin, rows['trades']]).toEqual(['sim-42', (JSON.parse(stored.said.stdout) as { rows: number[][] }).rows[0]![0]])
    const table = collectingHost()
    await queryCommand(`SELECT product, 'a,"b"' AS words, NULL AS none FROM trades LIMIT 1`, { store: out, limit: '5' }, table)
    expect(table.said.stdout).toMatch(/^▞▞▞ SIMULATED/)
    expect(table.said.stdout).toMatch(/BTC-USD {2}a,"b" +n\/a\n1 row · \d+ ms\n$/)
    const csv = collectingHost()
    await queryCommand(`SELECT product, 'a,"b"' AS words, NULL AS none FROM trades LIMIT 1`, { store: out, limit: '5', csv: true }, csv)
    expect(csv.said.stdout).toBe('simulated,product,words,none\ntrue,BTC-USD,"a,""b""",\n')
  })

  it.each([
    ['no store', { store: join(dir, 'none'), limit: '5' }, { kind: 'store', fault: 'unreadable' }],
    [
      'neither a store nor a service',
      { limit: '5' },
      { kind: 'usage', complaint: '--store and --url: expected one of them, received none' },
    ],
    ['a service that is not there', { url: 'http://127.0.0.1:1', limit: '5' }, { kind: 'service', isReachable: false }],
    ['an address that is none', { url: 'nonsense', limit: '5' }, { kind: 'usage', complaint: expect.stringContaining('--url') as string }],
    ['an origin that is not there', { store: dir, origin: 'live', limit: '5' }, { kind: 'usage' }],
  ])('say what is wrong with %s', async (_what, options, fault) => {
    expect(await faultOf(queryCommand('SELECT 1', options, collectingHost()))).toMatchObject(fault)
  })
})

describe('of serve', () => {
  it.each([
    [{ port: '99999' }, '(--port)'],
    [{ speed: '5', source: 'coinbase' }, '(--speed)'],
    [{ host: '0.0.0.0' }, '(--host)'],
    [{ host: '198.51.100.1', insecure: true as const }, 'expected an address of this machine, received 198.51.100.1 (--host)'],
    [{ product: ['btc_usd'] }, '(--product)'],
    [{ config: join(dir, 'none.yaml') }, 'received no file (--config)'],
  ])('names what was typed for what cannot be: %o', async (typed, named) => {
    const fault = await faultOf(serveCommand({ ...serve, ...typed }, collectingHost()))
    expect(fault).toMatchObject({ kind: 'settings', message: expect.stringContaining(named) as string })
  })
})

describe('of config', () => {
  it('prints settings without secrets, and names what cannot be', async () => {
    const file = join(dir, 'service.yaml')
    const hook = { name: 'pager', url: 'https://example.org/hook', secret: 'sixteen characters' }
    writeFileSync(file, JSON.stringify({ http: { port: 1 }, alerts: { webhooks: [hook] } }))
    const host = collectingHost()
    await configPrint({ config: file }, host)
    expect(JSON.parse(host.said.stdout)).toMatchObject({ http: { port: 1 }, alerts: { webhooks: [{ ...hook, secret: '[redacted]' }] } })
    await configCheck({ config: file }, host)
    expect(host.said.stdout).toContain(`The settings can be as they are, from ${file}`)
    const listed = collectingHost()
    await configList(listed)
    expect(listed.said.stdout).toContain('http.port · OF_HTTP_PORT')
    const broken = collectingHost()
    writeFileSync(file, `factors: [${join(dir, 'none.mjs')}]\n`)
    expect(await faultOf(configCheck({ config: file }, broken))).toMatchObject({
      kind: 'settings',
      message: expect.stringMatching(/none\.mjs: cannot be read.*service\.yaml/) as string,
    })
    writeFileSync(file, `source: ${join(dir, 'none')}\n`)
    await expect(configCheck({ config: file }, broken)).rejects.toThrow('none: not found')
    expect(broken.said.stdout).toBe('')
    writeFileSync(file, 'http:\n  port: many\nalerts:\n  webhooks: [{ name: pager, url: "ftp://x", secret: sixteen characters }]\n')
    const fault = await faultOf(configCheck({ config: file }, host))
    expect(fault).toMatchObject({ kind: 'settings', message: expect.stringContaining('http.port: expected a whole number') as string })
    expect(fault).toMatchObject({ message: expect.stringContaining('alerts.webhooks.0.url') as string })
    expect(JSON.stringify(fault)).not.toContain('sixteen')
  })
})

describe('of demo', () => {
  it('serves the simulator and says where, for as long as it is to', async () => {
    const host = collectingHost()
    await demo({ source: 'sim', product: ['ETH-USD'], preset: 'brief', port: '0', for: '1s' }, host)
    expect(host.said.remarks).toEqual(['SIMULATED, not a market: built-in simulator, seed 42'])
    expect(host.said.stdout).toMatch(/^SIMULATED, not a market · built-in simulator, seed 42\n\n {2}Page {6}http:\/\/127\.0\.0\.1:\d+\/\n/)
    expect(existsSync(join(dir, 'sim-42.duckdb'))).toBe(false)
  })
})
