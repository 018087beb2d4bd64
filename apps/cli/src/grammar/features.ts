import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of features`. */
export function defineFeatures(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('features')
    .description('Write every feature as a time series, on a grid of exchange time.')
    .argument('<recording...>', 'files, plain, gzip or zstd, of Coinbase or another venue; - is standard input')
    .option('--every <span>', 'step of the series: 100ms, 1s, 5m, 1h', '1s')
    .addOption(new Option('--format <format>', 'form of the rows').choices(['csv', 'ndjson'] as const).default('csv' as const))
    .option('--factors <file>', 'factors of your own as further columns; repeat it', collect, [])
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--from <time>', 'begin at this UTC time of receipt; what comes before warms up')
    .option('--to <time>', 'stop before this UTC time of receipt')
    .option(
      '--threads <count>',
      'spread products over so many threads; chosen by cores and products unless given, 1 for none; 1 with --factors',
    )
    .addHelpText(
      'after',
      examples(
        'of features recording.of.gz --every 1s > features.csv',
        'of features recording.of.gz --every 100ms --format ndjson --product BTC-USD | gzip > btc.ndjson.gz',
        'of features monday --from 2026-08-09T14:00Z --to 2026-08-09T14:10Z --threads 4',
        'of features monday --every 1m --factors mine.mjs',
        'of list-features',
      ),
    )
    .action(async (paths, options) => {
      const { featuresCommand } = await import('../commands/features.ts')
      await featuresCommand(paths, options, host())
    })
}
