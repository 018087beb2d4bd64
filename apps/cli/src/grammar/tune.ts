import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { collect, examples } from './shared.ts'

/** Adds `of tune`. */
export function defineTune(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('tune')
    .description(
      'Try thresholds, weights and holding times of a rule set on recordings, choosing on the past alone, and say how much of the best is luck. A month of a product takes some 20 MB of memory.',
    )
    .argument('<recording...>', 'files in order, of any format that can be read; - is standard input')
    .requiredOption('--fees <tier|bps>', 'what a taker pays a fill, such as taker-60bps or 25; nothing only if you say 0')
    .option('--product <id>', 'only this product; repeat it, or separate with commas', collect, [])
    .option('--preset <name>', 'rules to start from: default or brief; default unless given')
    .option('--rules <file>', 'or rules of your own, as JSON')
    .option(
      '--factors <file>',
      'factors of your own that score with them, tuned as rules are, once they have passed; repeat it',
      collect,
      [],
    )
    .option('--space <file>', 'what is tried, as JSON: decisionThresholds, weightScales, boundScales, holdMinutes')
    .option('--trials <count>', 'how many configurations are tried, the rules themselves among them', '200')
    .option('--steps <count>', 'how often rules are chosen on the past and traded on what comes next', '4')
    .option('--hold-out <share>', 'share of the time, at its end, that stays locked', '0.25')
    .option('--look', 'look at the hold-out: it is written down, and only the first look is honest')
    .option('--min-trades <count>', 'fewer trades than this say nothing of a configuration', '30')
    .option('--null-runs <count>', 'how often the search is repeated on data without an edge', '19')
    .option('--size <quote>', 'what is bought or sold, in quote currency; the book is walked for it', '1000')
    .option('--latency <span>', 'how long after its receipt a decision reaches the book', '100ms')
    .option('--seed <number>', 'what configurations and null data are drawn by', '1')
    .option('--threads <count>', 'try so many configurations at once; chosen by cores and work unless given, 1 for one')
    .option('--registry <file>', 'where everything ever tried is kept; a search that was interrupted goes on from it', 'of-trials.ndjson')
    .option('--out <file>', 'write the rules that did best')
    .option('--json', 'print one JSON object')
    .option('--from <time>', 'count from this UTC time of receipt on; what comes before warms up')
    .option('--to <time>', 'stop before this UTC time of receipt')
    .addHelpText(
      'after',
      examples(
        'of tune monday --fees 25',
        'of tune june --fees 25 --product BTC-USD --trials 1000 --out rules.json',
        'of tune june --fees 25 --rules rules.json --look',
        'of tune june --fees 25 --factors mine.mjs --out rules.json',
        'of tune june --fees 25 --json | jq .walkForward',
      ),
    )
    .action(async (paths, options) => {
      const { tuneCommand } = await import('../commands/tune.ts')
      await tuneCommand(paths, options, host())
    })
}
