import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@of/api'
import type { ConfigInput } from '@of/service'
import { madeUpNames, startVenueProcess } from '../venue-process.ts'
import { type Child, startChild } from './child.ts'

/** How often, and on what. */
export interface KillOptions {
  readonly times: number
  readonly products: number
  readonly onKill: (kill: KillSample) => void
}

/** A service that was killed, and what was there when it came up again. */
export interface KillSample {
  readonly kill: number
  /** Trades that it had answered from its store before it was killed, and of those, how many were gone afterwards. */
  readonly acknowledged: number
  readonly gone: number
  /** Ids within what is stored that are not there, once what was missed has been asked for. */
  readonly holes: number
  readonly twice: number
}

const LONGEST_MS = 3_000
const SPEED = 10
const PATIENCE_MS = 20_000

/** Kills a service at random moments, and looks each time whether what it had said was stored is there. */
export async function killService({ onKill, products, times }: KillOptions): Promise<readonly KillSample[]> {
  const venue = await startVenueProcess({ seed: 5, products, speed: SPEED, levels: 100, makerUpdatesPerSecond: 4, faultsPerMinute: 0 })
  const dir = await mkdtemp(join(tmpdir(), 'of-kills-'))
  const config: ConfigInput = {
    source: 'coinbase',
    coinbase: { url: venue.url },
    products: [...madeUpNames(products)],
    http: { port: 0, requestsPer10s: 1_000_000 },
    store: { dir },
    restore: { everySeconds: 1 },
  }
  const samples: KillSample[] = []
  let service: Child | undefined
  try {
    service = await startChild(['serve-service', JSON.stringify(config)])
    for (let kill = 1; kill <= times; kill += 1) {
      const acknowledged = await acknowledgedUntilKilled(service)
      service = await startChild(['serve-service', JSON.stringify(config)])
      const gone = Math.max(0, acknowledged - (await stored(service.line)).trades)
      const { holes, twice } = await settled(service.line)
      const sample = { kill, acknowledged, gone, holes, twice }
      samples.push(sample)
      onKill(sample)
    }
    return samples
  } finally {
    await service?.end('SIGKILL')
    await venue.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

/** Asks what is stored until the service is killed, and tells the last answer. */
async function acknowledgedUntilKilled(service: Child): Promise<number> {
  let trades = 0
  const killed = wait(Math.random() * LONGEST_MS).then(() => service.end('SIGKILL'))
  const { process: child } = service
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await stored(service.line).catch(() => undefined)
    if (answer !== undefined) ({ trades } = answer)
    await wait(20)
  }
  await killed
  return trades
}

interface Stored {
  readonly trades: number
  readonly holes: number
  readonly twice: number
}

async function stored(url: string): Promise<Stored> {
  const sql = `SELECT sum(n)::BIGINT, sum(span - n_ids)::BIGINT, sum(n - n_ids)::BIGINT FROM (
    SELECT count(*) AS n, count(DISTINCT id) AS n_ids, max(id) - min(id) + 1 AS span FROM trades GROUP BY product)`
  const { rows } = await createClient({ url }).query({ body: { sql } })
  const [trades = 0, holes = 0, twice = 0] = (rows[0] ?? []).map(Number)
  return { trades, holes, twice }
}

/** What is stored once nothing of what was missed is waited for any more. */
async function settled(url: string): Promise<Stored> {
  const startMs = performance.now()
  let answer = await stored(url)
  while (answer.holes > 0 && performance.now() - startMs < PATIENCE_MS) {
    await wait(250)
    answer = await stored(url)
  }
  return answer
}
