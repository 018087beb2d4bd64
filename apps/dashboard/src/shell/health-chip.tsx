import type { JSX } from 'preact'
import { age, latency } from '../format/time.ts'
import { useDesk } from './desk.ts'
import { Mark } from './marks.tsx'

/** How the feed is, always in view; opens the quality pane. */
export function HealthChip(): JSX.Element {
  const desk = useDesk()
  const { freshness, shown } = desk.store
  const health = shown.health.value
  const product = health?.products.find((one) => one.product === desk.product.value)
  const { ageUs, state } = freshness.value
  const isDown = state === 'gone' || health?.state === 'down'
  const isBad = isDown || state === 'stale'
  const bookLost = product !== undefined && product.book !== 'synced' && product.book !== 'empty'
  const tone = isBad ? 'crit' : bookLost || product?.state === 'degraded' ? 'warn' : health === undefined ? 'dim' : 'ok'
  const word = health === undefined ? '–' : isDown ? 'DOWN' : state === 'stale' ? 'STALE' : health.origin.kind.toUpperCase()
  const words = isBad ? `${age(ageUs)} old` : (product?.book ?? 'waiting for the service')
  const p50Us = health?.latency?.p50Us
  return (
    <button
      class={`chip ${isBad ? 'crit-chip' : ''}`}
      data-field="health"
      title="Data quality, key d"
      onClick={() => {
        desk.panel.value = desk.panel.value === 'quality' ? undefined : 'quality'
      }}
    >
      <span class={tone}>
        <Mark of={tone === 'dim' ? 'ok' : tone} />
      </span>
      <b>{word}</b>
      <span class="chip-words soft">{words}</span>
      {!isBad && p50Us !== undefined && <span class="soft chip-latency">{latency(p50Us)}</span>}
    </button>
  )
}
