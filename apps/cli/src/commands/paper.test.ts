import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BacktestResult } from '@of/backtest'
import { type SimServer, startServer } from '@of/sim'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectingHost } from '../testing/collecting-host.ts'
import { inProcess } from '../testing/in-process.ts'
import { start } from '../testing/of-process.ts'
import { backtestCommand } from './backtest.ts'
import { paperCommand, type PaperCommandOptions } from './paper.ts'

const typed = {
  arm: ['dice', 'long'],
  fees: 'taker-60bps',
  size: '1000',
  latencyMs: '100',
  maxMinutes: '0.01',
  stopBps: '1',
  onHold: 'keep',
  onAbstention: 'keep',
  every: '1s',
  json: true,
} as const

let server: SimServer
let folder: string
beforeAll(async () => {
  server = await startServer({ seed: 7, startUs: Date.now() * 1e3 })
  folder = await mkdtemp(join(tmpdir(), 'of-paper-'))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

/** Trades live until a journal says so. */
async function paperUntil(journal: string, isEnough: (text: string) => boolean, options: Partial<PaperCommandOptions> = {}) {
  const host = collectingHost()
  const running = paperCommand(['BTC-USD'], { ...typed, url: server.url, journal, ...options }, host)
  await until(journal, isEnough)
  host.stop()
  await running
  return host.said
}

async function until(journal: string, isEnough: (text: string) => boolean): Promise<void> {
  const lastMs = performance.now() + 20_000
  while (!isEnough(await readFile(journal, 'utf8').catch(() => ''))) {
    if (performance.now() > lastMs) throw new Error('expected more in the journal within 20 s')
    await sleep(50)
  }
}

const closed = (text: string): number => text.split('"kind":"closed"').length - 1

/** A result without where its events came from. */
const told = (text: string): string => text.replace(/"input":\{.*?\},"quality"/, '"quality"')

describe('of paper', () => {
  it('comes live to the bytes that of backtest comes to on its recording', async () => {
    const record = join(folder, 'recorded')
    const said = await paperUntil(join(folder, 'a.ndjson'), (text) => closed(text) >= 3, { record })
    const again = await inProcess(async (host) => await backtestCommand([record], { ...typed, product: [] }, host))
    const [live, recorded] = [said.stdout, again.stdout].map((text) => JSON.parse(text) as BacktestResult)
    expect(live!.arms[1]!.trades.length).toBeGreaterThanOrEqual(1)
    expect(live!.input).toMatchObject({ live: server.url, simulated: true })
    expect(told(said.stdout)).toBe(told(again.stdout))
    expect(recorded!.span).toEqual(live!.span)
  })

  it('loses nothing that it has told to a kill', async () => {
    const journal = join(folder, 'killed.ndjson')
    const options = [
      '--fees',
      'taker-60bps',
      '--arm',
      'dice,long',
      '--every',
      '1s',
      '--max-minutes',
      '0.01',
      '--stop-bps',
      '1',
      '--url',
      server.url,
    ]
    const child = start(['paper', 'BTC-USD', '--journal', journal, ...options])
    let printed = ''
    child.stdout.on('data', (chunk) => (printed += String(chunk)))
    await until(journal, (text) => closed(text) >= 2)
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(printed).toMatch(/^\S+Z SIMULATED source="simulator at ws:/)
    const kept = closed(await readFile(journal, 'utf8'))
    const said = await paperUntil(journal, (text) => closed(text) >= kept + 1)
    expect(said.remarks[0]).toMatch(/^going on with a run that was at 2/)
    const { arms, quality } = JSON.parse(said.stdout) as BacktestResult
    expect(arms.flatMap(({ trades }) => trades).length).toBeGreaterThanOrEqual(kept + 1)
    expect(quality[0]!.booksLost).toBe(1)
    for (const line of printed
      .split('\n')
      .slice(0, -1)
      .filter((text) => text.includes(' closed '))) {
      const [, gross = ''] = /gross_bps=(\S+)/.exec(line) ?? []
      expect(arms.flatMap(({ trades }) => trades).map(({ grossBps }) => grossBps.toFixed(2))).toContain(gross)
    }
  })

  it('goes on with a journal only under the options that it was begun with', async () => {
    const journal = join(folder, 'a.ndjson')
    const { error, exitCode } = await inProcess(
      async (host) => await paperCommand(['BTC-USD'], { ...typed, arm: ['flow'], url: server.url, journal }, host),
    )
    expect(error).toContain('was kept under other options')
    expect(exitCode).toBe(64)
  })
})
