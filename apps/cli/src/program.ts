import { readFileSync } from 'node:fs'
import { Command, type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { exitCodeMeanings } from './exit-codes.ts'
import type { Host } from './host.ts'
import type { ColourWish } from './render/colour.ts'

/** Options that every command has. */
export interface GlobalOptions {
  readonly color: ColourWish
  readonly verbose?: true | undefined
}

/** Where help goes: asked for to the first, otherwise to the second. */
export interface HelpStreams {
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
}

/** The grammar of the command line. Each command loads what it needs when it runs, so that help and mistakes are quick. */
export function buildProgram(hostOf: (options: GlobalOptions) => Host, { stderr, stdout }: HelpStreams): CommandUnknownOpts {
  const program = new Command('of')
    .description('Order flow from Coinbase recordings: verified books, metrics, and signals that give their reasons.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .addOption(new Option('--color <when>', 'use colours').choices(['never', 'auto', 'always'] as const).default('auto' as const))
    .option('--verbose', 'print the trace of an error')
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text), outputError: () => {} })
    .addHelpText('after', examples('of demo', 'of analyze recording.jsonl.zst', 'of features recording.of.gz --every 1s > features.csv'))
    .addHelpText('after', `\nExit codes:\n${exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padEnd(4)}${meaning}`).join('\n')}`)
  const host = (): Host => hostOf(program.opts())
  defineAnalyze(program, host)
  defineFeatures(program, host)
  defineDemo(program, host)
  defineListFeatures(program, host)
  return program
}

function defineAnalyze(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('analyze')
    .description('Analyse recordings: metrics, signal and reasons at their end, per product.')
    .argument('<recording...>', 'files in order, plain, gzip or zstd; - is standard input')
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--json', 'print one JSON object a product, one a line')
    .option('--from <time>', 'count from this UTC time of receipt on; what comes before warms up')
    .option('--to <time>', 'stop before this UTC time of receipt')
    .option('--preset <name>', 'rules of the signal: default or brief', 'default')
    .addHelpText(
      'after',
      examples(
        'of analyze recording.jsonl.zst',
        'of analyze monday.of.gz tuesday.of.gz --product BTC-USD,ETH-USD',
        'of analyze recording.of.gz --from 2026-08-09T14:00Z --to 2026-08-09T15:00Z --preset brief',
        'zstdcat recording.jsonl.zst | of analyze - --json | jq .signal.net',
      ),
    )
    .action(async (paths, options) => {
      const { analyzeCommand } = await import('./commands/analyze.ts')
      await analyzeCommand(paths, options, host())
    })
}

function defineFeatures(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('features')
    .description('Write every feature as a time series, on a grid of exchange time.')
    .argument('<recording...>', 'files in order, plain, gzip or zstd; - is standard input')
    .option('--every <span>', 'step of the series: 100ms, 1s, 5m, 1h', '1s')
    .addOption(new Option('--format <format>', 'form of the rows').choices(['csv', 'ndjson'] as const).default('csv' as const))
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--from <time>', 'begin at this UTC time of receipt; what comes before warms up')
    .option('--to <time>', 'stop before this UTC time of receipt')
    .addHelpText(
      'after',
      examples(
        'of features recording.of.gz --every 1s > features.csv',
        'of features recording.of.gz --every 100ms --format ndjson --product BTC-USD | gzip > btc.ndjson.gz',
        'of list-features',
      ),
    )
    .action(async (paths, options) => {
      const { featuresCommand } = await import('./commands/features.ts')
      await featuresCommand(paths, options, host())
    })
}

function defineDemo(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('demo')
    .description('Analyse the bundled recording, which a simulator made, with preset brief.')
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--quiet', 'print one line')
    .addHelpText('after', examples('of demo', 'of demo --product BTC-USD', 'of demo --quiet'))
    .action(async ({ product, quiet = false }) => {
      const { demo } = await import('./commands/demo.ts')
      await demo({ product, quiet }, host())
    })
}

function defineListFeatures(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('list-features')
    .description('Print what every feature means: unit, range, source, definition.')
    .option('--json', 'print one JSON object a feature, one a line')
    .addHelpText('after', examples('of list-features', 'of list-features --json | jq -r .name'))
    .action(async ({ json = false }) => {
      const { listFeatures } = await import('./commands/list-features.ts')
      await listFeatures({ json }, host())
    })
}

function collect(value: string, before: string[]): string[] {
  return [...before, value]
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'
}
