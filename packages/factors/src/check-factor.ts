import type { Us } from '@of/core'
import {
  type Factor,
  FactorError,
  factorSubject,
  findLookAhead,
  type LookAheadFinding,
  type LookAheadVerdict,
  perturbInput,
  type SourceInput,
} from '@of/signals'
import { sfc32 } from '@of/stats'
import { elsewhere } from './elsewhere.ts'

const SEED = 1

/** What came of a factor on the moments of one product. */
export interface FactorCheck {
  readonly factor: Factor
  readonly product: string
  readonly moments: number
  /** How far the last of them is from the first. */
  readonly spanUs: Us
  /** At how many of them it came to a value, whether or not it had been watched for as long as it looks back. */
  readonly values: number
  readonly verdict: LookAheadVerdict | undefined
  /** Why it could not be run to the end. */
  readonly failure: string | undefined
  /** Whether it can be trusted: it had values, and none rested on what could not be known. */
  readonly passes: boolean
}

/** Puts a factor to the test on the moments of one product. */
export function checkFactor(factor: Factor, product: string, moments: readonly SourceInput[]): FactorCheck {
  const inputs = moments.map((moment) => shownTo(factor, moment))
  const spanUs = (inputs.at(-1)?.timeUs ?? 0) - (inputs[0]?.timeUs ?? 0)
  const common = { factor, product, moments: inputs.length, spanUs }
  const { unit } = sfc32(SEED)
  try {
    const subject = factorSubject(factor)
    const values = subject.run(inputs).filter(({ value }) => value !== null).length
    const perturb = (input: SourceInput): SourceInput => perturbInput(input, unit)
    const verdict = findLookAhead(subject, inputs, { timeOf: ({ timeUs }) => timeUs, perturb, elsewhere })
    return { ...common, values, verdict, failure: undefined, passes: verdict.finding === undefined && values > 0 }
  } catch (error) {
    if (!(error instanceof FactorError)) throw error
    const { fault } = error
    const failure = fault.kind === 'failed' ? `failed: ${fault.detail} at ${momentText(fault.timeUs)}` : error.message
    return { ...common, values: 0, verdict: undefined, failure, passes: false }
  }
}

/** A moment without what the factor has not declared: it would not see it anyway. */
function shownTo({ inputs: { bars = false, features = [] } }: Factor, moment: SourceInput): SourceInput {
  const declared = Object.fromEntries(features.map((name) => [name, moment.features[name] ?? { value: null, reason: 'not measured' }]))
  return { ...moment, features: declared, bars: bars ? moment.bars : [] }
}

/** Why a factor is refused, in a sentence that names the moment; `undefined` where nothing was found. That it never had a value is no reason. */
export function failureOf({ failure, verdict }: FactorCheck): string | undefined {
  if (failure !== undefined) return failure
  return verdict?.finding && sentenceOf(verdict.finding)
}

function sentenceOf(finding: LookAheadFinding): string {
  const { by, difference, timeUs } = finding
  const values = `${valueText(difference.expected)} ${whenOf(finding)}, ${valueText(difference.received)}`
  const distance = by === null ? '' : `, ${by > 0 ? '+' : '−'}${Math.abs(by)}`
  return `${charges[finding.kind]}: at ${momentText(timeUs)} it gives ${values} ${otherwiseOf(finding)}${distance}`
}

const charges: Readonly<Record<LookAheadFinding['kind'], string>> = {
  'not-repeatable': 'rests on something hidden, such as a clock, chance or what it kept from before',
  future: 'looks ahead',
  'beyond-look-back': 'looks back further than it says',
}

function whenOf({ kind }: LookAheadFinding): string {
  return kind === 'not-repeatable' ? 'once' : 'in the whole series'
}

function otherwiseOf({ change, kind }: LookAheadFinding): string {
  if (kind === 'not-repeatable') return 'when run again on the same'
  const what = kind === 'future' ? 'what comes later' : 'what lies before its look-back'
  return `when ${what} is ${change === 'cut' ? 'left out' : 'something else'}`
}

function valueText(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value)
}

function momentText(timeUs: Us): string {
  return `${new Date(timeUs / 1_000).toISOString().slice(0, 19)}Z`
}
