import type { Us } from '@of/core'
import { bundleOf, bundleText, type RuleSet } from '@of/signals'
import { CliError } from '../errors.ts'
import { type Known, knownOf } from '../evidence/known.ts'
import type { Host } from '../host.ts'
import { version } from '../version.ts'
import { decideEveryOf, momentOf } from './evidence-options.ts'
import { pathsOf, presetOf, productsOf } from './options.ts'

const COMMAND = 'of evidence'

/** The options of `of evidence`, as they are typed. */
export interface EvidenceOptions {
  readonly product: readonly string[]
  readonly at?: string | undefined
  readonly all?: true | undefined
  readonly every?: string | undefined
  readonly preset: string
}

/** `of evidence`: what decisions of a recording rest on, one bundle a line. */
export async function evidenceCommand(paths: readonly string[], options: EvidenceOptions, host: Host): Promise<void> {
  const products = productsOf(options, COMMAND)
  const ruleSet = presetOf(options.preset, COMMAND)
  const atUs = options.at === undefined ? undefined : momentOf(options.at, COMMAND)
  if (options.all === true && atUs !== undefined) {
    throw new CliError({ kind: 'usage', complaint: '--at and --all cannot be given together', command: COMMAND })
  }
  const latest = new Map<string, Known>()
  let written = 0
  const onKnown = async (known: Known): Promise<void> => {
    if (options.all !== true) latest.set(known.product, known)
    else written += await write(known, ruleSet, host)
  }
  const request = { paths: pathsOf(paths, COMMAND), products, decideEveryUs: decideEveryOf(options.every, COMMAND), ...until(atUs) }
  const reading = await knownOf(request, host, onKnown)
  for (const known of latest.values()) written += await write(known, ruleSet, host)
  reading.throwUnlessWhole()
  if (written > 0) return
  throw new CliError({ kind: 'evidence', fault: { kind: 'no-decision', product: products.join(', ') || 'any product', at: options.at } })
}

/** What is wanted up to a moment, and not after it. */
function until(atUs: Us | undefined): { readonly untilUs?: Us } {
  return atUs === undefined ? {} : { untilUs: atUs + 1 }
}

async function write(known: Known, ruleSet: RuleSet, { output }: Host): Promise<number> {
  await output.write(bundleText(bundleOf({ ...known, ruleSet, codeVersion: version() })))
  return 1
}
