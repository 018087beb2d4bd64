import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of analyze`. */
export function defineAnalyze(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('analyze')
    .description('Analyse recordings: metrics, signal and reasons at their end, per product.')
    .argument('<recording...>', 'files, plain, gzip or zstd, of Coinbase or another venue; - is standard input')
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--json', 'print one JSON object a product, one a line')
    .option('--from <time>', 'count from this UTC time of receipt on; what comes before warms up')
    .option('--to <time>', 'stop before this UTC time of receipt')
    .option('--preset <name>', 'rules of the signal: default or brief; default unless given')
    .option('--rules <file>', 'or rules of your own, as JSON')
    .option('--factors <file>', 'factors of your own that add to the signal, once they have passed; repeat it', collect, [])
    .option(
      '--threads <count>',
      'spread products over so many threads; 1 unless given: what each must read is most of the work; 1 with --factors',
    )
    .addHelpText(
      'after',
      examples(
        'of analyze recording.jsonl.zst',
        'of analyze monday.of.gz tuesday.of.gz --product BTC-USD,ETH-USD',
        'of analyze recording.of.gz --from 2026-08-09T14:00Z --to 2026-08-09T15:00Z --preset brief',
        'of analyze recording.of.gz --rules mine.json --factors mine.mjs',
        'of analyze AAPL_2012-06-21_34200000_57600000_message_10.csv',
        'of analyze binance_incremental_book_L2_2024-05-01_BTCUSDT.csv.gz binance_trades_2024-05-01_BTCUSDT.csv.gz',
        'zstdcat recording.jsonl.zst | of analyze - --json | jq .signal.net',
      ),
    )
    .action(async (paths, options) => {
      const { analyzeCommand } = await import('../commands/analyze.ts')
      await analyzeCommand(paths, options, host())
    })
}
