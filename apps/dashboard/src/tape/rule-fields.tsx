import type { ComponentChildren, JSX } from 'preact'
import { type Choice, type FeatureSpec, faults, type FormFaults, rangeWords, signalWords, unitWords } from './rule-form.ts'

/** What a condition is asked for with. */
interface ConditionProps {
  readonly choice: Choice
  readonly specs: readonly FeatureSpec[]
  readonly name: string
  /** The feature of that name; `undefined` where the service did not tell of it. */
  readonly feature: FeatureSpec | undefined
  readonly product: string
  readonly wrong: FormFaults
  readonly onFeature: (name: string) => void
}

/** What the chosen condition has to be told. */
export function ConditionFields(props: ConditionProps): JSX.Element {
  const { choice, wrong } = props
  if (choice === 'signal') return <Boxes all={signalWords} on={['LONG', 'SHORT']} fault={wrong.what} />
  if (choice === 'quality') return <Boxes all={faults} on={['book-lost', 'stale', 'trades-missing']} fault={wrong.what} />
  return (
    <>
      {choice !== 'whale' && <FeatureField {...props} />}
      <ValueField {...props} />
    </>
  )
}

function FeatureField({ feature, name, onFeature, specs, wrong }: ConditionProps): JSX.Element {
  return (
    <>
      <Field words="Feature" wide fault={wrong.feature} name="feature">
        <select class="field" name="feature" value={name} onChange={({ currentTarget }) => onFeature(currentTarget.value)}>
          {specs.map((spec) => (
            <option key={spec.name}>{spec.name}</option>
          ))}
        </select>
      </Field>
      {feature !== undefined && <p class="label definition">{feature.definition}</p>}
    </>
  )
}

function ValueField({ choice, feature, product, wrong }: ConditionProps): JSX.Element {
  return (
    <Field words={valueWords(choice, feature, product)} wide fault={wrong.value} name="value">
      <input
        class="field"
        name="value"
        inputMode="decimal"
        autocomplete="off"
        aria-invalid={wrong.value !== undefined}
        aria-describedby="wrong-value"
        placeholder={choice === 'whale' ? '250,000' : feature === undefined ? '' : rangeWords(feature)}
      />
    </Field>
  )
}

/** A control with its name above, and what is wrong with it below. */
export function Field({
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
