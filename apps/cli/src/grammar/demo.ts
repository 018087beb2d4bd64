import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of demo`. */
export function defineDemo(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('demo')
    .description(
      'Serve a page that shows Coinbase live if it can be reached within 4 s, else the built-in simulator: it says which, and where the page is.',
    )
    .addOption(
      new Option('--source <source>', 'where the data come from; auto takes Coinbase, or the simulator in its place')
        .choices(['auto', 'coinbase', 'sim'] as const)
        .default('auto' as const),
    )
    .option('--product <id>', 'this product instead of BTC-USD and ETH-USD; repeat it, or separate with commas', collect, [])
    .option('--port <port>', 'port of the page; 8787, or a free one where that is taken, unless given')
    .option('--terminal', 'show it on the terminal instead; where there is none as lines for 15 s, then the analysis')
    .option('--for <span>', 'end after this time: 30s, 5m')
    .option('--preset <name>', 'rules of the signal: default or brief', 'brief')
    .option('--recording', 'analyse the bundled recording instead, which a simulator made: nothing is connected to')
    .option('--quiet', 'the same in one line')
    .addHelpText(
      'after',
      examples('of demo', 'of demo --terminal --source sim --for 30s', 'of demo --recording --product BTC-USD', 'of demo --quiet'),
    )
    .action(async (options) => {
      const { demo } = await import('../commands/demo.ts')
      await demo(options, host())
    })
}
