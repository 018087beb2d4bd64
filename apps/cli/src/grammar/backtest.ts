import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { withPaperOptions } from './paper-options.ts'
import { collect, examples } from './shared.ts'

/** Adds `of backtest`. */
export function defineBacktest(program: CommandUnknownOpts, host: () => Host): void {
  const command = program
    .command('backtest')
    .description('Trade recordings on paper: every arm on its own account, filled from the recorded book, with fees and latency.')
    .argument('<recording...>', 'files in order, of any format that can be read; - is standard input')
  withPaperOptions(command)
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--from <time>', 'count from this UTC time of receipt on; what comes before warms up')
    .option('--to <time>', 'stop before this UTC time of receipt')
    .addHelpText(
      'after',
      examples(
        'of backtest monday --fees taker-60bps',
        'of backtest monday tuesday --fees taker-25bps --arm flow --arm candle --arm both --trades-out trades.csv',
        'of backtest monday --fees taker-60bps --arm mine.json --stop-bps 20 --target-bps 40 --max-minutes 5',
        'of backtest monday --fees 5/0 --maker --json | jq .arms[].costs.breakEvenBps',
      ),
    )
    .action(async (paths, options) => {
      const { backtestCommand } = await import('../commands/backtest.ts')
      await backtestCommand(paths, options, host())
    })
}
