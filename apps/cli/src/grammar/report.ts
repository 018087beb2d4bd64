import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import type { Host } from '../host.ts'
import { examples } from './shared.ts'

/** Adds `of report`. */
export function defineReport(program: CommandUnknownOpts, host: () => Host): void {
  program
    .command('report')
    .description('Make one page of results, to read and to print: every figure with its n, its interval and the command that makes it.')
    .argument('<result...>', 'what of study, of backtest, of paper, of ab, of gate and of tune print with --json; - is standard input')
    .option('--out <file>', 'write the page, HTML that needs no other file; unless given it goes where standard output is sent')
    .option('--title <text>', 'what stands at its top')
    .option('--text', 'print a summary for people, as on a terminal without being asked')
    .option('--json', 'print what the page shows as one JSON object; the page itself only with --out')
    .addHelpText(
      'after',
      examples(
        'of study monday --json > study.json',
        'of report study.json --out report.html',
        'of report study.json backtest.json gate.json --out report.html --title "Order flow, week 32"',
        'of backtest monday --fees taker-60bps --json | of report - > backtest.html',
      ),
    )
    .action(async (paths, options) => {
      const { reportCommand } = await import('../commands/report.ts')
      await reportCommand(paths, options, host())
    })
}
