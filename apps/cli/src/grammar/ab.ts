import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { withPaperOptions } from './paper-options.ts'
import { collect, examples } from './shared.ts'

/** Adds `of ab`. */
export function defineAb(program: CommandUnknownOpts, host: () => Host): void {
  const command = program
    .command('ab')
    .description(
      'Compare two arms or more on the hours that all of them share, by one metric that is chosen first: on recordings, or as lists of trades.',
    )
    .argument('[recording...]', 'recordings on which the arms trade on paper, as of backtest does; - is standard input')
  withPaperOptions(command)
    .option('--trades <csv>', 'instead of recordings: closed trades of one arm, named after the file; give it twice or more', collect, [])
    .option('--primary <metric>', 'what decides: sharpe, win-rate or net; the others are told beside it', 'sharpe')
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--from <time>', 'count from this UTC time of receipt on; what comes before warms up')
    .option('--to <time>', 'stop before this UTC time of receipt')
    .addHelpText(
      'after',
      examples(
        'of ab monday tuesday --fees taker-25bps',
        'of ab june --fees taker-25bps --arm candle --arm mine.json --primary net',
        'of ab --trades candle.csv --trades flow.csv',
        'of ab --trades mine.csv --trades theirs.csv --fees 25 --json | jq .pairs',
      ),
    )
    .action(async (paths, options) => {
      const { abCommand } = await import('../commands/ab.ts')
      await abCommand(paths, options, host())
    })
}
