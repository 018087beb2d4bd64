import type { Footprint, Profile } from '@of/api'
import { describe, expect, it } from 'vitest'
import { bars, noFlow, order, origin } from '../../testing/resources.ts'
import type { Scene } from '../scene.ts'
import type { Drawn } from './drawn.ts'
import { probeAt } from './probe.ts'

/** A pixel is a second to the right, and a dollar down from 200. */
const plot: Drawn['plot'] = {
  xOf: (timeUs) => timeUs / 1e6,
  timeAt: (x) => x * 1e6,
  yOf: (price) => 200 - price,
  priceAt: (y) => 200 - y,
  width: 600,
}

const profile: Profile = {
  product: 'BTC-USD',
  origin,
  window: '24h',
  fromUs: 0,
  toUs: 0,
  reason: null,
  estimated: true,
  rule: 'bins',
  rows: [
    { low: 90, high: 100, price: 95, volume: 3 },
    { low: 100, high: 110, price: 105, volume: 1 },
  ],
  total: 4,
  poc: 95,
  vah: 100,
  val: 90,
  share: 0.75,
  hvn: [{ price: 95, volume: 3 }],
  lvn: [],
  bias: null,
  coverage: 1,
}

const scene: Scene = {
  product: 'BTC-USD',
  view: 'candles',
  bars: bars([]),
  heat: undefined,
  footprints: [],
  profile,
  book: undefined,
  orders: [],
  layers: { vwap: true, profile: true, whales: true },
  highlight: undefined,
  last: undefined,
  isBookLive: false,
  silentSinceUs: undefined,
  nowUs: 0,
  range: undefined,
  zone: 'utc',
  decimals: 2,
  // Nothing is painted here.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  palette: {} as Scene['palette'],
  isNarrow: false,
}

const drawn = (known: Partial<Drawn>): Drawn => ({ scene, plot, marks: [], levels: [], heat: undefined, ...known })

describe('probeAt(drawn, at)', () => {
  it('tells the whales of a ring one by one: when, how much, at what price, and how far they went', () => {
    const whale = order({ timeUs: 60e6, size: 2, notional: 200_000, price: 100, fills: 3, whale: true, firstPrice: 100, lastPrice: 100.5 })
    const marks = [{ orders: [whale], aggressor: 'buy' as const, notional: 200_000, timeUs: 60e6, anchor: 100 }]
    expect(probeAt(drawn({ marks }), [60, 114])).toEqual({
      title: '▲ bought $200 k · whale',
      lines: ['00:01:00.000 · 2.0000 at 100.00, 3 fills, 100.00 → 100.50, impact 50.0 bps'],
      at: [60, 114],
    })
    expect(probeAt(drawn({ marks }), [90, 114])).toBeUndefined()
  })

  it('says what a level means, and that it is estimated', () => {
    const levels = [{ name: 'POC~', price: 100, kind: 'poc' as const, rank: 1, isTagged: true, line: 'solid' as const }]
    const found = probeAt(drawn({ levels }), [300, 102])
    expect(found?.title).toBe('POC~ 100.00')
    expect(found?.lines.join()).toMatch(/most volume in 24 h.*estimated/)
    expect(probeAt(drawn({ levels }), [300, 110])).toBeUndefined()
  })

  it('tells volume, share and names of a row of the profile', () => {
    expect(probeAt(drawn({}), [550, 105])).toMatchObject({
      title: '90.00 … 100.00',
      lines: ['3.0000~ traded in 24 h, 75.0 %', 'POC, high-volume node, in the value area'],
    })
    expect(probeAt(drawn({}), [550, 95])?.lines[1]).toBe('outside of the value area')
  })

  it('tells what rested in a cell, and that nobody knows where no book was believed', () => {
    const column = { bestBid: 99, bestAsk: 101, low: 90, rowSize: 10, sizes: [1, 2], ...noFlow }
    const columns = [
      { ...column, startUs: 0 },
      { ...column, startUs: 5e6, sizes: null },
    ]
    const grid = {
      low: 90,
      rowSize: 10,
      rows: 2,
      from: 1,
      to: 10,
      notional: [new Float64Array([95, 210]), new Float64Array(2).fill(Number.NaN)],
    }
    const liquidity = drawn({
      scene: { ...scene, view: 'liquidity', heat: { product: 'BTC-USD', stepUs: 5e6, columns, walls: [] } },
      heat: { grid, columns },
    })
    expect(probeAt(liquidity, [2, 95])).toMatchObject({
      title: '00:00:00 · 100.00 … 110.00',
      lines: ['$210 rested, asks', 'best bid 99.00, ask 101.00'],
    })
    expect(probeAt(liquidity, [7, 95])?.lines).toEqual(['n/a: no book was believed then'])
    expect(probeAt(liquidity, [20, 95])).toBeUndefined()
  })

  it('tells both sides of a cell of a footprint', () => {
    const row = { price: 100, sell: 0.5, buy: 2, imbalance: 'buy' as const, stacked: true }
    const footprint: Footprint = {
      product: 'BTC-USD',
      origin,
      interval: '1m',
      rowSize: 10,
      items: [{ startUs: 0, closed: true, poc: 100, delta: 1.5, volume: 2.5, rows: [row] }],
    }
    const found = probeAt(drawn({ scene: { ...scene, view: 'footprint', footprints: [footprint] } }), [30, 95])
    expect(found?.lines).toEqual([
      'sold 0.50000 × bought 2.00000, Δ +1.50000',
      'buy imbalance: at least 3.0 × its diagonal neighbour, stacked',
      'point of control of the bar',
    ])
  })
})
