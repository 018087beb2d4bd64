import type { Command, CommandUnknownOpts, OptionValues } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

const URL = 'ask the service at this address'
const STORE = 'or the store of a service that does not run'
const ORIGIN = 'which store of a directory: live, sim-42'

type LookupGrammar = {
  preset?: string | undefined
  rules?: string | undefined
  arm: string[]
  journal?: string | undefined
  factors: string[]
  every?: string | undefined
  url?: string | undefined
  store?: string | undefined
  origin?: string | undefined
}

/** Adds `of evidence`, `of explain` and `of verify`. */
export function defineEvidence(program: CommandUnknownOpts, host: () => Host): void {
  const evidence = program
    .command('evidence')
    .description('Write what decisions rest on: inputs with their hash, features, factors, rules; one bundle a line.')
    .argument('[recording...]', 'files in order, plain, gzip or zstd; - is standard input; none with --url or --store')
  withLookup(evidence)
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--at <time>', 'the last decision up to this UTC time; the last of all unless given')
    .option('--all', 'every decision')
    .addHelpText(
      'after',
      examples(
        'of evidence monday --product BTC-USD --at 2026-08-09T14:32 > signal.json',
        'of evidence monday --all --rules mine.json > monday.bundles',
        'of evidence monday --all --rules mine.json --factors mine.mjs > monday.bundles',
        'of evidence monday --journal paper.ndjson --arm both --all > both.bundles',
        'of evidence --url http://127.0.0.1:8787 --product BTC-USD > signal.json',
      ),
    )
    .action(async (paths, options) => {
      const { evidenceCommand } = await import('../commands/evidence.ts')
      await evidenceCommand(paths, options, host())
    })

  const explain = program
    .command('explain')
    .description('Say in words what a decision was and why, from its bundle or from where it was taken.')
    .argument('<signal>', 'a file that of evidence wrote, - for standard input, or a signal: its id, or BTC-USD@2026-08-09T14:32')
  withLookup(explain)
    .option('--recording <path>', 'look a signal up in this recording; repeat it for several, in order', collect, [])
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      examples(
        'of explain signal.json',
        'of explain BTC-USD@2026-08-09T14:32 --url http://127.0.0.1:8787',
        'of explain BTC-USD@2026-08-09T14:32 --recording monday --arm both',
      ),
    )
    .action(async (what, options) => {
      const { explainCommand } = await import('../commands/explain-bundle.ts')
      await explainCommand(what, options, host())
    })

  program
    .command('verify')
    .description('Derive bundles again from their recording and compare every byte: exit 0 if all are the same, 1 if not.')
    .argument('<signal>', 'a file that of evidence wrote, - for standard input, or a signal that --url or --store has')
    .option('--recording <path>', 'the recording they were made of; repeat it for several, in order', collect, [])
    .option('--factors <file>', 'the file that own factors stand in; repeat it for several', collect, [])
    .option('--url <address>', URL)
    .option('--store <path>', STORE)
    .option('--origin <name>', ORIGIN)
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      examples(
        'of verify signal.json --recording monday',
        'of verify signal.json --recording monday --factors mine.mjs',
        'of verify BTC-USD@2026-08-09T14:32 --url http://127.0.0.1:8787 --recording DIRECTORY',
        'of verify monday.bundles --recording monday --json | jq .verified',
      ),
    )
    .action(async (what, options) => {
      const { verifyCommand } = await import('../commands/verify.ts')
      await verifyCommand(what, options, host())
    })
}

/** Adds the options that say who decided, and where a service keeps its evidence. */
function withLookup<Args extends unknown[], Global extends OptionValues>(
  // oxlint-disable-next-line typescript/no-generated-empty-object-type -- what commander calls a command without options
  command: Command<Args, Record<never, never>, Global>,
): Command<Args, LookupGrammar, Global> {
  return command
    .option('--preset <name>', 'who decides: the rules of preset default or brief; default unless given')
    .option('--rules <file>', 'or a rule set of yours, JSON')
    .option('--arm <name>', 'or an arm as of paper has them: flow, candle, both, a file; repeat it for several', collect, [])
    .option('--journal <file>', 'or the arms of a journal of of paper, those of --arm alone where it is given')
    .option('--factors <file>', 'factors of your own that add to those rules, or that a journal names; repeat it', collect, [])
    .option('--every <span>', 'take a decision this often, from 1s to 1h; a minute unless given')
    .option('--url <address>', URL)
    .option('--store <path>', STORE)
    .option('--origin <name>', ORIGIN)
}
