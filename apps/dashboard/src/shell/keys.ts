import type { ChartKeys } from './chart-keys.ts'
import { copyLink } from './copy-link.ts'
import type { Desk } from './desk.ts'
import { saveImage } from './save-image.ts'
import { groupings, intervals } from './view-state.ts'

/** Every key, what it does, in the words of the panel of keys. */
export const keyWords: readonly (readonly [string, string])[] = [
  ['1 … 9  p', 'product, more products'],
  ['c  l  f', 'candles, liquidity, footprint'],
  ['[  ]', 'shorter, longer interval'],
  ['v  b  w', 'VWAP, profile, whales'],
  ['←  →', 'crosshair; with shift ten bars'],
  ['+  −  0', 'zoom time, fit'],
  ['home  end', 'start of data, now'],
  ['wheel', 'zoom time; with shift price'],
  ['space', 'pause'],
  ['g', 'price grouping of the book'],
  ['s', 'to the signal'],
  ['t', 'tape, decisions, alerts'],
  ['d', 'data quality'],
  ['z', 'UTC or local time'],
  ['y  i', 'copy link, save image'],
  ['n', 'dark or light'],
  ['?  esc', 'these keys, close'],
]

type Act = (desk: Desk, event: KeyboardEvent, chart: ChartKeys | undefined) => void

const acts: Readonly<Record<string, Act>> = {
  c: (desk) => desk.look({ view: 'candles', range: undefined }),
  l: (desk) => desk.look({ view: 'liquidity', interval: '1m', range: undefined }),
  f: (desk) => desk.look({ view: 'footprint', range: undefined }),
  v: (desk) => desk.look({ vwap: !desk.view.value.vwap }),
  b: (desk) => desk.look({ profile: !desk.view.value.profile }),
  w: (desk) => desk.look({ whales: !desk.view.value.whales }),
  '[': (desk) => desk.look({ interval: next(intervals, desk.view.value.interval, -1), range: undefined }),
  ']': (desk) => desk.look({ interval: next(intervals, desk.view.value.interval, 1), range: undefined }),
  g: (desk) => desk.look({ grouping: groupings[(groupings.indexOf(desk.view.value.grouping) + 1) % groupings.length] ?? 1 }),
  n: (desk) => desk.chooseOtherTheme(),
  z: (desk) => desk.look({ zone: desk.view.value.zone === 'utc' ? 'local' : 'utc' }),
  y: (desk) => copyLink(desk),
  i: (desk, _, chart) => saveImage(desk, chart),
  p: (desk) => {
    desk.panel.value = desk.panel.value === 'products' ? undefined : 'products'
  },
  ' ': (desk) => desk.look({ paused: !desk.view.value.paused }),
  t: (desk) =>
    desk.look({
      tab: desk.view.value.tab === 'tape' ? 'decisions' : desk.view.value.tab === 'decisions' ? 'alerts' : 'tape',
      pane: 'tape',
    }),
  s: (desk) => {
    desk.look({ pane: 'signal' })
    document.querySelector<HTMLElement>('.factor')?.focus()
  },
  d: (desk) => {
    desk.panel.value = desk.panel.value === 'quality' ? undefined : 'quality'
  },
  '?': (desk) => {
    desk.panel.value = desk.panel.value === 'keys' ? undefined : 'keys'
  },
  Escape: (desk) => {
    desk.panel.value = undefined
  },
  '+': (_, __, chart) => chart?.viewport.zoomTime(1),
  '=': (_, __, chart) => chart?.viewport.zoomTime(1),
  '-': (_, __, chart) => chart?.viewport.zoomTime(-1),
  '0': (_, __, chart) => chart?.fit(),
  Home: (_, __, chart) => chart?.viewport.toStart(),
  End: (_, __, chart) => chart?.viewport.toNow(),
  ArrowLeft: (_, event, chart) => chart?.step(event.shiftKey ? -10 : -1),
  ArrowRight: (_, event, chart) => chart?.step(event.shiftKey ? 10 : 1),
}

/** Does what a key stands for. Keys with a modifier are the browser's; so are those typed into a field, and space on a button. */
export function onKey(desk: Desk, event: KeyboardEvent, chart: ChartKeys | undefined): void {
  const { altKey, ctrlKey, key, metaKey, target } = event
  if (altKey || ctrlKey || metaKey) return
  if ((target instanceof HTMLInputElement || target instanceof HTMLSelectElement) && key !== 'Escape') return
  if (target instanceof HTMLButtonElement && (key === ' ' || key === 'Enter')) return
  const products = desk.store.shown.health.value?.products ?? []
  const chosen = /^[1-9]$/.test(key) ? products[Number(key) - 1] : undefined
  const act = acts[key]
  if (chosen !== undefined) desk.look({ product: chosen.product, range: undefined })
  else if (act === undefined) return
  else act(desk, event, chart)
  event.preventDefault()
}

function next<Value>(all: readonly Value[], now: Value, step: number): Value {
  return all[Math.min(all.length - 1, Math.max(0, all.indexOf(now) + step))] ?? now
}
