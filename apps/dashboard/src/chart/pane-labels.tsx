import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { isStale } from '../data/freshness.ts'
import { signed } from '../format/number.ts'
import { useDesk } from '../shell/desk.ts'
import { Unknown } from '../shell/marks.tsx'
import { barAt, baseOf } from './readout.tsx'

interface Labels {
  readonly tops: ReadonlySignal<readonly number[]>
  readonly hovered: ReadonlySignal<number | undefined>
}

/** What the panes below the main one are called. */
export const paneNames: readonly string[] = ['CVD', 'OFI', 'OFI momentum']

/** Names of the panes below the main one, with the value at the crosshair, its window and anchor. */
export function PaneLabels({ hovered, tops }: Labels): JSX.Element {
  const desk = useDesk()
  const bar = barAt(desk, hovered.value)
  const base = baseOf(desk.product.value)
  const { cvd } = desk.store.shown.features.value?.features ?? {}
  const { interval } = desk.view.value
  const drained = isStale(desk.store.freshness.value)
  const colored = (value: number): string => (drained ? 'key' : value > 0 ? 'key buy' : value < 0 ? 'key sell' : 'key')
  const show = (value: number | null | undefined, decimals: number, unit = ''): JSX.Element =>
    value === null || value === undefined ? (
      <Unknown why={bar === undefined ? 'no bar' : 'not received, or warming up'} />
    ) : (
      <span class={colored(value)}>
        {signed(value, decimals)}
        {unit === '' ? '' : ` ${unit}`}
      </span>
    )
  const panes = [
    { value: show(bar?.cvd, 2, base), words: cvd?.note === undefined ? 'since 00:00 UTC' : cvd.note },
    { value: show(bar?.ofi, 2, base), words: `sum per ${interval}` },
    { value: show(bar?.momentum, 2), words: 'half-life 30 s, faint where |z| < 1.645' },
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
