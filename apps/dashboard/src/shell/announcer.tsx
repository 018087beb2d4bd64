import { useSignal, useSignalEffect } from '@preact/signals'
import type { JSX } from 'preact'
import { useDesk } from './desk.ts'

/** Tells readers of the screen once of another direction and of a fault. */
export function Announcer(): JSX.Element {
  const { product, store } = useDesk()
  const words = useSignal('')
  const before = useSignal<{ readonly key: string; readonly fault: string } | undefined>(undefined)
  useSignalEffect(() => {
    const decision = store.shown.signal.value?.decision
    const fault = store.freshness.value.state === 'gone' ? 'no connection to the service' : (store.shown.health.value?.trouble?.text ?? '')
    const key = decision === null || decision === undefined ? '' : `${product.value} ${decision.signal.direction}`
    const last = before.peek()
    before.value = { key, fault }
    if (last === undefined) return
    if (fault !== '' && last.fault === '') words.value = fault
    else if (key !== '' && key !== last.key) words.value = key
  })
  return (
    <div class="hidden" role="status" aria-live="polite">
      {words.value}
    </div>
  )
}
