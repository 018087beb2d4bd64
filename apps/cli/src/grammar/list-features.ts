import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { examples } from './shared.ts'

/** Adds `of list-features`. */
export function defineListFeatures(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('list-features')
    .description('Print what every feature means: unit, range, source, definition.')
    .option('--json', 'print one JSON object a feature, one a line')
    .addHelpText('after', examples('of list-features', 'of list-features --json | jq -r .name'))
    .action(async ({ json = false }) => {
      const { listFeatures } = await import('../commands/list-features.ts')
      await listFeatures({ json }, host())
    })
}
