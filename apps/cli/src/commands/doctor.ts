import { SECOND_US, type Us } from '@of/core'
import { presets } from '@of/signals'
import { compareClock } from '../doctor/clock.ts'
import type { Evidence } from '../doctor/evidence.ts'
import type { Finding } from '../doctor/finding.ts'
import { judge } from '../doctor/judge.ts'
import { look } from '../doctor/look.ts'
import { probeNet } from '../doctor/net/probe.ts'
import { Observation } from '../doctor/observation.ts'
import { renderExamination } from '../doctor/render.ts'
import { CliError } from '../errors.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { parseDuration } from '../input/duration.ts'
import { liveCredentials } from '../live/credentials.ts'
import { openedFeed } from '../live/open-live-feed.ts'
import { checkedUrl, isSimulated } from '../record/origin.ts'
import { productsOf } from './options.ts'

const COMMAND = 'of doctor'
const COMPARE_EVERY_US: Us = 5 * SECOND_US
/** The longest a timer of Node.js waits, in whole hours. */
const LONGEST_US: Us = 596 * 3_600 * SECOND_US

/** The options of `of doctor`, as they are typed. */
export interface DoctorOptions {
  readonly product: readonly string[]
  readonly for: string
  readonly url?: string | undefined
  readonly net?: true | undefined
  readonly backfill: string
  readonly keyFile?: string | undefined
  readonly json?: true | undefined
}

/** What the examination was of. */
interface Result {
  readonly products: readonly string[]
  readonly url: string | undefined
  readonly simulated: boolean | undefined
  readonly span: string
  readonly isComplete: boolean
  readonly findings: readonly Finding[]
  readonly exitCode: ExitCode
}

/** `of doctor`: whether live data come, all of them, and can be believed. */
export async function doctorCommand(options: DoctorOptions, host: Host): Promise<void> {
  const { net, url } = options
  const asked = productsOf(options, COMMAND)
  const products = asked.length === 0 ? ['BTC-USD'] : asked
  const forUs = spanOf(options.for)
  const isBackfilled = isDay(options.backfill)
  if (url !== undefined) checkedUrl(url, COMMAND)
  const credentials = await liveCredentials(options, { command: COMMAND, remark: host.remark })
  const stopped = AbortSignal.any([host.signal, host.stopSignal()])
  const progress = await host.startProgress()
  const of = products.join(', ')
  const simulated = await isSimulated({ url }, COMMAND).catch(() => undefined)
  const result = { products, url, simulated }
  const findings: Finding[] = []
  let evidence: Evidence | undefined
  try {
    if (net !== true) {
      const startUs = Date.now() * 1_000
      progress.show(`Looking at ${of}`)
      const key = credentials === undefined ? undefined : `${credentials.algorithm} key of ${options.keyFile ?? 'the environment'}`
      const feed = openedFeed(
        {
          products,
          arrivals: true,
          history: isBackfilled ? 'day' : 'none',
          compareBookEveryUs: COMPARE_EVERY_US,
          ...(url === undefined ? {} : { url }),
          ...(credentials === undefined ? {} : { credentials }),
        },
        COMMAND,
      )
      evidence = await look({
        feed,
        observation: new Observation({ url, startUs, askedUs: forUs, isBackfilled, key, ruleSet: presets.default }),
        clock: compareClock(url, { signal: stopped }),
        forUs,
        stopped,
        onSecond: (leftS) => progress.show(`Looking at ${of} · ${Math.max(0, leftS)} s left · Ctrl-C tells what was found so far`),
      })
      findings.push(...judge(evidence))
    }
    const isUnreached = evidence !== undefined && evidence.openAfterUs === undefined && !stopped.aborted
    if (net === true || isUnreached) {
      findings.push(...(await probeNet({ url, environment: process.env, onStep: (host_) => progress.show(`Trying the way to ${host_}`) })))
    }
  } finally {
    progress.stop()
  }
  host.signal.throwIfAborted()
  const isComplete = !stopped.aborted
  const exitCode = exitCodeOf(findings, { isComplete, isReached: net === true || evidence?.openAfterUs !== undefined })
  const span = net === true ? 'the way there' : spanText(evidence, { isComplete, asked: options.for })
  await write({ ...result, span, isComplete, findings, exitCode }, options, host)
  if (exitCode !== exitCodes.ok) throw new CliError({ kind: 'told', exitCode })
}

async function write(result: Result, { json }: DoctorOptions, { output, paint }: Host): Promise<void> {
  const { exitCode, findings, isComplete, products, simulated, span, url } = result
  const source = url ?? 'Coinbase'
  if (json === true) {
    const object = { schema: 1, products, source, simulated: simulated ?? null, complete: isComplete, checks: findings, exit: exitCode }
    await output.write(`${JSON.stringify(object)}\n`)
    return
  }
  const heading = [COMMAND, products.join(', '), source, span, ...(simulated === undefined ? ['does not say whether it is a simulator'] : [])]
  await output.write(renderExamination({ heading, findings, isSimulated: simulated === true, exitCode }, output.columns, paint))
}

function exitCodeOf(
  findings: readonly Finding[],
  { isComplete, isReached }: { readonly isComplete: boolean; readonly isReached: boolean },
): ExitCode {
  if (!isComplete) return exitCodes.interrupted
  if (!isReached) return exitCodes.unavailable
  return findings.some(({ verdict }) => verdict === 'fail') ? exitCodes.unhealthy : exitCodes.ok
}

function spanText(evidence: Evidence | undefined, { asked, isComplete }: { readonly asked: string; readonly isComplete: boolean }): string {
  const span = `${Math.round((evidence?.lookedUs ?? 0) / SECOND_US)} s`
  if (!isComplete) return `${span} of ${asked}, stopped: not complete`
  return evidence?.openAfterUs === undefined ? 'not reached' : span
}

function spanOf(text: string): Us {
  const spanUs = parseDuration(text)
  if (spanUs !== undefined && spanUs >= SECOND_US && spanUs <= LONGEST_US) return spanUs
  const hint = 'A span is a whole number and a unit: 10s, 30s, 5m.'
  throw new CliError({ kind: 'usage', complaint: `--for: expected a span of 1s to 596h, received ${text}`, command: COMMAND, hint })
}

function isDay(text: string): boolean {
  if (text === '24h' || text === 'none') return text === '24h'
  throw new CliError({ kind: 'usage', complaint: `--backfill: expected 24h or none, received ${text}`, command: COMMAND })
}
