import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of evidence`, `of explain` and `of verify`. */
export function defineEvidence(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('evidence')
    .description('Write what decisions rest on: inputs with their hash, features, factors, rules; one bundle a line.')
    .argument('<recording...>', 'files in order, plain, gzip or zstd; - is standard input')
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--at <time>', 'the last decision up to this UTC time; the last of the recording unless given')
    .option('--all', 'every decision')
    .option('--every <span>', 'take a decision this often, from 1s to 1h; a minute unless given')
    .option('--preset <name>', 'rules of the signal: default or brief', 'default')
    .addHelpText(
      'after',
      examples(
        'of evidence monday --product BTC-USD --at 2026-08-09T14:32 > signal.json',
        'of evidence monday --product BTC-USD | of explain -',
        'of evidence monday --all > monday.bundles',
      ),
    )
    .action(async (paths, options) => {
      const { evidenceCommand } = await import('../commands/evidence.ts')
      await evidenceCommand(paths, options, host())
    })

  program
    .command('explain')
    .description('Say in words what a decision was and why, from its bundle.')
    .argument('<bundle>', 'a file that of evidence wrote; - is standard input')
    .addHelpText('after', examples('of explain signal.json', 'of evidence monday --product BTC-USD | of explain -'))
    .action(async (path) => {
      const { explainCommand } = await import('../commands/explain-bundle.ts')
      await explainCommand(path, host())
    })

  program
    .command('verify')
    .description('Derive bundles again from their recording and compare every byte: exit 0 if all are the same, 1 if not.')
    .argument('<bundle>', 'a file that of evidence wrote; - is standard input')
    .option('--recording <path>', 'the recording they were made of; repeat it for several, in order', collect, [])
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      examples('of verify signal.json --recording monday', 'of verify monday.bundles --recording monday --json | jq .verified'),
    )
    .action(async (path, options) => {
      const { verifyCommand } = await import('../commands/verify.ts')
      await verifyCommand(path, options, host())
    })
}
