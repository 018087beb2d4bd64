import type { Us } from '@of/core'
import { parseBundle } from '@of/signals'
import { CliError } from '../errors.ts'
import { textOf } from '../evidence/asked-bundles.ts'
import { type KeptOptions, keptBundle } from '../evidence/kept.ts'
import { type Known, knownOf } from '../evidence/known.ts'
import { type DeciderOptions, decidersOf } from '../evidence/who-decides.ts'
import { exitCodes } from '../exit-codes.ts'
import { explained } from '../factors/own-factors.ts'
import type { Host } from '../host.ts'
import { isoTime } from '../input/time.ts'
import { momentOf } from './evidence-options.ts'
import { pathsOf, productsOf } from './options.ts'

const COMMAND = 'of evidence'

/** The options of `of evidence`, as they are typed. */
export interface EvidenceOptions extends DeciderOptions, KeptOptions {
  readonly product: readonly string[]
  readonly at?: string | undefined
  readonly all?: true | undefined
}

/** `of evidence`: what decisions rest on, one bundle a line: of a recording, or as a service or its store has kept it. */
export async function evidenceCommand(paths: readonly string[], options: EvidenceOptions, host: Host): Promise<void> {
  const { store, url } = options
  const products = productsOf(options, COMMAND)
  const atUs = options.at === undefined ? undefined : momentOf(options.at, COMMAND)
  if (options.all === true && atUs !== undefined) throw usage('--at and --all cannot be given together')
  if (url !== undefined || store !== undefined) {
    if (paths.length > 0) throw usage(`--${url === undefined ? 'store' : 'url'}: expected no recording, received ${paths[0]}`)
    await writeKept(products, atUs, options, host)
    return
  }
  if (paths.length === 0) throw usage('expected a recording, --url or --store, received none')
  await writeDerived(paths, { ...options, products, atUs }, host)
}

async function writeKept(
  products: readonly string[],
  atUs: Us | undefined,
  options: EvidenceOptions,
  { output, remark }: Host,
): Promise<void> {
  const unfit = Object.entries({
    all: options.all,
    preset: options.preset,
    rules: options.rules,
    journal: options.journal,
    every: options.every,
  })
  const given = unfit.find(([, value]) => value !== undefined)?.[0] ?? (options.arm.length > 0 ? 'arm' : undefined)
  if (given !== undefined) throw usage(`--${given}: expected a recording with it, received ${options.url ?? options.store}`)
  if (products.length === 0) throw usage('--product: expected a product such as BTC-USD, received none')
  for (const product of products) {
    const { bundle, recording } = await keptBundle({ product, atUs, isExact: false }, options, COMMAND)
    await output.write(`${bundle}\n`)
    remark(`${product}: ${provenance(bundle, recording)}`)
  }
}

/** Whether a bundle that was kept can be derived again, and from what. */
function provenance(bundle: string, recording: string | null): string {
  if (recording === null) return 'the frames that it rests on were not recorded'
  if (parseBundle(bundle).inputs.resumedUs === null) return `it can be derived again with --recording ${recording}`
  return `it goes on from what the service knew before it was restarted: the frames in ${recording} alone do not give it`
}

interface DerivedOptions extends EvidenceOptions {
  readonly products: readonly string[]
  readonly atUs: Us | undefined
}

async function writeDerived(paths: readonly string[], options: DerivedOptions, host: Host): Promise<void> {
  const { all, at, atUs, products } = options
  const { decideEveryUs, journalled, sources } = await decidersOf(options, host, COMMAND)
  const latest = new Map<string, Known>()
  let written = 0
  let unlike = 0
  const write = async (known: Known): Promise<void> => {
    await host.output.write(textOf(known))
    written += 1
    const difference = journalled?.differenceOf(known)
    if (difference === undefined) return
    unlike += 1
    host.remark(`${known.product} ${isoTime(known.timeUs).slice(0, 19)}Z: ${difference}`)
  }
  const onKnown = async (known: Known): Promise<void> => {
    if (all === true) await write(known)
    else latest.set(`${sources.findIndex((source) => source === known.source)} ${known.product}`, known)
  }
  const request = { paths: pathsOf(paths, COMMAND), products, decideEveryUs, sources, ...(atUs === undefined ? {} : { untilUs: atUs + 1 }) }
  const reading = await explained(async () => await knownOf(request, host, onKnown))
  for (const known of latest.values()) await write(known)
  reading.throwUnlessWhole()
  if (unlike > 0) throw new CliError({ kind: 'told', exitCode: exitCodes.unhealthy })
  if (written > 0) return
  throw new CliError({ kind: 'evidence', fault: { kind: 'no-decision', product: products.join(', ') || 'any product', at } })
}

function usage(complaint: string): CliError {
  return new CliError({ kind: 'usage', complaint, command: COMMAND })
}
