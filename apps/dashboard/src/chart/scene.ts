import type { Bar, Bars, Book, Footprint, Order, Profile } from '@of/api'
import type { Flow, Heat } from '../data/merge.ts'
import type { Zone } from '../format/time.ts'
import { isBookLive, isStale } from '../data/freshness.ts'
import { decimalsOf } from '../format/number.ts'
import type { Desk, Highlight } from '../shell/desk.ts'
import type { MainView, TimeRange } from '../shell/view-state.ts'
import { type Palette, readPalette } from '../theme/palette.ts'
import type { Level } from './paint-levels.ts'

/** All that the chart draws, as of one moment. */
export interface Scene {
  readonly product: string
  readonly view: MainView
  readonly bars: Bars | undefined
  readonly heat: Heat | undefined
  readonly footprints: readonly Footprint[]
  readonly profile: Profile | undefined
  readonly book: Book | undefined
  readonly orders: readonly Order[]
  readonly layers: { readonly vwap: boolean; readonly profile: boolean; readonly whales: boolean }
  readonly highlight: Highlight
  readonly last: { readonly price: number; readonly side: 'buy' | 'sell' | 'stale' } | undefined
  readonly isBookLive: boolean
  /** Whether nothing is heard: time up to now has no data. */
  readonly silentSinceUs: number | undefined
  readonly nowUs: number | undefined
  /** What the chart is to span at first; the newest bars unless given. */
  readonly range: TimeRange | undefined
  readonly zone: Zone
  readonly decimals: number
  readonly palette: Palette
  readonly isNarrow: boolean
}

/** How wide bars of a name are, µs. */
export const intervalUs: Readonly<Record<Bars['interval'], number>> = { '1m': 60e6, '5m': 300e6, '15m': 900e6, '1h': 3_600e6 }

/** What the panes below draw, and how far apart it is: a point each column of liquidity where that is shown, else one a bar. */
export function flowOf({ bars, heat, view }: Scene): { readonly points: readonly Flow[]; readonly widthUs: number } | undefined {
  if (view === 'liquidity' && heat !== undefined) return { points: heat.columns, widthUs: heat.stepUs }
  return bars === undefined ? undefined : { points: bars.items, widthUs: intervalUs[bars.interval] }
}

/** The prices that candles are marked with. */
export function levelsOf({ bars, layers, last, profile, view }: Scene): readonly Level[] {
  const levels: Level[] = []
  if (last !== undefined) levels.push({ name: 'last', price: last.price, kind: 'last', rank: 0, isTagged: true, line: 'dotted' })
  if (view !== 'candles') return levels
  if (layers.vwap) levels.push(...vwapLevels(bars?.items ?? []))
  if (!layers.profile || profile === undefined) return levels
  const suffix = profile.estimated ? '~' : ''
  const { poc, vah, val } = profile
  if (poc !== null) levels.push({ name: `POC${suffix}`, price: poc, kind: 'poc', rank: 1, isTagged: true, line: 'solid' })
  if (vah !== null) levels.push({ name: `VAH${suffix}`, price: vah, kind: 'edge', rank: 3, isTagged: true, line: 'dashed' })
  if (val !== null) levels.push({ name: `VAL${suffix}`, price: val, kind: 'edge', rank: 3, isTagged: true, line: 'dashed' })
  return levels
}

/** VWAP and its first bands as of the newest bar. */
function vwapLevels(items: readonly Bar[]): readonly Level[] {
  const { vwap, vwapSd } = items.at(-1) ?? { vwap: null, vwapSd: null }
  if (vwap === null) return []
  const sinceUs = items.find((bar) => bar.vwap !== null)?.startUs
  const known = { sinceUs, hasBarsBefore: items.some(({ close, startUs }) => close !== null && startUs < (sinceUs ?? 0)) }
  const line: Level = { name: 'VWAP', price: vwap, kind: 'vwap', rank: 1, isTagged: true, line: 'none', ...known }
  if (vwapSd === null || vwapSd <= 0) return [line]
  const band = { kind: 'band', rank: 4, isTagged: false, line: 'none', ...known } as const
  return [line, { ...band, name: '+1 σ', price: vwap + vwapSd }, { ...band, name: '−1 σ', price: vwap - vwapSd }]
}

let palette: { readonly theme: string; readonly colors: Palette } | undefined

/** The colours of a theme, read once. */
function paletteOf(theme: string): Palette {
  if (palette?.theme !== theme) palette = { theme, colors: readPalette(document.documentElement) }
  return palette.colors
}

/** What the desk has to draw. Reads no signal but those that the view needs, so that others do not draw it anew. */
export function sceneOf(desk: Desk, isNarrow: boolean): Scene {
  const { highlight, marked, store, theme, view } = desk
  const { interval, product, profile, range, vwap, whales, zone, view: mainView } = view.value
  const { shown } = store
  const tick = desk.tick.value
  const freshness = store.freshness.value
  const bars = desk.bars.value
  const isLiquidity = mainView === 'liquidity'
  const price = desk.lastPrice.value
  return {
    product: product ?? '',
    view: mainView,
    bars: bars?.interval === interval ? bars : undefined,
    heat: isLiquidity ? desk.heat.value : undefined,
    footprints: mainView === 'footprint' ? desk.footprints.value.filter((footprint) => footprint.interval === interval) : [],
    profile: mainView === 'candles' ? shown.profile.value : undefined,
    book: isLiquidity ? shown.book.value : undefined,
    orders: marked.value,
    layers: { vwap, profile, whales },
    highlight: highlight.value,
    last: price === undefined ? undefined : { price, side: isStale(freshness) ? 'stale' : desk.lastSide.value },
    isBookLive: isLiquidity && isBookLive(shown.book.value, freshness),
    silentSinceUs: freshness.state === 'stale' || freshness.state === 'gone' ? freshness.asOfUs : undefined,
    nowUs: freshness.state === 'paused' ? freshness.asOfUs : store.clockUs(store.secondMs.value),
    range,
    zone,
    decimals: decimalsOf(tick),
    palette: paletteOf(theme.value),
    isNarrow,
  }
}
