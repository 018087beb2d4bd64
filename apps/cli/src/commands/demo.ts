import { basename } from 'node:path'
import { presets } from '@of/signals'
import type { Host } from '../host.ts'
import { throwUnlessWhole } from '../input/products.ts'
import { samplePath } from '../sample.ts'
import { analysisOf, type Analysis, writeText } from './analyze.ts'
import { productsOf, type SelectionOptions } from './options.ts'

/** `of demo`: the analysis of the recording that comes with the program. */
export async function demo(options: Pick<SelectionOptions, 'product'> & { readonly quiet: boolean }, host: Host): Promise<void> {
  const ruleSet = presets.brief
  const analysis = await analysisOf({ paths: [samplePath], products: productsOf(options, 'of demo'), range: {}, ruleSet }, host)
  if (options.quiet) await host.output.write(`SIMULATED · preset ${ruleSet.name} · ${directions(analysis)}\n`)
  else await writeText({ paths: [basename(samplePath)], ruleSet }, analysis, host)
  throwUnlessWhole(analysis.replay, analysis.chosen.unknown)
}

function directions({ reports }: Analysis): string {
  return reports.map(({ product, signal: { direction, net } }) => `${product} ${direction} net ${netText(net)}`).join(' · ')
}

function netText(net: number | null): string {
  if (net === null) return 'n/a'
  return net > 0 ? `+${net}` : String(net)
}
