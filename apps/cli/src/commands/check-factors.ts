import { SECOND_US, type Us } from '@of/core'
import type { LookAheadFinding } from '@of/signals'
import { CliError } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { checkFactor, type FactorCheck } from '../factors/check-factor.ts'
import { loadFactors } from '../factors/load-factors.ts'
import { Moments } from '../factors/moments.ts'
import type { Host } from '../host.ts'
import { marketEventsOf } from '../input/market-events.ts'
import { recordingName } from '../input/recordings.ts'
import { isoTime } from '../input/time.ts'
import { renderSimulated } from '../render/heading.ts'
import { counted } from '../render/numbers.ts'
import { renderVerdicts, type VerdictRow } from '../render/verdicts.ts'
import { decideEveryOf } from './evidence-options.ts'
import { pathsOf, productsOf } from './options.ts'

const COMMAND = 'of factors check'

/** The options of `of factors check`, as they are typed. */
export interface CheckFactorsOptions {
  readonly recording: readonly string[]
  readonly product: readonly string[]
  readonly every?: string | undefined
  readonly json?: true | undefined
}

/** `of factors check`: runs the factors of a file on a recording and refuses those whose values rest on what could not be known. */
export async function checkFactorsCommand(path: string, options: CheckFactorsOptions, host: Host): Promise<void> {
  if (options.recording.length === 0) {
    throw new CliError({ kind: 'usage', complaint: '--recording: expected a recording, received none', command: COMMAND })
  }
  const request = {
    paths: pathsOf(options.recording, COMMAND),
    products: productsOf(options, COMMAND),
    decideEveryUs: decideEveryOf(options.every, COMMAND),
    range: {},
    command: COMMAND,
  }
  const factors = await loadFactors(path)
  const moments = new Moments()
  const reading = await marketEventsOf(request, host, (event) => moments.add(event))
  const checks = factors.flatMap(({ factor }) => [...moments.byProduct].map(([product, inputs]) => checkFactor(factor, product, inputs)))
  if (checks.length === 0) {
    reading.throwUnlessWhole()
    throw new CliError({
      kind: 'evidence',
      fault: { kind: 'no-decision', product: request.products.join(', ') || 'any product', at: undefined },
    })
  }
  const exitCode = checks.every(({ passes }) => passes) ? exitCodes.ok : exitCodes.unhealthy
  const { output, paint } = host
  if (options.json === true) {
    const { simulated } = reading
    await output.write(`${JSON.stringify({ file: path, simulated, passes: exitCode === exitCodes.ok, checks: checks.map(jsonOf) })}\n`)
  } else {
    const heading = `of factors check · ${path} · ${options.recording.map(recordingName).join(', ')}`
    const banner = reading.simulated ? `\n${renderSimulated(output.columns, paint).trimEnd()}` : ''
    await output.write(renderVerdicts(`${heading}${banner}`, checks.map(rowOf), exitCode, paint))
  }
  reading.throwUnlessWhole()
  if (exitCode !== exitCodes.ok) throw new CliError({ kind: 'told', exitCode })
}

function rowOf({ factor, failure, moments, passes, product, values, verdict }: FactorCheck): VerdictRow {
  const of = `${product}, ${counted(moments, 'moment')}, a value at ${values}`
  const detail = `${of}, looks back ${spanText(factor.lookBackUs)}${verdict === undefined ? '' : `, cut at ${verdict.cuts}`}`
  if (failure !== undefined) return { passes, name: factor.name, detail, findings: [failure] }
  const { finding } = verdict ?? {}
  if (finding !== undefined) return { passes, name: factor.name, detail, findings: [sentenceOf(finding)] }
  return { passes, name: factor.name, detail, findings: values > 0 ? [] : ['never had a value, so that nothing was put to the test'] }
}

/** What a factor was caught at, in a sentence. */
function sentenceOf(finding: LookAheadFinding): string {
  const { by, difference, timeUs } = finding
  const values = `${valueText(difference.expected)} ${whenOf(finding)}, ${valueText(difference.received)}`
  const distance = by === null ? '' : `, ${by > 0 ? '+' : '−'}${Math.abs(by)}`
  return `${charges[finding.kind]}: at ${isoTime(timeUs).slice(0, 19)}Z it gives ${values} ${otherwiseOf(finding)}${distance}`
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

function spanText(spanUs: Us): string {
  return spanUs === Infinity ? 'without end' : `${spanUs / SECOND_US} s`
}

function jsonOf({ factor, failure, moments, passes, product, values, verdict }: FactorCheck): object {
  const lookBackUs = factor.lookBackUs === Infinity ? null : factor.lookBackUs
  const { cuts = null, finding = null } = verdict ?? {}
  return { factor: factor.name, product, passes, moments, values, lookBackUs, cuts, finding, failure: failure ?? null }
}
