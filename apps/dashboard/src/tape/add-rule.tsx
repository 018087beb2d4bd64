import type { AlertRule } from '@of/api'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { useDesk } from '../shell/desk.ts'
import { ConditionFields, Field } from './rule-fields.tsx'
import { type Choice, choices, type FeatureSpec, faults, type FormFaults, ruleOf, signalWords } from './rule-form.ts'

const choiceNames: readonly Choice[] = ['signal', 'whale', 'above', 'below', 'quality']
const USUAL_QUIET = '60'

/** A form for a rule of alerts: what, of which product, how often at most. What is wrong stands at the field that it is wrong with. */
export function AddRule({ onAdd }: { readonly onAdd: (rule: AlertRule) => void }): JSX.Element {
  const desk = useDesk()
  const specs = useFeatureSpecs()
  const choice = useSignal<Choice>('signal')
  const name = useSignal('imbalance10')
  const chosen = useSignal<string | undefined>(undefined)
  const product = chosen.value ?? desk.product.value ?? ''
  const wrong = useSignal<FormFaults>({})
  const feature = specs.find((spec) => spec.name === name.value)
  const submit = (form: HTMLFormElement): void => {
    const given = new FormData(form)
    const made = ruleOf({
      choice: choice.value,
      product,
      quiet: textOf(given, 'quiet'),
      value: textOf(given, 'value'),
      feature,
      signals: signalWords.filter((word) => given.getAll('what').includes(word)),
      faults: faults.filter((fault) => given.getAll('what').includes(fault)),
    })
    wrong.value = 'faults' in made ? made.faults : {}
    if ('rule' in made) onAdd(made.rule)
    else form.querySelector<HTMLElement>(`[name="${Object.keys(made.faults)[0] ?? ''}"]`)?.focus()
  }
  return (
    <form
      class="add-rule"
      aria-label="Add a rule"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit(event.currentTarget)
      }}
    >
      <ChoiceField
        choice={choice.value}
        onChoose={(made) => {
          choice.value = made
          wrong.value = {}
        }}
      />
      <ConditionFields
        choice={choice.value}
        specs={specs}
        name={name.value}
        feature={feature}
        product={product}
        wrong={wrong.value}
        onFeature={(chosenName) => {
          name.value = chosenName
        }}
      />
      <Field words="Of">
        <select class="field" name="product" value={product} onChange={({ currentTarget }) => (chosen.value = currentTarget.value)}>
          <option value="">any product</option>
          {(desk.store.shown.health.value?.products ?? []).map((one) => (
            <option key={one.product}>{one.product}</option>
          ))}
        </select>
      </Field>
      <Field words="At most every, s" fault={wrong.value.quiet} name="quiet">
        <input
          class="field"
          name="quiet"
          inputMode="numeric"
          autocomplete="off"
          defaultValue={USUAL_QUIET}
          aria-invalid={wrong.value.quiet !== undefined}
          aria-describedby="wrong-quiet"
        />
      </Field>
      <button class="close">Add</button>
    </form>
  )
}

/** What the service tells of its features; none until it has. */
function useFeatureSpecs(): readonly FeatureSpec[] {
  const desk = useDesk()
  const specs = useSignal<readonly FeatureSpec[]>([])
  useEffect(() => {
    const stop = new AbortController()
    const ask = async (): Promise<void> => {
      const told = await desk.client.featureSpecs()
      if (!stop.signal.aborted) specs.value = told
    }
    ask().catch(() => desk.say('The service does not tell its features'))
    return () => stop.abort()
  }, [desk, specs])
  return specs.value
}

function ChoiceField({ choice, onChoose }: { readonly choice: Choice; readonly onChoose: (choice: Choice) => void }): JSX.Element {
  return (
    <Field words="When" wide>
      <select
        class="field"
        name="choice"
        value={choice}
        onChange={({ currentTarget }) => onChoose(choiceNames.find((one) => one === currentTarget.value) ?? choice)}
      >
        {choiceNames.map((one) => (
          <option key={one} value={one}>
            {choices[one]}
          </option>
        ))}
      </select>
    </Field>
  )
}

function textOf(given: FormData, name: string): string {
  const text = given.get(name)
  return typeof text === 'string' ? text : ''
}
