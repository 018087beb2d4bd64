import { type Command, Option, type OptionValues } from '@commander-js/extra-typings'
import { collect } from './shared.ts'

/** What the options of trading on paper are, as they are typed. */
export type PaperGrammar = {
  fees?: string | undefined
  arm: string[]
  size: string
  maxPosition?: string | undefined
  maxTotal?: string | undefined
  latencyMs: string
  maker?: true | undefined
  stopBps?: string | undefined
  targetBps?: string | undefined
  maxMinutes: string
  onHold: 'keep' | 'flatten'
  onAbstention: 'keep' | 'flatten'
  every: string
  tradesOut?: string | undefined
  json?: true | undefined
}

/** Adds the options that trading on paper has, live and on recordings. */
export function withPaperOptions<Args extends unknown[], Global extends OptionValues>(
  // oxlint-disable-next-line typescript/no-generated-empty-object-type -- what commander calls a command without options
  command: Command<Args, Record<never, never>, Global>,
): Command<Args, PaperGrammar, Global> {
  return command
    .option(
      '--fees <tier|bps>',
      'what the venue takes of a fill: a tier of Coinbase such as taker-60bps, or basis points: 25, or 25/15 for taker and maker',
    )
    .option(
      '--arm <name>',
      'who trades: flow, brief, candle, both, long, short, dice; a file of rules or of a synthesis (.json), of factors of your own (.mjs), or both as one score, flow+mine.mjs; repeat it; flow unless given',
      collect,
      [],
    )
    .option('--size <amount>', 'what one entry is for, in quote currency', '1000')
    .option('--max-position <amount>', 'the most held of a product, at cost; one entry unless given')
    .option('--max-total <amount>', 'the most held of all products, at cost; no limit unless given')
    .option('--latency-ms <ms>', 'from receipt of a message until an order about it reaches the book', '100')
    .option('--maker', 'entries rest at the touch until the next decision, and are filled only when traded through')
    .option('--stop-bps <bps>', 'leave when the price at which one can is so much worse than the entry')
    .option('--target-bps <bps>', 'leave when it is so much better')
    .option('--max-minutes <minutes>', 'leave after so long', '15')
    .addOption(
      new Option('--on-hold <policy>', 'what a HOLD does to a position').choices(['keep', 'flatten'] as const).default('keep' as const),
    )
    .addOption(
      new Option('--on-abstention <policy>', 'what an abstention does to a position')
        .choices(['keep', 'flatten'] as const)
        .default('keep' as const),
    )
    .option('--every <span>', 'how often arms decide, on a grid of exchange time', '1m')
    .option('--trades-out <file>', 'write trades as CSV; of several arms, a file each with its name in it')
    .option('--json', 'print one JSON object')
}
