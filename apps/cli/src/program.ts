import { readFileSync } from 'node:fs'
import { Command, type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { exitCodeMeanings } from './exit-codes.ts'
import type { Host } from './host.ts'
import { defineAnalyze } from './grammar/analyze.ts'
import { defineDemo } from './grammar/demo.ts'
import { defineFeatures } from './grammar/features.ts'
import { defineListFeatures } from './grammar/list-features.ts'
import { examples } from './grammar/shared.ts'
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

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'
}
