import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of study`. */
export function defineStudy(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('study')
    .description('Measure what features explain of the moves of their own time and, apart from that, what they predict, per product.')
    .argument('<recording...>', 'files in order, of any format that can be read; - is standard input')
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--horizons <spans>', 'lengths of windows and of moves, with commas', '1s,2s,5s,10s,30s,1m,5m,15m')
    .option(
      '--fees <tier|bps>',
      'what a taker pays a side, such as taker-60bps or 25, for the costs beside predictions; without it they are the spread alone',
    )
    .option('--latency <span>', 'how long after its receipt something can be acted on', '100ms')
    .option('--levels', 'put levels of the volume profile to the test: do POC, VAH, VAL and HVN hold, does LVN break')
    .option('--preset <name>', 'rules of the signal whose factors are studied: default or brief; default unless given')
    .option('--rules <file>', 'or rules of your own, as JSON')
    .option(
      '--factors <file>',
      'factors of your own, measured as features are, and with the signal where they have a score; repeat it',
      collect,
      [],
    )
    .option('--every <span>', 'how often they are read, from 1s to 1h; at horizons that are multiples of it they are measured', '1m')
    .option('--seed <number>', 'what random levels and intervals are drawn by', '1')
    .option('--json', 'print one JSON object a product, one a line')
    .option('--from <time>', 'count from this UTC time of receipt on; what comes before warms up')
    .option('--to <time>', 'stop before this UTC time of receipt')
    .addHelpText(
      'after',
      examples(
        'of study monday --fees 25',
        'of study monday.of.gz tuesday.of.gz --product BTC-USD --levels',
        'of study AAPL_2012-06-21_34200000_57600000_message_10.csv --horizons 10s --json',
        'of study monday --factors mine.mjs --every 10s --horizons 10s,1m,5m',
        'of study monday --json | jq .horizons[].predictive.ofi.outOfSampleR2',
      ),
    )
    .action(async (paths, options) => {
      const { studyCommand } = await import('../commands/study.ts')
      await studyCommand(paths, options, host())
    })
}
