import { basename } from 'node:path'
import { SECOND_US, type Us } from '@of/core'
import type { RuleSet } from '@of/signals'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { parseDuration } from '../input/duration.ts'
import { throwUnlessWhole } from '../input/products.ts'
import { samplePath } from '../sample.ts'
import { analysisOf, type Analysis, writeText } from './analyze.ts'
import { wholeOf } from './number-options.ts'
import { presetOf, productsOf } from './options.ts'

const COMMAND = 'of demo'
/** The longest a timer of Node.js waits, in whole hours. */
const LONGEST_US: Us = 596 * 3_600 * SECOND_US
/** How long lines are printed where nobody sits at a terminal. */
const UNWATCHED_US: Us = 15 * SECOND_US

/** The options of `of demo`, as they are typed. */
export interface DemoOptions {
  readonly source: 'auto' | 'coinbase' | 'sim'
  readonly product: readonly string[]
  readonly for?: string | undefined
  readonly preset: string
  readonly port?: string | undefined
  readonly terminal?: true | undefined
  readonly recording?: true | undefined
  readonly quiet?: true | undefined
}

/** `of demo`: live data of Coinbase or, where it cannot be reached, of the built-in simulator, on a page or a terminal; or the recording that comes with the program. */
export async function demo(options: DemoOptions, host: Host): Promise<void> {
  const { quiet, recording, source } = options
  const products = productsOf(options, COMMAND)
  const ruleSet = presetOf(options.preset, COMMAND)
  const forUs = options.for === undefined ? undefined : spanOf(options.for)
  if (recording === true || quiet === true) return await analyseSample({ products, ruleSet, isQuiet: quiet === true }, host)
  if (options.terminal !== true) {
    const port =
      options.port === undefined ? undefined : wholeOf(options.port, { option: '--port', least: 0, most: 65_535, command: COMMAND })
    const { pageDemo } = await import('../demo/page-demo.ts')
    await pageDemo({ source, products, preset: ruleSet.name, port, forUs }, host)
    return
  }
  const { liveDemo } = await import('../demo/live-demo.ts')
  await liveDemo({ source, products, ruleSet, forUs: forUs ?? (host.terminal === undefined ? UNWATCHED_US : undefined) }, host)
}

async function analyseSample(
  { isQuiet, products, ruleSet }: { readonly products: readonly string[]; readonly ruleSet: RuleSet; readonly isQuiet: boolean },
  host: Host,
): Promise<void> {
  const analysis = await analysisOf({ paths: [samplePath], products, range: {}, ruleSet, threads: 1 }, host)
  if (isQuiet) await host.output.write(`SIMULATED · preset ${ruleSet.name} · ${directions(analysis)}\n`)
  else await writeText({ paths: [basename(samplePath)], named: { preset: ruleSet.name } }, analysis, host)
  throwUnlessWhole(analysis.reading, analysis.findings, products)
}

function directions({ reports }: Analysis): string {
  return reports.map(({ product, signal: { direction, net } }) => `${product} ${direction} net ${netText(net)}`).join(' · ')
}

function netText(net: number | null): string {
  if (net === null) return 'n/a'
  return net > 0 ? `+${net}` : String(net)
}

function spanOf(text: string): Us {
  const spanUs = parseDuration(text)
  if (spanUs !== undefined && spanUs >= SECOND_US && spanUs <= LONGEST_US) return spanUs
  const hint = 'A span is a whole number and a unit: 30s, 5m, 1h.'
  throw new CliError({ kind: 'usage', complaint: `--for: expected a span of 1s to 596h, received ${text}`, command: COMMAND, hint })
}
