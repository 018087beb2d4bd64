import { writeFile } from 'node:fs/promises'
import { defaultSpace, featuresOf, MomentCollector, type Moments, Registry, type TuneOptions, type TuneResult } from '@of/backtest'
import { MINUTE_US } from '@of/core'
import { CliError } from '../errors.ts'
import { guarded, onRecording, remarkTrust } from '../factors/own-factors.ts'
import { headingOf, type OwnSignal, ownSignal, type SignalOptions } from '../factors/own-signal.ts'
import type { Host } from '../host.ts'
import { parseDuration } from '../input/duration.ts'
import { type MarketReading, marketEventsOf } from '../input/market-events.ts'
import { recordingName } from '../input/recordings.ts'
import { provenanceOfRecordings } from '../provenance/provenance.ts'
import { renderHeading, renderSimulated } from '../render/heading.ts'
import { dataHash } from '../tune/data-hash.ts'
import { spaceIn } from '../tune/json-file.ts'
import { readRegistry } from '../tune/registry-file.ts'
import { renderTune, scoresText, type Tuned } from '../tune/render-tune.ts'
import { runTuning } from '../tune/run-tuning.ts'
import { feesOf } from './fee-options.ts'
import { numberOf, wholeOf } from './number-options.ts'
import { pathsOf, productsOf, rangeOf, type SelectionOptions } from './options.ts'

const COMMAND = 'of tune'

/** The options of `of tune`, as they are typed. */
export interface TuneCommandOptions extends SelectionOptions, SignalOptions {
  readonly fees: string
  readonly space?: string | undefined
  readonly trials: string
  readonly seed: string
  readonly size: string
  readonly latency: string
  readonly steps: string
  readonly holdOut: string
  readonly look?: true | undefined
  readonly minTrades: string
  readonly nullRuns: string
  readonly threads?: string | undefined
  readonly registry: string
  readonly out?: string | undefined
  readonly json?: true | undefined
}

/** `of tune`: tries configurations of a rule set, and of factors of one's own that score with it, on recordings, and says what choosing among them was worth. */
export async function tuneCommand(paths: readonly string[], options: TuneCommandOptions, host: Host): Promise<void> {
  const signal = await ownSignal(options, { everyUs: MINUTE_US, command: COMMAND })
  const plan = planOf(options)
  const space = options.space === undefined ? defaultSpace : await spaceIn(options.space, COMMAND)
  const { registry: path, threads } = options
  const crew = threads === undefined ? undefined : wholeOf(threads, { option: '--threads', least: 1, most: 64, command: COMMAND })
  const kept = await readRegistry(path, COMMAND)
  remarkTrust(signal.trusted, host, onRecording)
  const { moments, reading } = await momentsOf(paths, options, { ...plan, signal }, host)
  if (moments.length > 0) {
    const registry = new Registry(dataHash(moments), kept)
    const tuned = tunedOf(signal)
    const run = { moments, options: { ...plan, ...tuned, space, registry }, registry: path, threads: crew, command: COMMAND }
    await write({ paths, signal, tuned, reading, result: await runTuning(run, host), options }, host)
  }
  reading.throwUnlessWhole()
  if (moments.length === 0)
    throw new CliError({ kind: 'usage', complaint: 'the recording is too short: it holds no closed minute', command: COMMAND })
}

async function momentsOf(
  paths: readonly string[],
  options: TuneCommandOptions,
  { latencyUs, notional, signal }: Pick<TuneOptions, 'latencyUs' | 'notional'> & { readonly signal: OwnSignal },
  host: Host,
): Promise<{ readonly moments: readonly Moments[]; readonly reading: MarketReading }> {
  const { ruleSet, trusted } = signal
  const collected = { features: featuresOf(ruleSet), factors: trusted.factors, latencyUs, notional }
  const collectors = new Map<string, MomentCollector>()
  const request = {
    paths: pathsOf(paths, COMMAND),
    products: productsOf(options, COMMAND),
    range: rangeOf(options, COMMAND),
    ruleSet,
    command: COMMAND,
  }
  const guard = guarded(trusted, (event) => {
    let collector = collectors.get(event.product)
    if (collector === undefined) collectors.set(event.product, (collector = new MomentCollector(event.product, collected)))
    collector.on(event)
  })
  const reading = await marketEventsOf(request, host, guard.on)
  guard.finish()
  for (const [asked, product] of reading.chosen.aliases) host.remark(`${asked} arrives as ${product}`)
  return { moments: [...collectors.values()].map((collector) => collector.read()).filter(({ length }) => length > 0), reading }
}

/** Rules, and what factors of one's own say of themselves and where their code stands. */
function tunedOf({ recipe, ruleSet: base }: OwnSignal): Tuned {
  return recipe.kind === 'score' ? { base, own: { factors: recipe.factors, files: recipe.files } } : { base }
}

interface Written {
  readonly paths: readonly string[]
  readonly signal: OwnSignal
  readonly tuned: Tuned
  readonly reading: MarketReading
  readonly result: TuneResult
  readonly options: TuneCommandOptions
}

async function write({ options, paths, reading, result, signal, tuned }: Written, host: Host): Promise<void> {
  const { output, paint, remark } = host
  const recordings = paths.map(recordingName)
  if (options.json === true) {
    const input = provenanceOfRecordings(paths, reading, host)
    await output.write(`${JSON.stringify({ input, ...result })}\n`)
  } else if (reading.span !== undefined) {
    const heading = renderHeading({ recordings, span: reading.span, ...headingOf(signal.named) }, paint)
    await output.write(
      `${heading}${reading.simulated ? renderSimulated(output.columns, paint) : ''}\n${renderTune(result, tuned, { columns: output.columns, paint })}`,
    )
  }
  if (options.out !== undefined && result.best === null) remark(`${options.out}: not written, for no configuration traded often enough`)
  if (options.out !== undefined && result.best !== null) {
    await writeFile(options.out, `${JSON.stringify(result.best.config.ruleSet, undefined, 2)}\n`)
    if (tuned.own !== undefined)
      remark(`weights and bounds of own factors stand in their files; those that did best: ${scoresText(result.best.config.own)}`)
    remark(`${options.out}: the rules that did best where they were chosen${result.edge ? '' : '; no edge was found with them'}`)
  }
  remark(`what was tried is kept in ${options.registry}: every later search on the same data is judged by it as well`)
}

type Plan = Omit<TuneOptions, 'base' | 'own' | 'space' | 'registry'>

function planOf(options: TuneCommandOptions): Plan {
  const whole = (option: string, text: string, least: number, most: number): number =>
    wholeOf(text, { option, least, most, command: COMMAND })
  const latencyUs = parseDuration(options.latency)
  if (latencyUs === undefined) throw usage(`--latency: expected a span such as 100ms, received ${options.latency}`)
  return {
    latencyUs,
    notional: numberOf(options.size, { option: '--size', least: 1, most: 1_000_000_000, command: COMMAND }),
    trials: whole('--trials', options.trials, 1, 100_000),
    seed: whole('--seed', options.seed, 0, 4_294_967_295),
    feeBps: feesOf(options.fees, COMMAND).takerBps,
    holdOutShare: numberOf(options.holdOut, { option: '--hold-out', least: 0, most: 0.9, command: COMMAND }),
    look: options.look === true,
    steps: whole('--steps', options.steps, 1, 100),
    minTrades: whole('--min-trades', options.minTrades, 1, 1_000_000),
    nullRuns: whole('--null-runs', options.nullRuns, 0, 10_000),
  }
}

function usage(complaint: string): CliError {
  return new CliError({ kind: 'usage', complaint, command: COMMAND })
}
