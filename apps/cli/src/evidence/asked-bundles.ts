import { type BundleFacts, bundleOf, bundleText } from '@of/signals'
import { CliError } from '../errors.ts'
import { explained } from '../factors/own-factors.ts'
import type { Host } from '../host.ts'
import { version } from '../version.ts'
import { type BundleLine, bundleLines, bundleName } from './bundle-lines.ts'
import { type KeptOptions, keptBundle } from './kept.ts'
import { type Known, knownOf } from './known.ts'
import { parseSignalId, type SignalId } from './signal-id.ts'
import { type DeciderOptions, decidersOf } from './who-decides.ts'

/** Where a signal is looked up, and who decided it. */
export interface AskedOptions extends KeptOptions, DeciderOptions {
  readonly recording: readonly string[]
}

/** The bundles of a file, or that of a signal: from where it was kept, or derived from recordings. Throws a `CliError`. */
export async function askedBundles(what: string, options: AskedOptions, host: Host, command: string): Promise<BundleLine[]> {
  const id = parseSignalId(what)
  const { recording, store, url } = options
  if (id === undefined) return await bundleLines(what, host)
  if (url !== undefined || store !== undefined) {
    const kept = await keptBundle({ product: id.product, atUs: id.timeUs, isExact: true }, options, command)
    return [{ line: 1, text: kept.bundle }]
  }
  if (recording.length > 0) return await derivedBundles(id, options, host, command)
  const hint = 'A signal is looked up at a service, in its store, or in the recording that it was taken on.'
  throw new CliError({ kind: 'usage', complaint: `${what}: expected --url, --store or --recording, received none`, command, hint })
}

/** What the thing that bundles came from is called. */
export function askedName(what: string): string {
  return parseSignalId(what) === undefined ? bundleName(what) : what
}

/** The text of a bundle of something derived by this version of the program. */
export function textOf(known: Known): string {
  const facts: BundleFacts = { ...known, codeVersion: version() }
  return bundleText(bundleOf(facts))
}

async function derivedBundles({ product, timeUs }: SignalId, options: AskedOptions, host: Host, command: string): Promise<BundleLine[]> {
  const { decideEveryUs, sources } = await decidersOf(options, host, command)
  const found: Known[] = []
  const isWanted = (_product: string, atUs: number): boolean => atUs === timeUs
  const request = { paths: options.recording, products: [product], decideEveryUs, sources, isWanted, untilUs: timeUs + 1 }
  const reading = await explained(async () => await knownOf(request, host, (known) => void found.push(known)))
  if (found.length === 0) reading.throwUnlessWhole()
  if (found.length > 0) return found.map((known, at) => ({ line: at + 1, text: textOf(known).trimEnd() }))
  const at = new Date(timeUs / 1_000).toISOString()
  throw new CliError({ kind: 'evidence', fault: { kind: 'no-decision', product, at } })
}
