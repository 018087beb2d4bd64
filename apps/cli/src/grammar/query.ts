import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { examples } from './shared.ts'

/** Adds `of query`. */
export function defineQuery(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('query')
    .description('Ask a store, its Parquet or a running service in SQL: one SELECT, which changes nothing.')
    .argument('<sql>', 'the query; tables are trades, features, bars, heat, decisions, bundles, quality_events, alerts')
    .option('--store <path>', 'a store, the directory of one, or a directory that of export wrote')
    .option('--origin <name>', 'which store of the directory: live, sim-42')
    .option('--url <address>', 'ask the service at this address instead')
    .option('--limit <rows>', 'so many rows at most', '1000')
    .option('--json', 'print one JSON object')
    .option('--csv', 'print CSV')
    .addHelpText(
      'after',
      examples(
        'of query "SELECT product, count(*) FROM trades GROUP BY product" --store data',
        `of query "SELECT make_timestamp(start_us), close FROM bars WHERE product = 'BTC-USD'" --store data --origin live --csv`,
        'of query "SELECT max(time_us) FROM trades" --url http://127.0.0.1:8787 --json',
      ),
    )
    .action(async (sql, options) => {
      const { queryCommand } = await import('../commands/query.ts')
      await queryCommand(sql, options, host())
    })
}
