import { MINUTE_US } from '@of/core'
import { EventDigest } from '@of/pipeline'
import { CliError } from '../errors.ts'
import { type OwnSignal, ownSignal, scoring } from '../factors/own-signal.ts'
import type { Host } from '../host.ts'
import { begun } from '../input/beginning.ts'
import { expectedDigest, recordedDigest, sampledEvery } from '../input/expected-digest.ts'
import { throwUnlessWhole } from '../input/products.ts'
import { framesAt } from '../input/recording-kind.ts'
import { pathsOf, productsOf, rangeOf } from './options.ts'
import { checkedDigest, compared, digestLine, digestObject, type FoundDigest } from './replay-digest.ts'
import { type ReplayOptions, speedOf } from './replay-options.ts'
import { drawn, printed, type PrintHost } from './replay-runs.ts'
import { threadsOf } from './thread-options.ts'

const COMMAND = 'of replay'

/** `of replay`: recordings through the same analysis as live data, at any speed. */
export async function replayCommand(paths: readonly string[], options: ReplayOptions, host: Host): Promise<void> {
  const { output } = host
  if (options.serve !== undefined) {
    const { serveCommand } = await import('./serve-recording.ts')
    await serveCommand(pathsOf(paths, COMMAND), { ...options, serve: options.serve }, host)
    return
  }
  const products = productsOf(options, COMMAND)
  const range = rangeOf(options, COMMAND)
  const given = typeof options.digest === 'string' ? checkedDigest(options.digest, COMMAND) : undefined
  const speed = speedOf(options.speed ?? (output.isTerminal ? '1' : 'max'), COMMAND)
  const recorded = await recordedDigest(pathsOf(paths, COMMAND))
  const everyUs = sampledEvery(recorded)
  // What goes by at a pace waits for its time, not for an analysis.
  const threads = threadsOf(options, { paths, sampleEveryUs: speed === undefined ? everyUs : undefined, command: COMMAND })
  const own = await signalOf(options, recorded?.preset)
  const { named, ruleSet } = own

  const source = {
    ...(await begun(paths, range, host)),
    paths,
    recordings: await framesAt(paths, host, COMMAND),
    range,
    speed,
    ruleSet,
    scoring: scoring(own, { isLive: false }, host),
    sampleEveryUs: everyUs,
    products,
  }
  const digest = new EventDigest()
  const outcome = isDrawn(options, host)
    ? await drawn(source, digest, host)
    : await printed(source, digest, { ...host, form: formOf(options), threads })
  if (outcome === undefined) {
    host.remark('quit before its end: no digest')
    return
  }
  const { reading, seen } = outcome
  const found: FoundDigest = { named, everyUs, events: digest.events, sha256: digest.value() }
  // A digest of nothing says nothing of what could not be read.
  if (digest.events === 0) throwUnlessWhole(reading, seen, products)
  const expected = reading.isRanged && given === undefined ? undefined : expectedDigest(recorded, given, found)
  const comparison = compared(found, expected)
  await output.write(options.json === true ? digestObject(found, comparison) : digestLine(found, comparison))
  throwUnlessWhole(reading, seen, products)
  if (comparison.isEqual === false) throw new CliError({ kind: 'different-digest', expected: comparison.expected, received: found.sha256 })
}

/** By what signals are made: by what the recorded digest was, unless rules are asked for. */
async function signalOf({ factors, preset, rules }: ReplayOptions, recorded: string | undefined): Promise<OwnSignal> {
  const base = preset ?? (rules === undefined ? recorded : undefined)
  return await ownSignal({ factors, rules, preset: base }, { everyUs: MINUTE_US, command: COMMAND })
}

function isDrawn({ digest, json }: ReplayOptions, { terminal }: Host): boolean {
  return terminal !== undefined && json !== true && digest === undefined
}

function formOf({ digest, json }: ReplayOptions): PrintHost['form'] {
  if (digest === true) return 'none'
  return json === true ? 'json' : 'text'
}
