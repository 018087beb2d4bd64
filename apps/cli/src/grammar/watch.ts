import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of watch`. */
export function defineWatch(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('watch')
    .description('Watch products live: book, tape, flow, profile and the signal with its reasons. Press ? for the keys.')
    .argument('<product...>', 'products such as BTC-USD')
    .option('--url <url>', 'WebSocket of the venue instead of Coinbase: ws://127.0.0.1:8080')
    .option('--simulated', 'what --url serves is made by a simulator; asked of the server unless given')
    .option('--no-simulated', 'what --url serves is of a market')
    .option('--preset <name>', 'rules of the signal: default or brief; default unless given')
    .option('--rules <file>', 'or rules of your own, as JSON')
    .option('--factors <file>', 'factors of your own that add to the signal, once they have passed; repeat it', collect, [])
    .option('--plain', 'print lines instead: one a product a second, and one for each event')
    .option('--json', 'print one JSON object a product a second')
    .option('--key-file <file>', 'connect with this key; market data needs none')
    .option('--record <directory>', 'also record what arrives; a directory that holds a recording is refused')
    .addHelpText(
      'after',
      examples(
        'of watch BTC-USD ETH-USD',
        'of watch BTC-USD --preset brief --record monday',
        'of watch BTC-USD --rules mine.json --factors mine.mjs',
        'of watch BTC-USD --plain | grep whale',
        'of watch BTC-USD --json | jq .features.ofi',
        'of watch BTC-USD --url ws://127.0.0.1:8080',
      ),
    )
    .action(async (products, options) => {
      const { watchCommand } = await import('../commands/watch.ts')
      await watchCommand(products, options, host())
    })
}
