import { BundleError, explainBundle, isIntact, parseBundle, type SealedBundle } from '@of/signals'
import { CliError } from '../errors.ts'
import { askedBundles, askedName, type AskedOptions } from '../evidence/asked-bundles.ts'
import type { BundleLine } from '../evidence/bundle-lines.ts'
import { parseSignalId } from '../evidence/signal-id.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { renderSimulated } from '../render/heading.ts'
import { renderSummary } from '../render/report.ts'

const COMMAND = 'of explain'

/** The options of `of explain`, as they are typed. */
export interface ExplainOptions extends AskedOptions {
  readonly json?: true | undefined
}

/** `of explain`: bundles, or that of a signal, in words. Ends with 1 where one is not as it was sealed. */
export async function explainCommand(what: string, options: ExplainOptions, host: Host): Promise<void> {
  checkOptions(what, options)
  const { output, paint } = host
  const bundles = (await askedBundles(what, options, host, COMMAND)).map((line) => bundleAt(what, line))
  const isWhole = bundles.every(isIntact)
  if (options.json === true) {
    const explained = bundles.map((bundle) => ({ intact: isIntact(bundle), simulated: bundle.simulated, ...explainBundle(bundle), bundle }))
    await output.write(`${JSON.stringify({ intact: isWhole, bundles: explained })}\n`)
  } else {
    for (const [at, bundle] of bundles.entries()) {
      const banner = bundle.simulated ? renderSimulated(output.columns, paint) : ''
      await output.write(`${at === 0 ? '' : '\n\n'}${banner}${renderSummary(explainBundle(bundle), paint)}\n`)
    }
  }
  if (!isWhole) throw new CliError({ kind: 'told', exitCode: exitCodes.unhealthy })
}

/** What says where a signal is looked up says nothing of a file. */
function checkOptions(what: string, { arm, every, factors, journal, preset, recording, rules, store, url }: ExplainOptions): void {
  if (parseSignalId(what) !== undefined) return
  const lists = { arm, factors, recording }
  const given = [
    ...Object.entries({ every, journal, preset, rules, store, url }),
    ...Object.entries(lists).filter(([, list]) => list.length > 0),
  ]
  const [name] = given.find(([, value]) => value !== undefined) ?? []
  if (name === undefined) return
  const complaint = `--${name}: expected a signal such as BTC-USD@2026-08-09T14:32 with it, received ${askedName(what)}`
  throw new CliError({ kind: 'usage', complaint, command: COMMAND })
}

function bundleAt(what: string, { line, text }: BundleLine): SealedBundle {
  try {
    return parseBundle(text)
  } catch (error) {
    if (!(error instanceof BundleError)) throw error
    throw new CliError(
      { kind: 'evidence', fault: { kind: 'no-bundle', name: askedName(what), line, detail: error.message } },
      { cause: error },
    )
  }
}
