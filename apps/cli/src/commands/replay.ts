import type { Us } from '@of/core'
import { EventDigest, type PipelineEvent } from '@of/pipeline'
import type { RecordedDigest } from '@of/tape'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { digestSetup, type ExpectedDigest, expectedDigest, recordedDigest } from '../input/expected-digest.ts'
import { chosenProducts, throwUnlessWhole } from '../input/products.ts'
import { recordingName, recordingsAt } from '../input/recordings.ts'
import { Replay, type ReplayBatch } from '../input/replay.ts'
import { isoTime } from '../input/time.ts'
import { digestText } from '../record/summary.ts'
import { silentProgress } from '../render/progress.ts'
import { pathsOf, presetOf, productsOf, rangeOf } from './options.ts'
import { type ReplayOptions, speedOf } from './replay-options.ts'

const COMMAND = 'of replay'

/** `of replay`: recordings through the same analysis as live data, at any speed. */
export async function replayCommand(paths: readonly string[], options: ReplayOptions, host: Host): Promise<void> {
  const { output, signal, stdin } = host
  if (options.serve !== undefined) {
    const { serveCommand } = await import('./serve-recording.ts')
    await serveCommand(pathsOf(paths, COMMAND), { ...options, serve: options.serve }, host)
    return
  }
  const products = productsOf(options, COMMAND)
  const range = rangeOf(options, COMMAND)
  const given = typeof options.digest === 'string' ? checkedDigest(options.digest) : undefined
  const speed = speedOf(options.speed ?? (output.isTerminal ? '1' : 'max'), COMMAND)
  const recorded = await recordedDigest(pathsOf(paths, COMMAND))
  const setup = digestSetup(recorded, options.preset)
  const ruleSet = presetOf(setup.preset, COMMAND)

  const isDrawn = host.terminal !== undefined && options.json !== true && options.digest === undefined
  // On one terminal the two would write over each other.
  const progress = isDrawn ? silentProgress : await host.startProgress()
  const replay = new Replay({
    recordings: recordingsAt(paths, stdin),
    range,
    ruleSet,
    sampleEveryUs: setup.everyUs,
    keepDecisions: 1,
    signal,
    speed,
    onProgress: progress.report,
  })
  const digest = new EventDigest()
  let isWhole = false
  async function* digested(): AsyncGenerator<ReplayBatch, void, undefined> {
    for await (const batch of replay.batches()) {
      for (const event of batch.events) digest.add(event)
      yield batch
    }
    isWhole = true
  }

  if (isDrawn) {
    const { showReplay } = await import('../input/show-replay.ts')
    await showReplay({ batches: digested(), replay, names: paths.map(recordingName), speed }, { products, ruleSet }, host)
    if (!isWhole) {
      host.remark('quit before its end: no digest')
      return
    }
  } else {
    try {
      for await (const { events } of digested()) {
        if (options.digest !== true) await output.write(linesOf(events, replay, { products, json: options.json === true }))
      }
    } finally {
      progress.stop()
    }
  }
  const found: RecordedDigest = { ...setup, events: digest.events, sha256: digest.value() }
  const expected = replay.isRanged && given === undefined ? undefined : expectedDigest(recorded, given, setup)
  await finish(replay, { products, comparison: compared(found, expected), found, json: options.json === true }, host)
}

interface Outcome {
  readonly products: readonly string[]
  readonly found: RecordedDigest
  readonly comparison: Comparison
  readonly json: boolean
}

/** Writes the digest and throws what kept the replay from being what was asked for, if anything did. */
async function finish(replay: Replay, { comparison, found, json, products }: Outcome, { output }: Host): Promise<void> {
  const { unknown } = chosenProducts(replay, products)
  await output.write(json ? `${JSON.stringify({ kind: 'digest', ...found, ...comparison })}\n` : digestLine(found, comparison))
  throwUnlessWhole(replay, unknown)
  if (comparison.isEqual === false) throw new CliError({ kind: 'different-digest', expected: comparison.expected, received: found.sha256 })
}

type Comparison = { readonly isEqual: null } | { readonly isEqual: boolean; readonly expected: string; readonly by: ExpectedDigest['by'] }

function compared({ sha256 }: RecordedDigest, expected: ExpectedDigest | undefined): Comparison {
  return expected === undefined ? { isEqual: null } : { isEqual: expected.sha256 === sha256, expected: expected.sha256, by: expected.by }
}

function digestLine(found: RecordedDigest, comparison: Comparison): string {
  const outcome = comparison.isEqual === null ? '' : `, ${comparison.isEqual ? 'equal to' : 'different from'} that of the ${comparison.by}`
  return `${digestText(found)}${outcome}\n`
}

function linesOf(
  events: readonly PipelineEvent[],
  { pipeline, simulated }: Replay,
  { json, products }: { readonly products: readonly string[]; readonly json: boolean },
): string {
  const wanted = new Set(products.map((product) => pipeline.canonical(product)))
  return events
    .filter((event) => event.kind === 'decision' && (wanted.size === 0 || wanted.has(event.product)))
    .map((event) => (json ? `${JSON.stringify({ ...event, simulated })}\n` : decisionLine(event, simulated)))
    .join('')
}

function decisionLine(event: PipelineEvent, simulated: boolean): string {
  if (event.kind !== 'decision') return ''
  const { abstained, direction, net, reachableNet, reason, timeUs } = event.decision
  const said = abstained || net === null ? `net n/a: ${reason ?? 'abstained'}` : `net ${signed(net)} of ±${reachableNet}`
  return `${timeOfDay(timeUs)}  ${event.product}  ${direction.padEnd(5)}  ${said}${simulated ? '  SIMULATED' : ''}\n`
}

function signed(net: number): string {
  return net > 0 ? `+${net}` : String(net).replace('-', '−')
}

function timeOfDay(timeUs: Us): string {
  return isoTime(timeUs).slice(0, 19).replace('T', ' ')
}

function checkedDigest(text: string): string {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return text
  throw new CliError({ kind: 'usage', complaint: `--digest: expected 64 hexadecimal digits, received ${text}`, command: COMMAND })
}
