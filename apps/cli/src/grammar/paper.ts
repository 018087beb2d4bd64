import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { withPaperOptions } from './paper-options.ts'
import { examples } from './shared.ts'

/** Adds `of paper`. */
export function definePaper(program: CommandUnknownOpts, host: () => Host): void {
  const command = program
    .command('paper')
    .description('Trade live on paper, as of backtest does on recordings, until Ctrl-C. No order ever leaves this machine.')
    .argument('<product...>', 'products such as BTC-USD')
  withPaperOptions(command)
    .option('--journal <file>', 'keep everything in this file; what is there is gone on with, even after a kill')
    .option('--record <directory>', 'also record what arrives, so that of backtest can do it again')
    .option('--duration <span>', 'end after this time: 30s, 5m, 1h')
    .option('--url <url>', 'WebSocket of the venue instead of Coinbase: ws://127.0.0.1:8080')
    .option('--simulated', 'what --url serves is made by a simulator; asked of the server unless given')
    .option('--no-simulated', 'what --url serves is of a market')
    .option('--key-file <file>', 'connect with this key; market data needs none')
    .addHelpText(
      'after',
      examples(
        'of paper BTC-USD ETH-USD --fees taker-60bps --journal paper.ndjson',
        'of paper BTC-USD --fees taker-25bps --arm flow --arm candle --record monday',
        'of paper BTC-USD --fees taker-60bps --every 5s --max-minutes 1 --url ws://127.0.0.1:8080',
      ),
    )
    .action(async (products, options) => {
      const { paperCommand } = await import('../commands/paper.ts')
      await paperCommand(products, options, host())
    })
}
