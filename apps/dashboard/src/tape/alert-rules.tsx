import type { AlertRule } from '@of/api'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { faultOf } from '../data/fault-of.ts'
import { useDesk } from '../shell/desk.ts'
import { type Choice, choices, ruleOf, ruleWords } from './rule-words.ts'

/** The rules of alerts: what is watched, and another one for the product in view. */
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
            <button class="close" onClick={() => void ask(() => desk.client.removeAlertRule({ id: rule.id }))}>
              Remove
            </button>
          </li>
        ))}
      </ul>
      <AddRule
        onAdd={(rule) => {
          if (rule === undefined) fault.value = 'expected a feature and a number, received none'
          else void ask(() => desk.client.putAlertRule({ body: rule }))
        }}
      />
    </section>
  )
}

function AddRule({ onAdd }: { readonly onAdd: (rule: AlertRule | undefined) => void }): JSX.Element {
  const desk = useDesk()
  const choice = useSignal<Choice>('signal')
  const features = Object.keys(desk.store.shown.features.value?.features ?? {}).sort()
  const hasFeature = choice.value === 'above' || choice.value === 'below'
  return (
    <form
      class="add-rule"
      onSubmit={(event) => {
        event.preventDefault()
        const given = new FormData(event.currentTarget)
        const product = desk.product.value
        if (product === undefined) return
        const feature = given.get('feature')
        onAdd(
          ruleOf(
            { choice: choice.value, feature: typeof feature === 'string' ? feature : '', value: numberOf(given.get('value')) },
            product,
          ),
        )
      }}
    >
      <select
        class="field"
        aria-label="What is watched"
        value={choice.value}
        onChange={({ currentTarget }) => {
          const chosen = choiceNames.find((name) => name === currentTarget.value)
          if (chosen !== undefined) choice.value = chosen
        }}
      >
        {choiceNames.map((name) => (
          <option key={name} value={name}>
            {choices[name]}
          </option>
        ))}
      </select>
      {hasFeature && (
        <select class="field" name="feature" aria-label="Feature">
          {features.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
      {(hasFeature || choice.value === 'whale') && (
        <input
          class="field"
          name="value"
          inputMode="decimal"
          aria-label="Value"
          placeholder={choice.value === 'whale' ? '250000' : '0.3'}
        />
      )}
      <button class="close">Add</button>
    </form>
  )
}

const choiceNames: readonly Choice[] = ['signal', 'whale', 'above', 'below', 'quality']

function numberOf(given: FormDataEntryValue | null): number {
  return typeof given === 'string' && given.trim() !== '' ? Number(given.replaceAll(',', '')) : Number.NaN
}
