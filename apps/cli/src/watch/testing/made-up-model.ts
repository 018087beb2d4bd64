import {
  type FeatureName,
  featureNames,
  type FeatureReading,
  type FeatureSnapshot,
  profileOf,
  recordOf,
  type Sources,
  summariseProfile,
} from '@of/core'
import type { Decision } from '@of/pipeline'
import { analyze } from '@of/signals'
import type { Point } from '../blocks.ts'
import type { LadderLevel, ProductModel, TapeRow, WatchModel } from '../model/watch-model.ts'

/** The moment that the made-up screens show. */
export const NOW_US: number = Date.UTC(2026, 7, 9, 14, 32, 19, 400) * 1e3

const values: Partial<Readonly<Record<FeatureName, number>>> = {
  mid: 104_200.325,
  spreadBps: 0.00096,
  imbalance10: 0.485,
  orderImbalanceMean: 0.31,
  orderImbalanceRank: 0.95,
  depthBid10: 66.2,
  depthAsk10: 58.5,
  depthImbalanceShell: 0.04,
  depthImbalanceRank: 0.5,
  impactBuyMidBps: 0.13,
  wallBid: 512_000,
  wallAsk: 0,
  ofi: 4.2,
  ofiMomentum: 0.73,
  ofiMomentumZ: 1.77,
  lastPrice: 104_200.32,
  tradesPerSecond: 6.2,
  cvd: 128.7,
  buyPressure: 72,
  takerOrders60: 214,
  aggressionZ: 2.1,
  whaleThreshold: 1.785,
  whaleNetOrders: 2,
  vwap: 103_989.88,
  vwapDeviation: 0.2,
  vwap24h: 103_989.88,
  vwap24hDeviation: 1.11,
  poc: 103_962.98,
  vah: 104_141.46,
  val: 103_739.88,
  valueAreaShare: 0.708,
  profilePosition: 1.33,
}

/** Features of a healthy market; those that are left out are not measured. */
export function madeUpFeatures(overrides: Partial<Readonly<Record<FeatureName, FeatureReading>>> = {}): FeatureSnapshot {
  return recordOf(featureNames, (name): FeatureReading => {
    const given = overrides[name]
    if (given !== undefined) return given
    const value = values[name]
    if (value === undefined) return { value: null, reason: 'not measured' }
    return name === 'cvd' ? { value, note: 'since 00:00 UTC', coverage: 0.999 } : { value }
  })
}

const healthy: Sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } }

/** A product as it stands on the made-up screens. */
export function madeUpProduct(overrides: Partial<ProductModel> = {}): ProductModel {
  const features = overrides.features ?? madeUpFeatures()
  const sources = overrides.sources ?? healthy
  const profile = profileOf(dayOfTrading(), { kind: 'ticks', tick: 0.01, maxRows: 50 })
  return {
    product: 'BTC-USD',
    decimals: 2,
    price: 104_200.32,
    priceTimeUs: NOW_US,
    lastMove: 'up',
    features,
    sources,
    signal: analyze({ features, sources }),
    decision: madeUpDecision(),
    nextDecisionUs: NOW_US + 40_600_000,
    bids: levels(bids),
    asks: levels(asks),
    walls: [{ side: 'bid', price: 104_194.12, size: 4.9102, notional: 511_654, sinceUs: NOW_US - 42_000_000 }],
    whaleNotional: 186_000,
    bookState: 'synced',
    bookReason: undefined,
    bookSinceUs: NOW_US - 3_600_000_000,
    tradesSinceUs: NOW_US - 3_600_000_000,
    tape: tape(),
    whales: tape().filter(({ isWhale }) => isWhale),
    profile,
    levels: profile && summariseProfile(profile, 104_200.32),
    series: { cvd: wave(1, 0.3), ofi: wave(7, 0), momentum: wave(3, 0.1) },
    quality: {
      sequence: 1_204_331,
      gaps: 1,
      lostFrames: 7,
      healUs: 900_000,
      resyncs: 1,
      missingTrades: 0,
      backfilledTrades: 3,
      late: 54,
      unreadable: 0,
      audit: { share: 0.987, orders: 1_000 },
      latency: { p50Us: 31_000, p99Us: 118_000 },
    },
    ...overrides,
  }
}

/** A second product. */
export function madeUpEther(overrides: Partial<ProductModel> = {}): ProductModel {
  const features = madeUpFeatures({
    imbalance10: { value: -0.062 },
    cvd: { value: -1_204.5 },
    ofiMomentum: { value: -0.22 },
    vwapDeviation: { value: -0.11 },
  })
  return madeUpProduct({
    product: 'ETH-USD',
    price: 3_906.12,
    lastMove: 'down',
    features,
    decision: madeUpDecision({ direction: 'HOLD', net: -15, strength: 0 }),
    ...overrides,
  })
}

/** Everything on a screen, simulated and healthy unless told otherwise. */
export function madeUpModel(overrides: Partial<WatchModel> = {}): WatchModel {
  return {
    clockUs: NOW_US,
    chip: { word: 'SIM', state: 'synced 31 ms', tone: 'ok' },
    banner: 'SIMULATED  not a market · simulator, seed 42',
    trouble: undefined,
    products: [madeUpProduct(), madeUpEther()],
    connections: [
      {
        name: 'ws1',
        state: 'open',
        frames: 1_204_332,
        gaps: 1,
        lostFrames: 7,
        late: 54,
        unreadable: 0,
        reconnects: 1,
        latency: { p50Us: 31_000, p99Us: 118_000 },
        lastFault: 'connection reset: read ECONNRESET',
      },
    ],
    checks: [
      { name: 'sequence', checked: 1_204_332, failed: 1, note: undefined },
      { name: 'rest-book', checked: 0, failed: 0, note: 'not asked for' },
    ],
    isStale: false,
    ...overrides,
  }
}

/** The screen while a gap is being healed: of 14 s ago, with the book gone. */
export function madeUpResync(overrides: Partial<WatchModel> = {}): WatchModel {
  const reason = 'book resyncing: sequence gap: expected 1204332, received 1204339'
  const lost = { value: null, reason }
  const names = [
    'mid',
    'spreadBps',
    'imbalance10',
    'orderImbalanceMean',
    'ofi',
    'ofiMomentum',
    'depthImbalanceShell',
    'wallBid',
    'impactBuyMidBps',
  ] as const
  const features = madeUpFeatures(Object.fromEntries(names.map((name) => [name, lost])))
  const sources: Sources = { book: { state: 'unhealthy', reason }, trades: { state: 'healthy' } }
  const gap: Point[] = Array.from({ length: 7 }, () => 'gap')
  const { series } = madeUpProduct()
  const product = madeUpProduct({
    features,
    sources,
    bids: [],
    asks: [],
    walls: [],
    bookState: 'resyncing',
    bookReason: reason,
    bookSinceUs: NOW_US - 14_000_000,
    series: { cvd: series.cvd, ofi: [...series.ofi, ...gap], momentum: [...series.momentum, ...gap] },
  })
  return madeUpModel({
    chip: { word: 'SIM', state: 'resyncing 14 s', tone: 'crit' },
    trouble: { text: 'Book resyncing: sequence 1,204,331 → 1,204,339, 7 lost. Attempt 2', tone: 'crit' },
    products: [product, madeUpEther()],
    ...overrides,
  })
}

/** A decision to go long. */
export function madeUpDecision(overrides: Partial<Decision> = {}): Decision {
  return {
    timeUs: Date.UTC(2026, 7, 9, 14, 32) * 1e3,
    direction: 'LONG',
    strength: 0.7,
    net: 70,
    reachableNet: 110,
    abstained: false,
    contributions: {},
    ...overrides,
  }
}

type Row = readonly [price: number, size: number]

const asks: readonly Row[] = [
  [104_200.33, 0.3108],
  [104_201.56, 0.0504],
  [104_201.77, 0.1277],
  [104_201.85, 0.0647],
  [104_201.99, 0.0258],
  [104_202.52, 0.5959],
  [104_202.57, 0.085],
  [104_203.33, 1.4026],
  [104_203.95, 0.4013],
  [104_204.99, 0.2968],
  [104_205.11, 0.6648],
  [104_206.4, 0.000004],
]

const bids: readonly Row[] = [
  [104_200.32, 0.8421],
  [104_199.65, 0.5922],
  [104_199.15, 0.3326],
  [104_198.21, 2.2729],
  [104_197.69, 0.0404],
  [104_197.38, 0.2193],
  [104_196.2, 0.2103],
  [104_195.35, 0.0422],
  [104_194.12, 4.9102],
  [104_193.66, 0.2299],
  [104_193.28, 2.0132],
]

function levels(rows: readonly Row[]): LadderLevel[] {
  let total = 0
  return rows.map(([price, size]) => ({ price, size, total: (total += price * size) }))
}

function tape(): TapeRow[] {
  const orders: readonly (readonly [agoMs: number, aggressor: 'buy' | 'sell', price: number, notional: number])[] = [
    [0, 'buy', 104_200.32, 1_918],
    [184, 'sell', 104_199.79, 368],
    [336, 'buy', 104_199.99, 17_200],
    [526, 'buy', 104_199.66, 411_713],
    [569, 'buy', 104_199.79, 13_400],
    [1_073, 'buy', 104_199.26, 5_325],
    [1_207, 'buy', 104_199.08, 635],
    [1_713, 'buy', 104_198.63, 0.42],
  ]
  return orders.map(([agoMs, aggressor, price, notional]) => ({
    timeUs: NOW_US - agoMs * 1e3,
    aggressor,
    price,
    notional,
    size: notional / price,
    isWhale: notional >= 186_000,
  }))
}

function wave(step: number, slope: number): Point[] {
  return Array.from({ length: 60 }, (_, at) => slope * at + ((at * step) % 11))
}

/** Volume at prices of a day, heaviest about 103,963 and again about 104,195. */
function dayOfTrading(): (readonly [price: number, volume: number])[] {
  return Array.from({ length: 501 }, (_, at) => {
    const price = Number((103_600 + 1.4 * at).toFixed(2))
    const hill = (centre: number, width: number): number => 1 / (1 + ((price - centre) / width) ** 2)
    return [price, 10 * hill(103_963, 110) + 5 * hill(104_195, 30)]
  })
}
