import type { MarketQuality, ReliabilityBin } from '@of/backtest'
import { describe, expect, it } from 'vitest'
import { figureHtml } from '../html/figure.ts'
import type { BacktestArm } from './backtest-result.ts'
import { qualitySection } from './quality.ts'
import { reliabilitySection } from './reliability.ts'

const MINUTE_US = 60_000_000
const bin = (change: Partial<ReliabilityBin> = {}): ReliabilityBin => ({
  horizonUs: MINUTE_US,
  from: 20,
  to: 40,
  meanScore: 27,
  scores: 120,
  unmoved: 15,
  unpriced: 5,
  n: 100,
  independent: 50,
  wins: 60,
  winShare: 0.6,
  low: 0.46,
  high: 0.72,
  ...change,
})
// The section reads names and bins alone.
const armOf = (name: string, reliability: readonly ReliabilityBin[]): BacktestArm => ({ name, reliability }) as unknown as BacktestArm

describe('reliabilitySection({ arms })', () => {
  it('draws each size of score at its mean, beside a coin, and says of how much it is', () => {
    const nothing = bin({ from: 80, to: 100, n: 0, wins: 0, winShare: null, low: null, high: null })
    const { figures, tables } = reliabilitySection({ arms: [armOf('flow', [bin(), nothing])] }, 'of backtest')
    expect(figures).toMatchObject([
      {
        kind: 'reliability',
        against: 0.5,
        series: [{ name: 'flow', bins: [{ stated: 27, observed: 0.6, low: 0.46, high: 0.72, n: 100 }] }],
      },
    ])
    expect(tables[0]!.rows).toEqual([
      ['flow', '1 min', '20 – 40', '120', '15', '5', '100', '50', '60.0 %', '46.0 % … 72.0 %'],
      ['flow', '1 min', '80 – 100', '120', '15', '5', '0', '50', { missing: 'mid never moved' }, { missing: 'mid never moved' }],
    ])
  })

  it('says beside how many differ from a coin how many chance alone would make', () => {
    const bins = [bin(), bin({ low: 0.51 }), bin({ low: 0.2, high: 0.49 }), bin()]
    expect(reliabilitySection({ arms: [armOf('flow', bins)] }, '').claim).toMatch(
      /^Of 4 pairs .*, 1 were right more often than a coin and 1 less often; by chance alone about 0.2 /,
    )
  })

  it('keeps the place of a figure that cannot be made', () => {
    expect(reliabilitySection({ arms: [armOf('long', [])] }, '').figures).toMatchObject([{ kind: 'missing' }])
  })
})

describe('qualitySection({ quality, span })', () => {
  const quality: MarketQuality = {
    product: 'BTC-USD',
    moments: 60,
    bookMessages: 100,
    prints: 5,
    hiddenPrints: 0,
    booksLost: 1,
    fromUs: MINUTE_US,
    toUs: 10 * MINUTE_US,
    believed: 0.9,
    gaps: [{ fromUs: 4 * MINUTE_US, toUs: 5 * MINUTE_US }],
  }
  const section = qualitySection({ quality: [quality], span: { fromUs: 0, toUs: 10 * MINUTE_US } }, '')

  it('draws when the book could be believed: not before the product was heard of, and not in its gaps', () => {
    const [coverage] = section.figures
    expect(coverage).toMatchObject({
      kind: 'coverage',
      tracks: [
        {
          name: 'BTC-USD',
          gaps: [
            { fromUs: 0, toUs: MINUTE_US, reason: 'BTC-USD had not been heard of' },
            { fromUs: 4 * MINUTE_US, toUs: 5 * MINUTE_US, reason: 'no believed book from 1970-01-01 00:04:00 for 1 min' },
          ],
        },
      ],
    })
    expect(figureHtml(coverage!).text).toContain('url(#gap)')
  })

  it('tells the times of gaps', () => {
    expect(section.tables.at(-1)).toMatchObject({
      title: 'Gaps',
      rows: [['BTC-USD', '1970-01-01 00:04:00', '1970-01-01 00:05:00', '1 min']],
    })
  })
})
