import type { AlertRule } from '@of/api'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { faultOf } from '../data/fault-of.ts'
import { useDesk } from '../shell/desk.ts'
import { AddRule } from './add-rule.tsx'
import { ruleWords } from './rule-words.ts'

/** The rules of alerts: what is watched, and a form for another. */
export function AlertRules(): JSX.Element {
  const desk = useDesk()
  const rules = useSignal<readonly AlertRule[] | undefined>(undefined)
  const fault = useSignal<string | undefined>(undefined)
  const ask = async (work?: () => Promise<unknown>): Promise<void> => {
    try {
      await work?.()
      rules.value = await desk.client.alertRules()
      fault.value = undefined
    } catch (error) {
      fault.value = faultOf(error)
    }
  }
  useEffect(() => void ask(), [desk])
  return (
    <section class="rules" aria-label="Rules of alerts">
      <h3 class="label">Rules</h3>
      {fault.value !== undefined && (
        <p class="crit" role="alert">
          {fault.value}
        </p>
      )}
      {rules.value?.length === 0 && <p class="soft">none: nothing is watched</p>}
      <ul>
        {(rules.value ?? []).map((rule) => (
          <li key={rule.id}>
            <span title={rule.id}>{ruleWords(rule)}</span>
            <button
              class="close"
              aria-label={`Remove the rule ${rule.id}`}
              onClick={() => void ask(() => desk.client.removeAlertRule({ id: rule.id }))}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <AddRule onAdd={(rule) => void ask(() => desk.client.putAlertRule({ body: rule }))} />
    </section>
  )
}
