import type { FeatureSnapshot, Sources } from '@of/core'
import { describe, expect, it } from 'vitest'
import { presets } from '../rules/presets.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { analyze } from '../score/analyze.ts'
import { healthy, mixed, quiet, readings, withoutBook } from '../testing/inputs.ts'
import { formatSummary } from './format-summary.ts'
import { summarise } from './summarise.ts'

interface Case {
  readonly ruleSet?: RuleSet
  readonly sources?: Sources
  readonly product?: string
}

function textOf(
  features: Partial<FeatureSnapshot>,
  { ruleSet = presets.default, sources = healthy, product = 'BTC-USD' }: Case = {},
): string {
  return formatSummary(summarise({ product, features, signal: analyze({ features, sources }, ruleSet) }))
}

/** The lines of one section, its title left out. */
function sectionOf(text: string, title: string): string[] {
  const lines = text.split('\n')
  const from = lines.indexOf(`${title}:`) + 1
  const to = lines.indexOf('', from)
  return lines.slice(from, to < 0 ? undefined : to)
}

function tonesOf(features: Partial<FeatureSnapshot>, sources: Sources = healthy): Record<string, string | undefined> {
  const { sections } = summarise({ product: 'BTC-USD', features, signal: analyze({ features, sources }) })
  const labelled = sections.flatMap(({ rows }) => rows).filter(({ label }) => label !== '')
  return Object.fromEntries(labelled.map(({ label, tone }) => [label, tone]))
}

describe('formatSummary(summarise({ product, features, signal }))', () => {
  it('begins with the founding text when there is no edge', () => {
    const founding = [
      'Order Flow Analysis - BTC-USD',
      '============================================================',
      '',
      'Order Flow:',
      '  Imbalance:  +0.149 (more bids)',
      '  OFI:        +0.000 (neutral)',
      '  Momentum:   +0.000 (neutral)',
      '',
      'Microstructure:',
      '  VWAP Dev:   +0.01% (at fair value)',
      '  Spread:     1.0 bps (good liquidity)',
      '  Depth Imb:  +0.149 (bid support)',
      '  Buy Press:  50.0% (neutral)',
      '',
      'Signal:',
      '  Direction:  HOLD',
      '  Strength:   0.00',
      '  Reasons:    No clear order flow edge (net: +0.00)',
      '',
    ]
    expect(textOf(quiet, { ruleSet: presets.brief }).split('\n').slice(0, founding.length)).toEqual(founding)
  })

  it('accounts for every factor once one has fired', () => {
    expect(sectionOf(textOf(mixed), 'Signal')).toEqual([
      '  Direction:  LONG',
      '  Strength:   0.70',
      '  Reasons:    +30 profile    above the value area, x +1.33 > +1.00',
      '              +20 imbalance  more bids, +0.31 > +0.20, rank 0.95 > 0.90',
      '              +15 momentum   buying, +0.73 > +0.10, |z| 1.770 >= 1.645',
      '              −15 VWAP       above the 24 h VWAP, +1.11 σ > +1.00 σ',
      '              +10 whales     large buys lead, +2 > 0',
      '              +10 aggressor  72 % > 65 %, orders 214 >= 20, z 2.100 >= 1.645',
      '                0 depth      +0.04, needs > +0.15',
      '              ---',
      '              +70 net        LONG above +40, reachable ±110',
    ])
  })

  it('says what a net within the threshold is, and what was out of reach without a book', () => {
    expect(sectionOf(textOf(mixed, { sources: withoutBook }), 'Signal').slice(-6)).toEqual([
      '              +10 aggressor  72 % > 65 %, orders 214 >= 20, z 2.100 >= 1.645',
      '                – imbalance  n/a: no book',
      '                – momentum   n/a: no book',
      '                – depth      n/a: no book',
      '              ---',
      '              +35 net        HOLD within ±40, reachable ±65 of ±110',
    ])
  })

  it('says SHORT below the mirrored threshold', () => {
    const features = {
      ...mixed,
      ...readings({ profilePosition: -1.33, orderImbalanceMean: -0.31, ofiMomentum: -0.73, whaleNetOrders: -2 }),
    }
    expect(sectionOf(textOf(features), 'Signal').at(-1)).toBe('              −80 net        SHORT below −40, reachable ±110')
  })

  it('lists what could not say anything when nothing fired', () => {
    expect(sectionOf(textOf(quiet, { ruleSet: presets.brief, sources: withoutBook }), 'Signal')).toEqual([
      '  Direction:  HOLD',
      '  Strength:   0.00',
      '  Reasons:    No clear order flow edge (net: +0.00)',
      '              – imbalance  n/a: no book',
      '              – momentum   n/a: no book',
      '              – depth      n/a: no book',
      '              reachable ±65 of ±110',
    ])
  })

  it('says why nothing was decided', () => {
    const sources: Sources = { ...healthy, trades: { state: 'unhealthy', reason: 'stale, 14 s' } }
    expect(sectionOf(textOf(mixed, { sources }), 'Signal')).toEqual([
      '  Direction:  HOLD',
      '  Strength:   0.00',
      '  Reasons:    Abstained: trades: stale, 14 s',
      '              – whales     n/a: trades: stale, 14 s',
      '              – aggressor  n/a: trades: stale, 14 s',
      '              reachable ±90 of ±110',
    ])
  })

  it('shows what was scored: ticks, means and the rolling VWAP in default, the plain ones in brief', () => {
    const features = {
      ...quiet,
      ...readings({ orderImbalanceMean: -0.31, depthImbalanceShell: -0.2, vwap24h: 100, lastPrice: 101, vwap: 102, poc: 99, binsPoc: 98 }),
    }
    const shown = (ruleSet: RuleSet): (string | undefined)[] => {
      const text = textOf(features, { ruleSet })
      return [
        sectionOf(text, 'Order Flow').at(0),
        sectionOf(text, 'Microstructure').at(0),
        sectionOf(text, 'Microstructure').at(2),
        sectionOf(text, 'Volume Profile').at(0),
        sectionOf(text, 'Price and Cost').at(0),
      ]
    }
    expect(shown(presets.default)).toEqual([
      '  Imbalance:  −0.310 (more asks)',
      '  VWAP Dev:   +1.00% (above fair value)',
      '  Depth Imb:  −0.200 (ask resistance)',
      '  POC (Point of Control):                  $99.00',
      '  VWAP 24 h:            $100.00',
    ])
    expect(shown(presets.brief)).toEqual([
      '  Imbalance:  +0.149 (more bids)',
      '  VWAP Dev:   +0.01% (at fair value)',
      '  Depth Imb:  +0.149 (bid support)',
      '  POC (Point of Control):                  $98.00',
      '  VWAP:                 $102.00',
    ])
  })

  it('gives the reason where there is no value', () => {
    const features = { ...mixed, ...readings({ vwap24h: 'coverage 61 % < 90 %', spreadBps: 'one-sided book' }) }
    expect(sectionOf(textOf(features), 'Microstructure').slice(0, 2)).toEqual([
      '  VWAP Dev:   – (n/a: coverage 61 % < 90 %)',
      '  Spread:     – (n/a: one-sided book)',
    ])
  })

  it('has no deviation without a price, whatever the VWAP', () => {
    const features = { ...mixed, ...readings({ vwap24h: 100, lastPrice: 'no trades yet' }) }
    expect(sectionOf(textOf(features), 'Microstructure')[0]).toBe('  VWAP Dev:   – (n/a: no trades yet)')
  })

  it.each([
    ['grew', { ofi: 4.2, ofiNormalised: 0.4, ofiNormalisedBefore: 0.2 }, '+4.200 (buying pressure, increasing)'],
    ['faded', { ofi: -4.2, ofiNormalised: -0.4, ofiNormalisedBefore: -0.6 }, '−4.200 (selling pressure)'],
    ['is small for this market', { ofi: 4.2, ofiNormalised: 0.05 }, '+4.200 (neutral)'],
    ['has no depth to compare with', { ofi: -0.01, ofiNormalised: 'warming up: 5 min' }, '−0.010 (selling pressure)'],
    [
      'grew, without a depth',
      { ofi: -0.02, ofiBefore: -0.01, ofiNormalised: 'warming up: 5 min' },
      '−0.020 (selling pressure, increasing)',
    ],
    ['faded, without a depth', { ofi: -0.02, ofiBefore: -0.03, ofiNormalised: 'warming up: 5 min' }, '−0.020 (selling pressure)'],
    ['is nothing, without a depth', { ofi: 0, ofiBefore: -0.03, ofiNormalised: 'warming up: 5 min' }, '+0.000 (neutral)'],
  ])('names order flow that %s', (_name, values, text) => {
    expect(sectionOf(textOf(readings(values)), 'Order Flow')[1]).toBe(`  OFI:        ${text}`)
  })

  it.each([
    [0.001, '0.0010 bps (good liquidity)'],
    [0.13, '0.13 bps (good liquidity)'],
    [10, '10.0 bps (good liquidity)'],
    [10.1, '10.1 bps (moderate liquidity)'],
    [26, '26.0 bps (poor liquidity)'],
  ])('writes a spread of %f', (spreadBps, text) => {
    expect(sectionOf(textOf(readings({ spreadBps })), 'Microstructure')[1]).toBe(`  Spread:     ${text}`)
  })

  it('tells the flow of trades, with the anchor of the running delta', () => {
    const features: Partial<FeatureSnapshot> = {
      ...readings({ delta60: -2, whaleDetected: 0 }),
      cvd: { value: 0.5, note: 'since 00:00 UTC' },
    }
    expect(sectionOf(textOf(features), 'Trade Flow')).toEqual([
      '  CVD:             +0.500 (net aggressive buying, since 00:00 UTC)',
      '  Delta 60 s:      −2.000 (net aggressive selling)',
      '  Whale Detected:  False',
    ])
  })

  it('tells how many whales there were, and whose side they took', () => {
    const features = readings({ cvd: 0, whaleDetected: 1, whaleCount: 3, whaleNetOrders: -1, whaleLargest: 4.5 })
    expect(sectionOf(textOf(features), 'Trade Flow')).toEqual([
      '  CVD:             +0.000 (balanced)',
      '  Delta 60 s:      – (n/a: not measured)',
      '  Whale Detected:  True (3 in 5 min, net −1, largest 4.500 BTC)',
    ])
  })

  it.each<[number, number, string]>([
    [0, 0, 'False'],
    [3, -1, 'True (3 of $50 k or more in 5 min, net −1)'],
  ])('tells of %i orders of a fixed notional where the rules score those', (largeOrderCount, largeNetOrders, text) => {
    const shown = textOf(readings({ largeOrderCount, largeNetOrders }), { ruleSet: presets.brief })
    expect(sectionOf(shown, 'Trade Flow').at(2)).toBe(`  Whale Detected:  ${text}`)
  })

  it('tells the volume profile and where the price stands in it', () => {
    const features = {
      ...readings({
        vah: 101_751.62,
        val: 97_821.28,
        valueAreaShare: 0.712,
        highVolumeNodes: 5,
        lowVolumeNodes: 4,
        profilePosition: -0.05,
      }),
      poc: { value: 99_889.88, note: 'estimated from candles' },
    }
    expect(sectionOf(textOf(features), 'Volume Profile')).toEqual([
      '  POC (Point of Control):                  $99,889.88 (estimated from candles)',
      '  VAH (Value Area High):                   $101,751.62',
      '  VAL (Value Area Low):                    $97,821.28',
      '  Value Area Volume:                       71.2%',
      '  High Volume Nodes (Support/Resistance):  5 levels',
      '  Low Volume Nodes (Breakout Zones):       4 levels',
      '  Trading Bias:                            NEUTRAL (strong) - Price at POC (fair value)',
    ])
  })

  it('tells price and costs in the currencies of the product, from mid and from the touch', () => {
    const features = readings({
      vwap24h: 0.037514,
      lastPrice: 0.5123,
      vwapTrend: -0.0123,
      depthBid10: 12.5,
      depthAsk10: 1_250,
      impactBuyMidBps: 0.5,
      impactBuyTouchBps: 0,
      impactSellMidBps: 'book too thin: 0.7 filled',
    })
    expect(sectionOf(textOf(features, { product: 'ETH-BTC' }), 'Price and Cost')).toEqual([
      '  VWAP 24 h:            0.03751400 BTC',
      '  Current Price:        0.5123 BTC',
      '  Trend:                −0.0123 bps/min',
      '  Depth (10 bps):       bid 12.500 ETH, ask 1,250.000 ETH',
      '  Buy Impact (1 ETH):   0.50 bps from mid, 0.0 bps from touch',
      '  Sell Impact (1 ETH):  – (n/a: book too thin: 0.7 filled)',
    ])
  })

  it('gives no unit where the name of a product does not say which it is', () => {
    const features = readings({ lastPrice: 60_000, depthBid10: 12.5, depthAsk10: 1_250, impactBuyMidBps: 0.5, impactBuyTouchBps: 0 })
    expect(sectionOf(textOf(features, { product: 'BTCUSDT' }), 'Price and Cost').slice(1, 5)).toEqual([
      '  Current Price:         60,000.00',
      '  Trend:                 – (n/a: not measured)',
      '  Depth (10 bps):        bid 12.500, ask 1,250.000',
      '  Buy Impact (1 unit):   0.50 bps from mid, 0.0 bps from touch',
    ])
  })

  it('ends with the state of the sources and the rule set', () => {
    const signal = analyze({ features: mixed, sources: healthy })
    const text = formatSummary(summarise({ product: 'BTC-USD', features: mixed, signal, quality: ['Book synced, 0 gaps in window'] }))
    expect(sectionOf(text, 'Quality')).toEqual([
      '  Book synced, 0 gaps in window',
      `  Rule set default · ${signal.ruleSet.hash.slice(0, 7)}`,
    ])
  })
})

describe('summarise({ product, features, signal })', () => {
  it('gives each row the tone of its side', () => {
    const features = { ...mixed, ...readings({ depthImbalanceShell: -0.04, cvd: -1, spreadBps: 30, delta60: 0 }) }
    expect(tonesOf(features)).toMatchObject({
      Imbalance: 'buy',
      OFI: 'unknown',
      Spread: 'warn',
      'Depth Imb': 'neutral',
      CVD: 'sell',
      'Delta 60 s': 'neutral',
      Direction: 'buy',
      'Trading Bias': 'buy',
    })
  })

  it('warns when it abstained', () => {
    expect(tonesOf(mixed, { ...healthy, book: { state: 'unhealthy', reason: 'crossed' } })).toMatchObject({
      Direction: 'warn',
      Reasons: 'warn',
    })
  })
})
