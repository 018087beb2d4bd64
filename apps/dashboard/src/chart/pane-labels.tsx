import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { isStale } from '../data/freshness.ts'
import type { Flow, Heat } from '../data/merge.ts'
import { signed } from '../format/number.ts'
import { type Desk, useDesk } from '../shell/desk.ts'
import { Unknown } from '../shell/marks.tsx'
import { barAt, baseOf } from './readout.tsx'

interface Labels {
  readonly tops: ReadonlySignal<readonly number[]>
  readonly hovered: ReadonlySignal<number | undefined>
  /** The moment that is pointed at. */
  readonly momentUs: ReadonlySignal<number | undefined>
}

/** What the panes below the main one are called. */
export const paneNames: readonly string[] = ['CVD', 'OFI', 'OFI momentum']

/** Names of the panes below the main one, with the value at the crosshair, its window and anchor. */
export function PaneLabels({ hovered, momentUs, tops }: Labels): JSX.Element {
  const desk = useDesk()
  const base = baseOf(desk.product.value)
  const features = desk.store.shown.features.value?.features ?? {}
  const { cvd } = features
  // The anchor travels with the value: while cumulative delta is not known, that of what is drawn stays.
  const anchor = useRef({ product: desk.product.value, words: '' })
  if (anchor.current.product !== desk.product.value) anchor.current = { product: desk.product.value, words: '' }
  if (typeof cvd?.value === 'number') anchor.current.words = cvd.note ?? 'since 00:00 UTC'
  const { interval, view } = desk.view.value
  const heat = view === 'liquidity' ? desk.heat.value : undefined
  const { isNewest, point } = pointedAt(desk, heat, { startUs: hovered.value, atUs: momentUs.value })
  const drained = isStale(desk.store.freshness.value)
  const colored = (value: number): string => (drained ? 'key' : value > 0 ? 'key buy' : value < 0 ? 'key sell' : 'key')
  const reasonOf = (name: 'cvd' | 'ofi' | 'ofiMomentum'): string => {
    if (point === undefined) return 'nothing told of that time'
    return (isNewest ? features[name]?.reason : undefined) ?? 'was not received then, or was warming up'
  }
  const show = (value: number | null | undefined, unit: string, why: string): JSX.Element =>
    value === null || value === undefined ? (
      <Unknown why={why} />
    ) : (
      <span class={colored(value)}>
        {signed(value, 2)}
        {unit === '' ? '' : ` ${unit}`}
      </span>
    )
  const panes = [
    { value: show(point?.cvd, base, reasonOf('cvd')), words: anchor.current.words },
    {
      value: show(point?.ofi, base, reasonOf('ofi')),
      words: heat === undefined ? `sum per ${interval}` : `last 10 s, each ${heat.stepUs / 1e6} s`,
    },
    { value: show(point?.momentum, '', reasonOf('ofiMomentum')), words: 'half-life 30 s, faint where |z| < 1.645' },
  ]
  return (
    <>
      {tops.value.slice(1).map((top, i) => {
        const pane = panes[i]
        return pane === undefined ? null : (
          <div key={i} class="pane-label" style={{ top: `${top + 4}px` }}>
            <b>{paneNames[i]}</b> {pane.value} <span class="dim">{pane.words}</span>
          </div>
        )
      })}
    </>
  )
}

/** The bar that is pointed at, or the column of liquidity where that is shown; the newest where none is. */
function pointedAt(
  desk: Desk,
  heat: Heat | undefined,
  { atUs, startUs }: { readonly startUs: number | undefined; readonly atUs: number | undefined },
): { readonly point: Flow | undefined; readonly isNewest: boolean } {
  const point: Flow | undefined = heat === undefined ? barAt(desk, startUs) : columnAt(heat, atUs)
  const all: readonly Flow[] = heat?.columns ?? desk.bars.value?.items ?? []
  return { point, isNewest: point !== undefined && point === all.at(-1) }
}

/** The column of a moment, else the newest: also where the moment is beyond it. */
function columnAt({ columns, stepUs }: Heat, momentUs: number | undefined): Flow | undefined {
  const last = columns.at(-1)
  if (momentUs === undefined || last === undefined || momentUs >= last.startUs) return last
  return columns.findLast(({ startUs }) => momentUs >= startUs && momentUs < startUs + stepUs)
}
