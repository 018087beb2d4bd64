import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { examples } from './shared.ts'

/** Adds `of export`. */
export function defineExport(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('export')
    .description(
      'Write a store, or that of a running service, as Parquet that any engine reads: a directory for each table, product and date.',
    )
    .option('--store <path>', 'a store, or the directory of one')
    .option('--url <address>', 'let the service at this address write its store')
    .option(
      '--out <directory>',
      'where to, needed with --store; tables that are there are replaced. A service writes to a folder of its own',
    )
    .option('--origin <name>', 'which store of the directory: live, sim-42')
    .option('--json', 'print what was written as one JSON object')
    .addHelpText(
      'after',
      examples(
        'of export --store data --out parquet',
        'of export --store data --origin sim-42 --out simulated --json',
        'of export --url http://127.0.0.1:8787',
      ),
    )
    .action(async (options) => {
      const { exportCommand } = await import('../commands/export.ts')
      await exportCommand(options, host())
    })
}
