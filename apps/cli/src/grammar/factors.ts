import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of factors`. */
export function defineFactors(program: CommandUnknownOpts, host: () => Host): void {
  const factors = program.command('factors').description('Work with factors of your own.').helpCommand(false)
  factors
    .command('check')
    .description('Run the factors of a file on a recording, and refuse those that look ahead, further back than they say, or at a clock.')
    .argument('<file>', 'a module that exports factors: .mjs, or .ts where Node runs it')
    .option('--recording <path>', 'a recording of any format; repeat it for several, in order', collect, [])
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--every <span>', 'look this often, from 1s to 1h; a minute unless given')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      examples(
        'of factors check mine.mjs --recording monday',
        'of factors check mine.mjs --recording monday --product BTC-USD --every 10s',
      ),
    )
    .action(async (file, options) => {
      const { checkFactorsCommand } = await import('../commands/check-factors.ts')
      await checkFactorsCommand(file, options, host())
    })
}
