import { type Factor, FactorError, factorSubject, findLookAhead, type LookAheadVerdict, perturbInput, type SourceInput } from '@of/signals'
import { sfc32 } from '@of/stats'
import { isoTime } from '../input/time.ts'
import { elsewhere } from './elsewhere.ts'

const SEED = 1

/** What came of a factor on the moments of one product. */
export interface FactorCheck {
  readonly factor: Factor
  readonly product: string
  readonly moments: number
  /** At how many of them it had a value. */
  readonly values: number
  readonly verdict: LookAheadVerdict | undefined
  /** Why it could not be run to the end. */
  readonly failure: string | undefined
  /** Whether it can be trusted: it had values, and none rested on what could not be known. */
  readonly passes: boolean
}

/** Puts a factor to the test on the moments of one product. */
export function checkFactor(factor: Factor, product: string, inputs: readonly SourceInput[]): FactorCheck {
  const common = { factor, product, moments: inputs.length }
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
    const at = fault.kind === 'failed' ? ` at ${isoTime(fault.timeUs).slice(0, 19)}Z` : ''
    return { ...common, values: 0, verdict: undefined, failure: `${error.message}${at}`, passes: false }
  }
}
