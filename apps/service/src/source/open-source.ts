import type { Config } from '../config/config.ts'
import { coinbaseSource } from './coinbase-source.ts'
import { recordingSource } from './recording-source.ts'
import { simSource } from './sim-source.ts'
import type { MarketSource } from './source.ts'

/** Opens the source that the settings name. */
export async function openSource({ coinbase, products, replay, sim, source }: Config): Promise<MarketSource> {
  if (source === 'coinbase') return coinbaseSource({ products, url: coinbase.url })
  if (source === 'sim') return await simSource({ products, ...sim })
  return recordingSource({ path: source, speed: replay.speed })
}
