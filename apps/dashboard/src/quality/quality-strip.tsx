import type { JSX } from 'preact'
import { isStale } from '../data/freshness.ts'
import { useDesk } from '../shell/desk.ts'
import { Mark } from '../shell/marks.tsx'
import { qualityReadings, type QualityReading } from './readings.ts'

/** How far the data can be trusted, always in view; quiet while all is well. */
export function QualityStrip(): JSX.Element {
  const { store } = useDesk()
  const readings = useReadings()
  return (
    <footer class={isStale(store.freshness.value) ? 'strip strip-old' : 'strip'} aria-label="Data quality">
      {readings.map((reading) => (
        <div key={reading.name} data-why={reading.meaning} tabIndex={0}>
          <span class="label">{reading.name}</span>
          <Reading of={reading} />
        </div>
      ))}
    </footer>
  )
}

/** The readings; while nothing is heard no fault is known to be absent. */
function useReadings(): readonly QualityReading[] {
  const { store } = useDesk()
  const readings = qualityReadings(store.shown.health.value, store.shown.quality.value)
  const { state } = store.freshness.value
  if (state !== 'stale' && state !== 'gone') return readings
  return readings.map((reading) => (reading.tone === 'ok' ? { ...reading, tone: 'none' } : reading))
}

/** The shape and value of a reading. */
export function Reading({ of: { tone, value } }: { readonly of: QualityReading }): JSX.Element {
  return (
    <span class="reading">
      {tone !== 'none' && (
        <span class={tone}>
          <Mark of={tone} />
        </span>
      )}
      <span class={tone === 'ok' || tone === 'none' ? undefined : tone}>{value}</span>
    </span>
  )
}

/** The same in a line, for a phone. */
export function QualityLine(): JSX.Element {
  const readings = useReadings()
  const line = [readings[0], readings[2], readings[5], readings[8]]
  const names = ['', 'gaps ', 'audit ', 'cov. ']
  return (
    <section class="quality-line" aria-label="Data quality in short">
      {line.map((reading, i) =>
        reading === undefined ? null : (
          <span key={reading.name}>{i === 0 ? <Reading of={reading} /> : `${names[i]}${reading.short ?? reading.value}`}</span>
        ),
      )}
    </section>
  )
}
