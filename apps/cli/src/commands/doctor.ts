import type { Credentials } from '@of/coinbase'
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
import type { ProgressLine } from '../render/progress.ts'
import { productsOf } from './options.ts'

const COMMAND = 'of doctor'
/** How often the book is compared with that of REST; three times at least, however short the look. */
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

/** What is to be examined. */
interface Plan {
  readonly products: readonly string[]
  readonly url: string | undefined
  /** How long it was asked for, as it was typed, and in microseconds. */
  readonly asked: string
  readonly forUs: Us
  readonly isBackfilled: boolean
  readonly isWayOnly: boolean
  readonly credentials: Credentials | undefined
  /** Where the key is from; `undefined` without one. */
  readonly key: string | undefined
  readonly stopped: AbortSignal
}

/** What an examination found. */
interface Result {
  readonly findings: readonly Finding[]
  readonly evidence: Evidence | undefined
}

/** `of doctor`: whether live data come, all of them, and can be believed. */
export async function doctorCommand(options: DoctorOptions, host: Host): Promise<void> {
  const plan = await planOf(options, host)
  const simulated = await isSimulated(plan, COMMAND).catch(() => undefined)
  const progress = await host.startProgress()
  const result = await examine(plan, progress).finally(() => progress.stop())
  host.signal.throwIfAborted()
  const exitCode = exitCodeOf(plan, result)
  await write({ ...plan, ...result, simulated, exitCode, isJson: options.json === true }, host)
  if (exitCode !== exitCodes.ok) throw new CliError({ kind: 'told', exitCode })
}

async function planOf(options: DoctorOptions, host: Host): Promise<Plan> {
  const { keyFile, net, url } = options
  const products = productsOf(options, COMMAND)
  const forUs = spanOf(options.for)
  const isBackfilled = isDay(options.backfill)
  if (url !== undefined) checkedUrl(url, COMMAND)
  const credentials = await liveCredentials(options, { command: COMMAND, remark: host.remark })
  return {
    products: products.length === 0 ? ['BTC-USD'] : products,
    url,
    asked: options.for,
    forUs,
    isBackfilled,
    isWayOnly: net === true,
    credentials,
    key: credentials === undefined ? undefined : `${credentials.algorithm} key of ${keyFile ?? 'the environment'}`,
    stopped: AbortSignal.any([host.signal, host.stopSignal()]),
  }
}

/** Looks at the feed, and at the way there where that is all that is wanted, or as far as anything leads. */
async function examine(plan: Plan, progress: ProgressLine): Promise<Result> {
  const evidence = plan.isWayOnly ? undefined : await lookAt(plan, progress)
  const findings = evidence === undefined ? [] : judge(evidence)
  if (plan.stopped.aborted || evidence?.openAfterUs !== undefined) return { evidence, findings }
  const way = await probeNet({ url: plan.url, onStep: (host) => progress.show(`Trying the way to ${host}`) })
  return { evidence, findings: [...findings, ...way] }
}

async function lookAt({ credentials, forUs, isBackfilled, key, products, stopped, url }: Plan, progress: ProgressLine): Promise<Evidence> {
  const startUs = Date.now() * 1_000
  const of = products.join(', ')
  progress.show(`Looking at ${of}`)
  const feed = openedFeed(
    {
      products,
      arrivals: true,
      history: isBackfilled ? 'day' : 'none',
      compareBookEveryUs: Math.min(COMPARE_EVERY_US, forUs / 4),
      ...(url === undefined ? {} : { url }),
      ...(credentials === undefined ? {} : { credentials }),
    },
    COMMAND,
  )
  return await look({
    feed,
    observation: new Observation({ url, startUs, askedUs: forUs, isBackfilled, key, ruleSet: presets.default }),
    clock: compareClock(url, { signal: stopped }),
    forUs,
    stopped,
    onSecond: (leftS) => progress.show(`Looking at ${of} · ${Math.max(0, leftS)} s left · Ctrl-C tells what was found so far`),
  })
}

type Told = Plan & Result & { readonly simulated: boolean | undefined; readonly exitCode: ExitCode; readonly isJson: boolean }

async function write(told: Told, { output, paint }: Host): Promise<void> {
  const { exitCode, findings, isJson, products, simulated, stopped, url = 'Coinbase' } = told
  if (isJson) {
    const source = { products, source: url, simulated: simulated ?? null, complete: !stopped.aborted }
    await output.write(`${JSON.stringify({ schema: 1, ...source, checks: findings, exit: exitCode })}\n`)
    return
  }
  const unsure = simulated === undefined && told.evidence?.openAfterUs !== undefined ? ['does not say whether it is a simulator'] : []
  const heading = [COMMAND, products.join(', '), url, spanText(told), ...unsure]
  await output.write(renderExamination({ heading, findings, isSimulated: simulated === true, exitCode }, output.columns, paint))
}

function exitCodeOf({ isWayOnly, stopped }: Plan, { evidence, findings }: Result): ExitCode {
  if (stopped.aborted) return exitCodes.interrupted
  if (!isWayOnly && evidence?.openAfterUs === undefined) return exitCodes.unavailable
  return findings.some(({ verdict }) => verdict === 'fail') ? exitCodes.unhealthy : exitCodes.ok
}

function spanText({ asked, evidence, isWayOnly, stopped }: Told): string {
  if (isWayOnly) return 'the way there'
  const span = `${Math.round((evidence?.lookedUs ?? 0) / SECOND_US)} s`
  if (stopped.aborted) return `${span} of ${asked}, stopped: not complete`
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
