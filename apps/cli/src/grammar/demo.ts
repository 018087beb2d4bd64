import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of demo`. */
export function defineDemo(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('demo')
    .description('Analyse the bundled recording, which a simulator made, with preset brief.')
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--quiet', 'print one line')
    .addHelpText('after', examples('of demo', 'of demo --product BTC-USD', 'of demo --quiet'))
    .action(async ({ product, quiet = false }) => {
      const { demo } = await import('../commands/demo.ts')
      await demo({ product, quiet }, host())
    })
}
