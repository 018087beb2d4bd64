import { SECOND_US, type Us } from '@of/core'
import { checkFactor, type FactorCheck, failureOf, loadFactors, Moments } from '@of/factors'
import { CliError } from '../errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { explained } from '../factors/own-factors.ts'
import type { Host } from '../host.ts'
import { marketEventsOf } from '../input/market-events.ts'
import { recordingName } from '../input/recordings.ts'
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
  const { factors, sha256 } = await explained(async () => await loadFactors(path))
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
    await output.write(
      `${JSON.stringify({ file: path, sha256, simulated, passes: exitCode === exitCodes.ok, checks: checks.map(jsonOf) })}\n`,
    )
  } else {
    const heading = `of factors check · ${path} · ${options.recording.map(recordingName).join(', ')}`
    const banner = reading.simulated ? `\n${renderSimulated(output.columns, paint).trimEnd()}` : ''
    await output.write(renderVerdicts(`${heading}${banner}`, checks.map(rowOf), exitCode, paint))
  }
  reading.throwUnlessWhole()
  if (exitCode !== exitCodes.ok) throw new CliError({ kind: 'told', exitCode })
}

function rowOf(check: FactorCheck): VerdictRow {
  const { factor, moments, passes, product, spanUs, values, verdict } = check
  const isShort = spanUs < factor.lookBackUs && factor.lookBackUs !== Infinity
  const back = `looks back ${spanText(factor.lookBackUs)}${isShort ? `, longer than the ${spanText(spanUs)} there are` : ''}`
  const of = `${product}, ${counted(moments, 'moment')}, a value at ${values}`
  const detail = `${of}, ${back}${verdict === undefined ? '' : `, cut at ${verdict.cuts}`}`
  const failure = failureOf(check)
  if (failure !== undefined) return { passes, name: factor.name, detail, findings: [failure] }
  return { passes, name: factor.name, detail, findings: values > 0 ? [] : ['never had a value, so that nothing was put to the test'] }
}

function spanText(spanUs: Us): string {
  return spanUs === Infinity ? 'without end' : `${spanUs / SECOND_US} s`
}

function jsonOf({ factor, failure, moments, passes, product, values, verdict }: FactorCheck): object {
  const lookBackUs = factor.lookBackUs === Infinity ? null : factor.lookBackUs
  const { cuts = null, finding = null } = verdict ?? {}
  return { factor: factor.name, product, passes, moments, values, lookBackUs, cuts, finding, failure: failure ?? null }
}
