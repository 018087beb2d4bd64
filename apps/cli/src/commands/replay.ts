import { EventDigest } from '@of/pipeline'
import type { RecordedDigest } from '@of/tape'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { begun } from '../input/beginning.ts'
import { digestSetup, type ExpectedDigest, expectedDigest, recordedDigest } from '../input/expected-digest.ts'
import { throwUnlessWhole } from '../input/products.ts'
import { framesAt } from '../input/recording-kind.ts'
import { digestText } from '../record/summary.ts'
import { pathsOf, presetOf, productsOf, rangeOf } from './options.ts'
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
  const given = typeof options.digest === 'string' ? checkedDigest(options.digest) : undefined
  const speed = speedOf(options.speed ?? (output.isTerminal ? '1' : 'max'), COMMAND)
  const recorded = await recordedDigest(pathsOf(paths, COMMAND))
  const setup = digestSetup(recorded, options.preset)
  const sampleEveryUs = setup.everyUs
  const ruleSet = presetOf(setup.preset, COMMAND)
  // What goes by at a pace waits for its time, not for an analysis.
  const threads = threadsOf(options, { paths, sampleEveryUs: speed === undefined ? sampleEveryUs : undefined, command: COMMAND })

  const source = {
    ...(await begun(paths, range, host)),
    paths,
    recordings: await framesAt(paths, host, COMMAND),
    range,
    speed,
    ruleSet,
    sampleEveryUs,
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
  const found: RecordedDigest = { ...setup, events: digest.events, sha256: digest.value() }
  // A digest of nothing says nothing of what could not be read.
  if (digest.events === 0) throwUnlessWhole(reading, seen, products)
  const expected = reading.isRanged && given === undefined ? undefined : expectedDigest(recorded, given, setup)
  const comparison = compared(found, expected)
  await output.write(
    options.json === true ? `${JSON.stringify({ kind: 'digest', ...found, ...comparison })}\n` : digestLine(found, comparison),
  )
  throwUnlessWhole(reading, seen, products)
  if (comparison.isEqual === false) throw new CliError({ kind: 'different-digest', expected: comparison.expected, received: found.sha256 })
}

function isDrawn({ digest, json }: ReplayOptions, { terminal }: Host): boolean {
  return terminal !== undefined && json !== true && digest === undefined
}

function formOf({ digest, json }: ReplayOptions): PrintHost['form'] {
  if (digest === true) return 'none'
  return json === true ? 'json' : 'text'
}

type Comparison = { readonly isEqual: null } | { readonly isEqual: boolean; readonly expected: string; readonly by: ExpectedDigest['by'] }

function compared({ sha256 }: RecordedDigest, expected: ExpectedDigest | undefined): Comparison {
  return expected === undefined ? { isEqual: null } : { isEqual: expected.sha256 === sha256, expected: expected.sha256, by: expected.by }
}

function digestLine(found: RecordedDigest, comparison: Comparison): string {
  const outcome = comparison.isEqual === null ? '' : `, ${comparison.isEqual ? 'equal to' : 'different from'} that of the ${comparison.by}`
  return `${digestText(found)}${outcome}\n`
}

function checkedDigest(text: string): string {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return text
  throw new CliError({ kind: 'usage', complaint: `--digest: expected 64 hexadecimal digits, received ${text}`, command: COMMAND })
}
