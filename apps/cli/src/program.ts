import { Command, type CommandUnknownOpts, Help, Option } from '@commander-js/extra-typings'
import { exitCodeMeanings } from './exit-codes.ts'
import type { Host } from './host.ts'
import { defineAb } from './grammar/ab.ts'
import { defineAnalyze } from './grammar/analyze.ts'
import { defineBacktest } from './grammar/backtest.ts'
import { defineConfig } from './grammar/config.ts'
import { defineDemo } from './grammar/demo.ts'
import { defineDoctor } from './grammar/doctor.ts'
import { defineEvidence } from './grammar/evidence.ts'
import { defineExport } from './grammar/export.ts'
import { defineFactors } from './grammar/factors.ts'
import { defineFeatures } from './grammar/features.ts'
import { defineGate } from './grammar/gate.ts'
import { defineIndex } from './grammar/index-recording.ts'
import { defineListFeatures } from './grammar/list-features.ts'
import { definePaper } from './grammar/paper.ts'
import { defineQuery } from './grammar/query.ts'
import { defineRecord } from './grammar/record.ts'
import { defineReplay } from './grammar/replay.ts'
import { defineReport } from './grammar/report.ts'
import { examples } from './grammar/shared.ts'
import { defineServe } from './grammar/serve.ts'
import { defineSim } from './grammar/sim.ts'
import { defineStudy } from './grammar/study.ts'
import { defineTune } from './grammar/tune.ts'
import { defineWatch } from './grammar/watch.ts'
import type { ColourWish } from './render/colour.ts'
import { version } from './version.ts'

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
    .description('Order flow from Coinbase, live or recorded: verified books, metrics, and signals that give their reasons.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .configureHelp({ optionDescription: descriptionOf })
    .addOption(new Option('--color <when>', 'use colours').choices(['never', 'auto', 'always'] as const).default('auto' as const))
    .option('--verbose', 'print the trace of an error')
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text), outputError: () => {} })
    .addHelpText(
      'after',
      examples(
        'of demo',
        'of watch BTC-USD ETH-USD',
        'of record BTC-USD --out monday',
        'of replay monday --speed 10',
        'of analyze monday --json',
      ),
    )
    .addHelpText('after', `\nExit codes:\n${exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padEnd(4)}${meaning}`).join('\n')}`)
  const host = (): Host => hostOf(program.opts())
  defineDemo(program, host)
  defineWatch(program, host)
  defineDoctor(program, host)
  defineRecord(program, host)
  defineReplay(program, host)
  defineAnalyze(program, host)
  defineFeatures(program, host)
  defineStudy(program, host)
  defineBacktest(program, host)
  definePaper(program, host)
  defineIndex(program, host)
  defineListFeatures(program, host)
  defineEvidence(program, host)
  defineFactors(program, host)
  defineTune(program, host)
  defineAb(program, host)
  defineGate(program, host)
  defineReport(program, host)
  defineSim(program, host)
  defineServe(program, host)
  defineConfig(program, host)
  defineQuery(program, host)
  defineExport(program, host)
  return program
}

/** What help says of an option: a list that begins empty has no default to tell. */
function descriptionOf(this: Help, option: Option): string {
  return Array.isArray(option.defaultValue) && option.defaultValue.length === 0
    ? option.description
    : Help.prototype.optionDescription.call(this, option)
}
