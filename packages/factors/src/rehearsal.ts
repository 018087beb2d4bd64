import {
  type Bar,
  type FeatureName,
  featureNames,
  type FeatureReading,
  type FeatureSnapshot,
  featureTable,
  MINUTE_US,
  recordOf,
  type Us,
} from '@of/core'
import type { SourceInput } from '@of/signals'
import { coin, normal, type Random, sfc32 } from '@of/stats'

const PRODUCT = 'MADE-UP'
const START_US: Us = 1_767_607_200_000_000
const FEWEST = 96
const MOST = 2_000
const SEED = 7

/** What is rehearsed. */
export interface RehearsalOptions {
  /** How far moments are apart. */
  readonly everyUs: Us
  /** What moments there are is twice as long, as far as that is not too many. */
  readonly lookBackUs: Us
}

/**
 * Made-up moments, the same ones every time: features walk within their ranges and are unknown now and then, and bars of a minute close. They are for
 * finding what values rest on, and say nothing of any market.
 */
export function rehearsal({ everyUs, lookBackUs }: RehearsalOptions): SourceInput[] {
  const wanted = Number.isFinite(lookBackUs) ? Math.ceil((2 * lookBackUs) / everyUs) + FEWEST : FEWEST
  const random = sfc32(SEED)
  let price = 50_000
  let barsUntilUs = START_US
  return Array.from({ length: Math.min(MOST, wanted) }, (_, at): SourceInput => {
    const timeUs = START_US + (at + 1) * everyUs
    const bars: Bar[] = []
    while (barsUntilUs + MINUTE_US <= timeUs) {
      bars.push(barFrom(barsUntilUs, price, random))
      price = bars.at(-1)!.close
      barsUntilUs += MINUTE_US
    }
    price *= 1 + normal(random) / 1_000
    const features: FeatureSnapshot = recordOf(featureNames, (name) => readingOf(name, price, random))
    const sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } } as const
    return { product: PRODUCT, timeUs, features, sources, bars }
  })
}

function readingOf(name: FeatureName, price: number, random: Random): FeatureReading {
  if (random.unit() < 0.03) return { value: null, reason: 'unknown in the rehearsal' }
  const { range, unit } = featureTable[name]
  if (unit === 'quote') return { value: price * (1 + normal(random) / 2_000) }
  if (unit === 'flag') return { value: coin(random) ? 1 : 0 }
  const [least, most] = range
  if (least === null || most === null) return { value: Math.abs(normal(random)) * (least === 0 || coin(random) ? 1 : -1) }
  return { value: least + random.unit() * (most - least) }
}

function barFrom(startUs: Us, open: number, random: Random): Bar {
  const close = open * (1 + normal(random) / 1_000)
  const buyVolume = random.unit()
  const sellVolume = random.unit()
  const volume = buyVolume + sellVolume
  const vwap = (open + close) / 2
  const [low, high] = [Math.min(open, close) * (1 - random.unit() / 5_000), Math.max(open, close) * (1 + random.unit() / 5_000)]
  return {
    startUs,
    endUs: startUs + MINUTE_US,
    open,
    high,
    low,
    close,
    volume,
    buyVolume,
    sellVolume,
    vwap,
    notional: vwap * volume,
    trades: 1 + Math.floor(random.unit() * 50),
  }
}
