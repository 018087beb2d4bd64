import type { AlertRule } from '@of/api'
import { useSignal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { useDesk } from '../shell/desk.ts'
import { type Choice, choices, type FeatureSpec, faults, type FormFaults, rangeWords, ruleOf, signalWords, unitWords } from './rule-form.ts'

const choiceNames: readonly Choice[] = ['signal', 'whale', 'above', 'below', 'quality']
const USUAL_QUIET = '60'

/** A form for a rule of alerts: what, of which product, how often at most. What is wrong stands at the field that it is wrong with. */
export function AddRule({ onAdd }: { readonly onAdd: (rule: AlertRule) => void }): JSX.Element {
  const desk = useDesk()
  const specs = useSignal<readonly FeatureSpec[]>([])
  const choice = useSignal<Choice>('signal')
  const name = useSignal('imbalance10')
  const chosen = useSignal<string | undefined>(undefined)
  const product = chosen.value ?? desk.product.value ?? ''
  const wrong = useSignal<FormFaults>({})
  useEffect(() => {
    const stop = new AbortController()
    const ask = async (): Promise<void> => {
      const told = await desk.client.featureSpecs()
      if (!stop.signal.aborted) specs.value = told
    }
    ask().catch(() => desk.say('The service does not tell its features'))
    return () => stop.abort()
  }, [desk, specs])
  const feature = specs.value.find((spec) => spec.name === name.value)
  const hasFeature = choice.value === 'above' || choice.value === 'below'
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
      <Field words="When" wide>
        <select
          class="field"
          name="choice"
          value={choice.value}
          onChange={({ currentTarget }) => {
            choice.value = choiceNames.find((one) => one === currentTarget.value) ?? choice.value
            wrong.value = {}
          }}
        >
          {choiceNames.map((one) => (
            <option key={one} value={one}>
              {choices[one]}
            </option>
          ))}
        </select>
      </Field>
      {choice.value === 'signal' && <Boxes all={signalWords} on={['LONG', 'SHORT']} fault={wrong.value.what} />}
      {choice.value === 'quality' && <Boxes all={faults} on={['book-lost', 'stale', 'trades-missing']} fault={wrong.value.what} />}
      {hasFeature && (
        <Field words="Feature" wide fault={wrong.value.feature} name="feature">
          <select class="field" name="feature" value={name.value} onChange={({ currentTarget }) => (name.value = currentTarget.value)}>
            {specs.value.map((spec) => (
              <option key={spec.name}>{spec.name}</option>
            ))}
          </select>
        </Field>
      )}
      {hasFeature && feature !== undefined && <p class="label definition">{feature.definition}</p>}
      {(hasFeature || choice.value === 'whale') && (
        <Field words={valueWords(choice.value, feature, product)} wide fault={wrong.value.value} name="value">
          <input
            class="field"
            name="value"
            inputMode="decimal"
            autocomplete="off"
            aria-invalid={wrong.value.value !== undefined}
            aria-describedby="wrong-value"
            placeholder={choice.value === 'whale' ? '250,000' : feature === undefined ? '' : rangeWords(feature)}
          />
        </Field>
      )}
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

/** A control with its name above, and what is wrong with it below. */
function Field({
  children,
  fault,
  name,
  wide,
  words,
}: {
  readonly words: string
  readonly children: ComponentChildren
  readonly fault?: string | undefined
  readonly name?: string
  readonly wide?: boolean
}): JSX.Element {
  return (
    <label class={wide === true ? 'rule-field rule-wide' : 'rule-field'}>
      <span class="label">{words}</span>
      {children}
      {fault !== undefined && (
        <span class="crit wrong" id={`wrong-${name ?? ''}`} role="alert">
          {fault}
        </span>
      )}
    </label>
  )
}

/** Words of which one or more are meant. */
function Boxes({
  all,
  fault,
  on,
}: {
  readonly all: readonly string[]
  readonly on: readonly string[]
  readonly fault: string | undefined
}): JSX.Element {
  return (
    <fieldset class="rule-boxes">
      <legend class="hidden">Which</legend>
      {all.map((word) => (
        <label key={word}>
          <input type="checkbox" name="what" value={word} defaultChecked={on.includes(word)} /> {word.replace('-', ' ')}
        </label>
      ))}
      {fault !== undefined && (
        <span class="crit wrong" role="alert">
          {fault}
        </span>
      )}
    </fieldset>
  )
}

/** What a value is called, with its unit. */
function valueWords(choice: Choice, feature: FeatureSpec | undefined, product: string): string {
  if (choice === 'whale') return `At least, ${unitWords('quote', product)}`
  return feature === undefined ? 'Value' : `${choice === 'above' ? 'Above' : 'Below'}, ${unitWords(feature.unit, product)}`
}

function textOf(given: FormData, name: string): string {
  const text = given.get(name)
  return typeof text === 'string' ? text : ''
}
