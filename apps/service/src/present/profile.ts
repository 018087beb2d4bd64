import type { Profile } from '@of/api'
import { DAY_US, profileOf, type ProfileSummary, summariseProfile, type Us, type VolumeProfile } from '@of/core'
import type { Minute } from '../market/minute.ts'
import { edgeOfRow, niceStep, rowOf } from '../market/rows.ts'
import type { Moment } from './moment.ts'

const MOST_ROWS = 400

/** Volume by price of the last day, of the UTC day, or since an anchor. */
export function profileIn(moment: Moment, window: Profile['window'], anchorUs: Us | undefined): Profile {
  if (window === '24h') return dayProfile(moment)
  const { clockUs } = moment
  const fromUs = window === 'anchored' && anchorUs !== undefined ? anchorUs : Math.floor(clockUs / DAY_US) * DAY_US
  return sinceProfile(moment, window, fromUs)
}

function dayProfile({ clockUs, origin, product, view }: Moment): Profile {
  const { profile, profileLevels, features } = view ?? {}
  const { coverage, reason } = features?.poc ?? { reason: 'nothing heard of it yet' }
  const span = { window: '24h', fromUs: Math.max(0, clockUs - DAY_US), toUs: clockUs } as const
  return {
    product,
    origin,
    ...span,
    ...told(profile, profileLevels, reason ?? 'no trades yet'),
    coverage: coverage ?? features?.binsPoc.coverage ?? 0,
  }
}

function sinceProfile({ clockUs, market, origin, product, view }: Moment, window: Profile['window'], fromUs: Us): Profile {
  const minutes = market.minutes.between(Math.floor(fromUs / 60e6) * 60e6, Infinity)
  const profile = profileOfMinutes(minutes, market.heat.rowSize, market.tick?.size ?? 0.01)
  const levels = profile && summariseProfile(profile, view?.features.lastPrice.value ?? undefined)
  const seconds = minutes.reduce((sum, { tradeSeconds }) => sum + tradeSeconds, 0)
  return {
    product,
    origin,
    window,
    fromUs,
    toUs: clockUs,
    ...told(profile, levels, 'no trades in this window'),
    coverage: Math.min(1, (seconds * 1e6) / Math.max(1e6, clockUs - fromUs)),
  }
}

/** Rows of a height that holds them to a few hundred, and that the prices of old minutes have been rounded to. */
function profileOfMinutes(minutes: readonly Minute[], coarse: number | undefined, tick: number): VolumeProfile | undefined {
  const traded = minutes.filter(({ trades }) => trades > 0)
  if (traded.length === 0) return undefined
  const height = Math.max(...traded.map(({ high }) => high)) - Math.min(...traded.map(({ low }) => low))
  const step = niceStep(height / MOST_ROWS, coarse ?? tick)
  function* volumes(): Generator<readonly [number, number]> {
    for (const { prices } of traded) for (const [price, { buy, sell }] of prices) yield [edgeOfRow(rowOf(price, step), step), buy + sell]
  }
  return profileOf(volumes(), { kind: 'ticks', tick: step, maxRows: 2 * MOST_ROWS })
}

type Told = Omit<Profile, 'product' | 'origin' | 'window' | 'fromUs' | 'toUs' | 'coverage'>

function told(profile: VolumeProfile | undefined, levels: ProfileSummary | undefined, reason: string): Told {
  if (profile === undefined || levels === undefined) {
    const none = { total: null, poc: null, vah: null, val: null, share: null, hvn: [], lvn: [], bias: null }
    return { reason, estimated: false, rule: null, rows: [], ...none }
  }
  const { bias, hvn, lvn, poc, share, vah, val } = levels
  return {
    reason: null,
    estimated: profile.estimated,
    rule: profile.rule,
    rows: [...profile.rows],
    total: profile.total,
    poc,
    vah,
    val,
    share,
    hvn: hvn.map(({ peak, volume }) => ({ price: peak, volume })),
    lvn: lvn.map(({ peak, volume }) => ({ price: peak, volume })),
    bias: bias?.bias ?? null,
  }
}
