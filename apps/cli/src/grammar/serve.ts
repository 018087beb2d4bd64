import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of serve`. */
export function defineServe(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('serve')
    .description('Serve products to people and programs until Ctrl-C: a page, HTTP, a stream, metrics, alerts, history.')
    .option('--source <source>', 'coinbase, sim, or the path of a recording')
    .option('--product <id>', 'this product instead of BTC-USD and ETH-USD; repeat it, or separate with commas', collect, [])
    .addOption(new Option('--products <list>', 'the same').argParser((value: string) => [value]).hideHelp())
    .option('--port <port>', 'port to listen on, 8787 unless given; 0 is any free one')
    .option('--host <address>', 'address to listen on; this machine alone unless given')
    .option('--config <file>', 'YAML or JSON file of settings')
    .option('--store <directory>', 'keep history there, in one store for each origin of data')
    .option('--record <directory>', 'record raw frames there')
    .option('--speed <factor>', 'how many times faster a recording or the simulator goes')
    .option('--preset <name>', 'rules of the signal: default or brief')
    .option('--factors <file>', 'factors of your own that add to it, once they have passed; repeat it', collect, [])
    .option('--insecure', 'serve others than this machine without a token')
    .option('--json', 'print where it listens as one JSON object')
    .addHelpText(
      'after',
      examples(
        'of serve',
        'of serve --product BTC-USD,SOL-USD --store data --record tapes',
        'of serve --source sim --port 0',
        'of serve --source monday --speed 10',
        'of serve --product BTC-USD --factors mine.mjs',
        'of serve --config service.yaml',
      ),
    )
    .action(async (options) => {
      const { serveCommand } = await import('../commands/serve.ts')
      await serveCommand(options, host())
    })
}
