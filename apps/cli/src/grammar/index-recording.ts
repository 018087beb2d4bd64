import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { examples } from './shared.ts'

/** Adds `of index`. */
export function defineIndex(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('index')
    .description('Keep what is known before each segment of a recording, so that --from begins reading near it.')
    .argument('<recording>', 'a directory of of record')
    .addHelpText('after', examples('of index monday', 'of analyze monday --from 2026-08-09T14:00Z --to 2026-08-09T14:10Z'))
    .action(async (path) => {
      const { indexCommand } = await import('../commands/index-recording.ts')
      await indexCommand(path, host())
    })
}
