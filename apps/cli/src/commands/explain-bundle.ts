import { BundleError, explainBundle, isIntact, parseBundle, type SealedBundle } from '@of/signals'
import { CliError } from '../errors.ts'
import { type BundleLine, bundleLines, bundleName } from '../evidence/bundle-lines.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { renderSimulated } from '../render/heading.ts'
import { renderSummary } from '../render/report.ts'

/** `of explain`: bundles in words. Ends with 1 where one is not as it was sealed. */
export async function explainCommand(path: string, host: Host): Promise<void> {
  const { output, paint } = host
  let changed = 0
  for (const [at, line] of (await bundleLines(path, host)).entries()) {
    const bundle = bundleAt(path, line)
    if (!isIntact(bundle)) changed += 1
    const banner = bundle.simulated ? renderSimulated(output.columns, paint) : ''
    await output.write(`${at === 0 ? '' : '\n\n'}${banner}${renderSummary(explainBundle(bundle), paint)}\n`)
  }
  if (changed > 0) throw new CliError({ kind: 'told', exitCode: exitCodes.unhealthy })
}

function bundleAt(path: string, { line, text }: BundleLine): SealedBundle {
  try {
    return parseBundle(text)
  } catch (error) {
    if (!(error instanceof BundleError)) throw error
    throw new CliError(
      { kind: 'evidence', fault: { kind: 'no-bundle', name: bundleName(path), line, detail: error.message } },
      { cause: error },
    )
  }
}
