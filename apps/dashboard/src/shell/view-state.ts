import type { Interval } from '@of/api'
import type { Zone } from '../format/time.ts'
import type { Theme } from '../theme/theme.ts'

/** What the main pane shows. */
export type MainView = 'candles' | 'liquidity' | 'footprint'

/** A tab beside the book. */
export type Tab = 'tape' | 'decisions' | 'alerts'

/** The pane that a phone shows. */
export type PhonePane = 'chart' | 'signal' | 'book' | 'tape' | 'quality'

/** Time that the chart spans, µs; `undefined` while it follows the newest bar. */
export interface TimeRange {
  readonly fromUs: number
  readonly toUs: number
}

/** How the screen is set: all that a link to it carries. */
export interface ViewState {
  /** `undefined` until the first product is known. */
  readonly product: string | undefined
  readonly view: MainView
  readonly interval: Interval
  readonly vwap: boolean
  readonly profile: boolean
  readonly whales: boolean
  readonly range: TimeRange | undefined
  /** `undefined` until the reader has chosen one: it is the system's. */
  readonly theme: Theme | undefined
  readonly zone: Zone
  readonly paused: boolean
  readonly grouping: number
  readonly tab: Tab
  readonly pane: PhonePane
}

/** The screen as it opens. */
export const openingView: ViewState = {
  product: undefined,
  view: 'candles',
  interval: '1m',
  vwap: true,
  profile: true,
  whales: true,
  range: undefined,
  theme: undefined,
  zone: 'utc',
  paused: false,
  grouping: 1,
  tab: 'tape',
  pane: 'chart',
}

/** Widths of bars, shortest first. */
export const intervals: readonly Interval[] = ['1m', '5m', '15m', '1h']

/** How many ticks a level of the book may span. */
export const groupings: readonly number[] = [1, 10, 100, 1_000, 10_000]

const views: readonly MainView[] = ['candles', 'liquidity', 'footprint']
const tabs: readonly Tab[] = ['tape', 'decisions', 'alerts']
const panes: readonly PhonePane[] = ['chart', 'signal', 'book', 'tape', 'quality']
const layers = ['vwap', 'profile', 'whales'] as const

/** How the screen is set by the query of an address; what it does not say, or not in words that are known, is as `defaults` have it. */
export function readView(query: string, defaults: ViewState): ViewState {
  const said = new URLSearchParams(query)
  const shown = said.get('layers')?.split(',')
  const product = said.get('product')
  return {
    product: product !== null && /^[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){1,4}$/.test(product) ? product : defaults.product,
    view: oneOf(views, said.get('view'), defaults.view),
    interval: oneOf(intervals, said.get('interval'), defaults.interval),
    vwap: shown?.includes('vwap') ?? defaults.vwap,
    profile: shown?.includes('profile') ?? defaults.profile,
    whales: shown?.includes('whales') ?? defaults.whales,
    range: rangeOf(said.get('from'), said.get('to')),
    theme: oneOf<Theme | undefined>(['dark', 'light'], said.get('theme'), defaults.theme),
    zone: oneOf(['utc', 'local'], said.get('zone'), defaults.zone),
    paused: said.has('paused'),
    grouping: oneOf(groupings, Number(said.get('grouping')), defaults.grouping),
    tab: oneOf(tabs, said.get('tab'), defaults.tab),
    pane: oneOf(panes, said.get('pane'), defaults.pane),
  }
}

/** The query that says how the screen is set. What is as it opens for everybody is left out, but for product, view and interval. */
export function writeView(view: ViewState): string {
  const said = new URLSearchParams()
  if (view.product !== undefined) said.set('product', view.product)
  said.set('view', view.view)
  said.set('interval', view.interval)
  if (view.theme !== undefined) said.set('theme', view.theme)
  const shown = layers.filter((layer) => view[layer])
  if (shown.length < layers.length) said.set('layers', shown.join(','))
  if (view.range !== undefined) {
    said.set('from', String(Math.round(view.range.fromUs)))
    said.set('to', String(Math.round(view.range.toUs)))
  }
  for (const key of ['zone', 'grouping', 'tab', 'pane'] as const) {
    if (view[key] !== openingView[key]) said.set(key, String(view[key]))
  }
  if (view.paused) said.set('paused', '')
  return said.toString()
}

function oneOf<Value>(known: readonly Value[], said: unknown, otherwise: Value): Value {
  return known.find((value) => value === said) ?? otherwise
}

function rangeOf(from: string | null, to: string | null): TimeRange | undefined {
  if (from === null || to === null) return undefined
  const [fromUs, toUs] = [Number(from), Number(to)]
  return Number.isSafeInteger(fromUs) && Number.isSafeInteger(toUs) && fromUs >= 0 && fromUs < toUs ? { fromUs, toUs } : undefined
}
