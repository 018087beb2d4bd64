import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of sim`. */
export function defineSim(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('sim')
    .description(
      'Serve a simulated Coinbase on this machine, WebSocket and REST, until Ctrl-C: any client can be pointed at it. Or write a session of it as a recording.',
    )
    .option('--port <port>', 'port to listen on; 0 is any free one', '8787')
    .option('--host <address>', 'address to listen on; this machine alone unless given', '127.0.0.1')
    .option('--product <id>', 'this product instead of BTC-USD and ETH-USD; repeat it, or separate with commas', collect, [])
    .option('--products <count>', 'so many made-up products instead: P001-USD, P002-USD …')
    .option('--seed <number>', 'another seed is another market', '42')
    .option('--speed <factor>', 'seconds of the market in a second', '1')
    .option('--levels <count>', 'levels a side, on average')
    .option('--faults <per-minute>', 'let so many things go wrong a minute, and tell each')
    .option('--quirks <rate>', 'share of frames that are odd but right, from 0 to 1')
    .option('--deflate', 'compress for clients that offer it')
    .option('--out <folder>', 'serve nothing: write what a client would receive into a new folder, as fast as it can be made')
    .option('--for <span>', 'how long that session lasts; 1h unless given')
    .option('--start <time>', 'UTC time at which it begins; 2026-01-05 unless given')
    .option('--json', 'print one JSON object a line: where it listens, how it does, each fault')
    .addHelpText(
      'after',
      examples(
        'of sim',
        'of sim --faults 10 --quirks 0.01',
        'of sim --products 200 --levels 1000 --port 0',
        'of sim --product BTC-USD,SOL-USD --seed 7 --speed 10',
        'of sim --product BTC-USD --out day --for 24h',
      ),
    )
    .action(async (options) => {
      const { simCommand } = await import('../commands/sim.ts')
      await simCommand(options, host())
    })
}
