import type { JSX } from 'preact'
import { type Desk, useDesk } from '../shell/desk.ts'

/** Why the main pane shows nothing, while it does not. */
export function EmptyNote(): JSX.Element | null {
  const words = whyEmpty(useDesk())
  return words === undefined ? null : (
    <p class="empty-note" role="status">
      {words}
    </p>
  )
}

function whyEmpty({ bars, footprints, heat, product, store, view }: Desk): string | undefined {
  const health = store.shown.health.value
  if (health === undefined)
    return store.link.value === 'waiting' ? 'nothing to draw: the service is not reached' : 'waiting for the service'
  if (product.value === undefined) return 'no product is followed: add one with +'
  const { view: mainView } = view.value
  if (mainView === 'liquidity') return (heat.value?.columns.length ?? 0) > 0 ? undefined : 'no book was seen yet'
  if (mainView === 'footprint') return footprints.value.some(({ items }) => items.length > 0) ? undefined : 'no trade was heard yet'
  if (bars.value === undefined) return `waiting for bars of ${product.value}`
  return bars.value.items.some(({ close }) => close !== null) ? undefined : 'no trade was heard yet, and the venue told no candles'
}
