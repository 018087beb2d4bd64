import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of doctor`. */
export function defineDoctor(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('doctor')
    .description('Connect for a while, and check that every channel, every feature and every check is there and healthy.')
    .option('--product <id>', 'the product to look at, BTC-USD unless given; repeat it, or separate with commas', collect, [])
    .option('--for <span>', 'how long to look: 10s, 30s, 5m', '30s')
    .option('--url <url>', 'WebSocket of the venue instead of Coinbase: ws://127.0.0.1:8787')
    .option('--net', 'check the way there instead, step by step: DNS, proxy, TCP, TLS, upgrade, REST')
    .option('--backfill <span>', 'one-minute candles to begin with: 24h or none', '24h')
    .option('--key-file <file>', 'connect with this key; market data needs none')
    .option('--json', 'print the result as one JSON object')
    .addHelpText(
      'after',
      examples(
        'of doctor',
        'of doctor --product BTC-USD,ETH-USD --for 5m',
        'of doctor --net',
        'of doctor --url ws://127.0.0.1:8787 --for 10s',
        'of doctor --json | jq .checks',
      ),
    )
    .action(async (options) => {
      const { doctorCommand } = await import('../commands/doctor.ts')
      await doctorCommand(options, host())
    })
}
