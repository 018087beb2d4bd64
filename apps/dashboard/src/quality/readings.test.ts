import type { Quality } from '@of/api'
import { describe, expect, it } from 'vitest'
import { health, origin } from '../testing/resources.ts'
import { qualityReadings } from './readings.ts'

const well: Quality = {
  product: 'BTC-USD',
  origin,
  sinceUs: 0,
  sequence: 1_204_331,
  gaps: 1,
  lostFrames: 0,
  lastHealUs: 900_000,
  resyncs: 1,
  missingTrades: 0,
  backfilledTrades: 0,
  duplicateTrades: 0,
  lateEvents: 0,
  unreadableFrames: 0,
  crossedStates: 0,
  audit: { orders: 1_000, share: 0.987, verdict: 'healthy' },
  tickers: { agreed: 1, disagreed: 0, unchecked: 0 },
  latency: { p50Us: 31_000, p99Us: 118_000 },
  coverage: { book: 1, trades: 0.9995 },
  gapsToday: [],
}

const readingOf = (name: string, quality: Quality | undefined): { tone: string; value: string; short?: string } | undefined =>
  qualityReadings(health({}), quality).find((reading) => reading.name === name)

describe('qualityReadings(health, quality)', () => {
  it('is quiet where all is well', () => {
    expect(readingOf('Gaps', well)).toMatchObject({ tone: 'ok', value: '1 · healed in 0.9 s', short: '1, healed' })
    expect(readingOf('Aggressor audit', well)?.tone).toBe('ok')
    expect(readingOf('Latency p50 / p99', well)).toMatchObject({ tone: 'ok', value: '31 / 118 ms' })
  })

  it('says what is not', () => {
    const lasting = { ...well, gapsToday: [{ source: 'book' as const, fromUs: 5, toUs: null, reason: 'x' }] }
    expect(readingOf('Gaps', lasting)).toMatchObject({ tone: 'crit', value: '1 · one lasts', short: 'one lasts' })
    expect(readingOf('Gaps', { ...lasting, gaps: 0 })?.value).toBe('one lasts')
    expect(readingOf('Missing trades', { ...well, missingTrades: 3 })).toMatchObject({ tone: 'warn', value: '3' })
    expect(readingOf('Aggressor audit', { ...well, audit: { ...well.audit, share: 0.5 } })?.tone).toBe('crit')
    expect(readingOf('Coverage, trades', { ...well, coverage: { book: 1, trades: 0.9 } })?.tone).toBe('warn')
  })

  it('claims nothing before anything was told', () => {
    expect(qualityReadings(undefined, undefined).every(({ tone, value }) => tone === 'none' && value === '–')).toBe(true)
  })

  it('says why what is not known is not', () => {
    const bare = { ...well, sequence: null, latency: null, audit: { ...well.audit, share: null }, coverage: { book: null, trades: null } }
    const unknown = [undefined, bare].flatMap((quality) => qualityReadings(undefined, quality)).filter(({ value }) => value === '–')
    expect(unknown).toHaveLength(18)
    expect(unknown.every(({ meaning }) => /^n\/a: \w/.test(meaning))).toBe(true)
  })
})
