import { basename } from 'node:path'
import { presets } from '@of/signals'
import type { Host } from '../host.ts'
import { throwUnlessWhole } from '../input/products.ts'
import { samplePath } from '../sample.ts'
import { analysisOf, type Analysis, writeText } from './analyze.ts'

/** `of demo`: the analysis of the recording that comes with the program. */
export async function demo(options: { readonly quiet: boolean }, host: Host): Promise<void> {
  const ruleSet = presets.brief
  const analysis = await analysisOf({ paths: [samplePath], products: [], range: {}, ruleSet }, host)
  if (options.quiet) await host.output.write(`SIMULATED · preset ${ruleSet.name} · ${directions(analysis)}\n`)
  else await writeText({ paths: [basename(samplePath)], ruleSet }, analysis, host)
  throwUnlessWhole(analysis.replay, [])
}

function directions({ reports }: Analysis): string {
  return reports.map(({ product, signal: { direction, net } }) => `${product} ${direction} net ${netText(net)}`).join(' · ')
}

function netText(net: number | null): string {
  if (net === null) return 'n/a'
  return net > 0 ? `+${net}` : String(net)
}
