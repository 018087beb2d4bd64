import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { examples } from './shared.ts'

/** Adds `of record`. */
export function defineRecord(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('record')
    .description('Record what arrives from the venue, as it came, until Ctrl-C, for a time or up to a size.')
    .argument('<product...>', 'products such as BTC-USD')
    .requiredOption('--out <directory>', 'where to; one that holds a recording is refused')
    .option('--duration <span>', 'end after this time: 30s, 5m, 1h')
    .option('--size <size>', 'end at this compressed size: 500MB, 2GB')
    .option('--url <url>', 'WebSocket of the venue instead of Coinbase: ws://127.0.0.1:8080')
    .option('--channels <list>', 'some of level2, market_trades, ticker, candles; all unless given')
    .option('--simulated', 'what --url serves is made by a simulator; asked of the server unless given')
    .option('--no-simulated', 'what --url serves is of a market')
    .option('--digest', 'analyse beside, and record what the recording must come to in of replay')
    .option('--preset <name>', 'rules of the digest: default or brief', 'default')
    .option('--key-file <file>', 'connect with this key; market data needs none')
    .option('--json', 'print the summary as one JSON object')
    .addHelpText(
      'after',
      examples(
        'of record BTC-USD ETH-USD --out monday',
        'of record BTC-USD --out hour --duration 1h --digest',
        'of record BTC-USD --out disk --size 2GB --channels level2,market_trades',
        'of record BTC-USD --out made-up --url ws://127.0.0.1:8080 --duration 30s --json',
      ),
    )
    .action(async (products, options) => {
      const { recordCommand } = await import('../commands/record.ts')
      await recordCommand(products, options, host())
    })
}
