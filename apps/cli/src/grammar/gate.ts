import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { examples } from './shared.ts'

/** Adds `of gate`. */
export function defineGate(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('gate')
    .description("Judge closed trades, yours or anyone's: GO, NO-GO or NOT ENOUGH DATA, and how often such a verdict is wrong.")
    .requiredOption('--trades <csv>', 'closed trades: time, or opened and closed; return, netBps, or pnl and notional; - is standard input')
    .option('--baseline <csv>', 'trades of what you would do otherwise, over the same time')
    .option('--trials <count>', 'configurations tried on this data, this one included: the best of many looks good by luck')
    .option(
      '--fees <tier|bps>',
      'what a taker pays a fill, such as taker-60bps or 25, taken off every trade twice; unless given, returns are after costs',
    )
    .option('--break-even <percent>', 'the win rate that earns nothing after costs, as settled before the trades')
    .option('--max-loss-bps <bps>', 'the loss that no trade can exceed, as settled before the trades: evidence at any time rests on it')
    .option('--exit-code', 'end with 1 unless the verdict is GO')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      examples(
        'of gate --trades trades.csv',
        'of gate --trades flow.csv --baseline candle.csv --trials 40',
        'of gate --trades theirs.csv --fees 25 --max-loss-bps 200',
        'of gate --trades trades.csv --json | jq -r .verdict',
      ),
    )
    .action(async (options) => {
      const { gateCommand } = await import('../commands/gate.ts')
      await gateCommand(options, host())
    })
}
