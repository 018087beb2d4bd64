import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of demo`. */
export function defineDemo(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('demo')
    .description(
      'Watch Coinbase live if it can be reached within 4 s, else the built-in simulator: it says which. Not on a terminal it prints lines for a while, then the analysis.',
    )
    .addOption(
      new Option('--source <source>', 'where the data come from; auto takes Coinbase, or the simulator in its place')
        .choices(['auto', 'coinbase', 'sim'] as const)
        .default('auto' as const),
    )
    .option('--product <id>', 'this product instead of BTC-USD and ETH-USD; repeat it, or separate with commas', collect, [])
    .option('--for <span>', 'end after this time: 30s, 5m; unless given 15s where nobody sits at a terminal')
    .option('--preset <name>', 'rules of the signal: default or brief', 'brief')
    .option('--recording', 'analyse the bundled recording instead, which a simulator made: nothing is connected to')
    .option('--quiet', 'the same in one line')
    .addHelpText('after', examples('of demo', 'of demo --source sim --for 30s', 'of demo --recording --product BTC-USD', 'of demo --quiet'))
    .action(async (options) => {
      const { demo } = await import('../commands/demo.ts')
      await demo(options, host())
    })
}
