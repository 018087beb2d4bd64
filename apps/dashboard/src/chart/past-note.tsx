import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useDesk } from '../shell/desk.ts'

/** How asking for the past stands, while the reader looks there. */
export function PastNote({ isBehind }: { readonly isBehind: ReadonlySignal<boolean> }): JSX.Element | null {
  const { past, view } = useDesk()
  if (!isBehind.value) return null
  const { view: mainView } = view.value
  const older = mainView === 'liquidity' ? past.heat : mainView === 'footprint' ? past.footprints : past.bars
  const state = older.state.value
  const words = {
    idle: '',
    asking: 'asking for what was before …',
    end: 'nothing is kept from before the start',
    failed: 'what was before could not be had',
  }[state]
  return words === '' ? null : (
    <span class="past-note" role="status">
      {words}
    </span>
  )
}
