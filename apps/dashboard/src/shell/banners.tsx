import type { JSX } from 'preact'
import { age } from '../format/time.ts'
import { useDesk } from './desk.ts'
import { Mark } from './marks.tsx'

/** Says that what is shown is no market; cannot be closed. A replay says so the same way. */
export function OriginBar(): JSX.Element | null {
  const { origin } = useDesk().store.shown.health.value ?? {}
  if (origin === undefined || origin.kind === 'live') return null
  const isReplay = origin.kind === 'replay'
  const words = isReplay ? (origin.simulated ? 'of a simulation' : 'not of now') : 'not a market'
  return (
    <section class="origin" aria-label="Where the data comes from" data-field="origin">
      <span>
        <b>{isReplay ? 'REPLAY' : 'SIMULATED'}</b>
        {isReplay && origin.simulated && <b> SIMULATED</b>}
        <span class="strong">{words}</span>
        <span class="origin-words">· {origin.words}</span>
      </span>
    </section>
  )
}

/** What is wrong now, since when, and what is being done; gone with its reason. */
export function FaultBanner(): JSX.Element | null {
  const { store } = useDesk()
  const { ageUs, state } = store.freshness.value
  const trouble = store.shown.health.value?.trouble ?? null
  const isGone = state === 'gone' || (state === 'waiting' && store.link.value === 'waiting')
  if (isGone) {
    const link = store.link.value === 'connecting' ? 'connecting' : 'retrying'
    const rest = state === 'gone' ? `for ${age(ageUs)}, ${link}. What is shown is as it was.` : `yet, ${link}. Nothing is known so far.`
    return <Fault tone="crit" title="No connection to the service" rest={rest} />
  }
  if (trouble === null) return null
  const [title = '', ...rest] = trouble.text.split(/(?<=[.:]) /)
  return <Fault tone={trouble.tone} title={title} rest={rest.join(' ')} />
}

function Fault({ rest, title, tone }: { readonly tone: 'warn' | 'crit'; readonly title: string; readonly rest: string }): JSX.Element {
  return (
    <section class={`fault fault-${tone}`} aria-label="What is wrong" data-field="fault">
      <span class={tone}>
        <Mark of={tone} />
      </span>
      <b class={tone}>{title}</b>
      <span>{rest}</span>
    </section>
  )
}
