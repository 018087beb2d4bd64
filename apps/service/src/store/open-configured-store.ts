import { createHash } from 'node:crypto'
import { basename, join, resolve } from 'node:path'
import type { Origin } from '@of/api'
import { type HistoryStore, openStore, storeDefaults } from '@of/store'
import type { Config } from '../config/config.ts'

/** The store that the settings name; `undefined` where they name none. Rejects with a `StoreError`. */
export async function openConfiguredStore(config: Config, origin: Origin): Promise<HistoryStore | undefined> {
  const { alertsDays, barsDays, decisionsDays, dir, featuresDays, heatDays, memoryMb, qualityDays, queryMs, tradesDays } = config.store
  if (dir === undefined) return undefined
  const name = storeName(config, origin)
  const days = {
    trades: tradesDays,
    features: featuresDays,
    bars: barsDays,
    heat: heatDays,
    decisions: decisionsDays,
    bundles: decisionsDays,
    quality_events: qualityDays,
    alerts: alertsDays,
  }
  const retentionDays = Object.fromEntries(Object.entries(days).filter(([, count]) => count !== undefined))
  return await openStore({
    path: join(dir, `${name}.duckdb`),
    origin: name,
    memoryMb,
    retentionDays,
    queryLimits: { ...storeDefaults.queryLimits, timeMs: queryMs },
    exportDir: join(dir, 'parquet', name),
  })
}

/** The name of the store of an origin: what is simulated, what is replayed and what is live never come together in one. */
export function storeName({ coinbase, sim, source }: Pick<Config, 'coinbase' | 'sim' | 'source'>, { kind }: Pick<Origin, 'kind'>): string {
  if (kind === 'live') return 'live'
  if (source === 'coinbase') return `venue-${hostOf(coinbase.url)}`
  if (kind === 'sim') return `sim-${sim.seed}`
  const path = resolve(source)
  const word = basename(path).replace(/[^\w.-]/g, '_')
  return `replay-${word}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`
}

/** The host and port of an address, as a file can be called. */
function hostOf(url: string | undefined): string {
  return url === undefined ? 'unknown' : new URL(url).host.replaceAll(/[^\w.-]/g, '_')
}
