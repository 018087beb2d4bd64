import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of replay`. */
export function defineReplay(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('replay')
    .description('Replay recordings through the analysis of live data, at their pace or faster, or serve one as a venue.')
    .argument('<recording...>', 'directories of of record, or files, in order; - is standard input')
    .option('--speed <factor>', '1 as received, 10 ten times as fast, max at once; 1 on a terminal, else max')
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--from <time>', 'count from this UTC time of receipt on; what comes before warms up')
    .option('--to <time>', 'stop before this UTC time of receipt')
    .option('--preset <name>', 'rules of the signal: default or brief; those of the recorded digest unless given')
    .option('--rules <file>', 'or rules of your own, as JSON')
    .option('--factors <file>', 'factors of your own that add to the signal, once they have passed; repeat it', collect, [])
    .option('--json', 'print one JSON object a decision, and one for the digest')
    .option(
      '--threads <count>',
      'spread products over so many threads; chosen by cores and products unless given, 1 for none; 1 with --factors',
    )
    .option('--digest [sha256]', 'print only the digest; with a value, compare it with that')
    .option('--serve [port]', 'speak the protocol of the venue on 127.0.0.1 instead, from this one recording')
    .addHelpText(
      'after',
      examples(
        'of replay monday',
        'of replay monday --speed 10 --from 2026-08-09T14:00Z --product BTC-USD',
        'of replay monday --digest',
        'of replay monday --rules mine.json --factors mine.mjs --json',
        'of replay monday --serve 8080 --speed 1',
      ),
    )
    .action(async (paths, options) => {
      const { replayCommand } = await import('../commands/replay.ts')
      await replayCommand(paths, options, host())
    })
}
