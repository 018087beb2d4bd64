import type { JSX } from 'preact'
import { latency } from '../format/time.ts'
import { useDesk } from './desk.ts'
import { feedStateOf } from './feed-state.ts'
import { Mark } from './marks.tsx'

/** How the feed is, always in view; opens the quality pane. */
export function HealthChip(): JSX.Element {
  const desk = useDesk()
  const { freshness, shown } = desk.store
  const { latencyUs, tone, word, words } = feedStateOf(shown.health.value, desk.product.value, freshness.value)
  return (
    <button
      class={`chip ${tone === 'crit' ? 'crit-chip' : ''}`}
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
      {latencyUs !== undefined && <span class="soft chip-latency">{latency(latencyUs)}</span>}
    </button>
  )
}
