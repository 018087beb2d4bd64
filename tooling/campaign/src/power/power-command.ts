import { Command } from '@commander-js/extra-typings'
import { positive, positiveWhole, whole } from '../numbers.ts'
import { PowerCampaign, type PowerResult, type Tally } from './power-campaign.ts'

/** Of 200 markets without an edge at most so many may be told GO: a gate of 5 % stays below it in 99 of 100 campaigns. Of 200 with one, at least so many must. */
const MOST_FALSE = 18 / 200
const LEAST_FOUND = 147 / 200

/** The command that lets the gate judge simulated markets with and without an edge. */
export function powerCommand(): Command<[], { seeds: number; firstSeed: number; edgeBps: number; json?: true }> {
  return new Command('power')
    .description('How often the gate says GO of markets without an edge, and how often it finds a planted one at the planned sample size.')
    .option('--seeds <n>', 'how many markets of each kind', positiveWhole, 20)
    .option('--first-seed <n>', 'the first of them', whole, 1)
    .option('--edge-bps <bps>', 'what the planted edge is worth before costs, over five minutes', positive, 7)
    .option('--json', 'print one JSON object on one line')
    .addHelpText('after', '\nExit codes: 0 when at most 9 % of the one kind and at least 73.5 % of the other were told GO, 1 otherwise.')
    .action(run)
}

async function run(options: { seeds: number; firstSeed: number; edgeBps: number; json?: true }): Promise<void> {
  const { stderr, stdout } = process
  const campaign = new PowerCampaign(options)
  const startMs = Date.now()
  const interruption = new AbortController()
  process.once('SIGINT', () => interruption.abort())
  while (campaign.advance() && !interruption.signal.aborted) {
    const { seeds } = campaign.result
    const leftS = ((Date.now() - startMs) / 1000 / seeds) * (options.seeds - seeds)
    if (stderr.isTTY) stderr.write(`\rmarket ${seeds} of ${options.seeds} · ${leftS.toFixed(0)} s left \u001B[K`)
    // A signal is only heard between two markets.
    await new Promise((resolve) => void setImmediate(resolve))
  }
  if (stderr.isTTY) stderr.write('\r\u001B[K')
  const { result } = campaign
  stdout.write(options.json === true ? `${JSON.stringify(result)}\n` : text(result))
  process.exitCode = interruption.signal.aborted ? 130 : isSound(result) ? 0 : 1
}

function isSound({ seeds, withEdge, withoutEdge }: PowerResult): boolean {
  return withoutEdge.verdicts.GO <= Math.max(1, Math.ceil(MOST_FALSE * seeds)) && withEdge.verdicts.GO >= Math.floor(LEAST_FOUND * seeds)
}

function text({ planted, seeds, withEdge, withoutEdge }: PowerResult): string {
  const line = (what: string, { briefPasses, verdicts }: Tally): string =>
    `${what}  GO ${verdicts.GO}  NO-GO ${verdicts['NO-GO']}  NOT ENOUGH DATA ${verdicts['NOT ENOUGH DATA']}  of ${seeds}; the founding rules pass ${briefPasses}\n`
  return [
    `SIMULATED: ${withEdge.trades} paper trades a market, held five minutes\n`,
    line('no edge, true mean 0 bps          ', withoutEdge),
    line(`planted, true mean ${planted.meanBps.toFixed(2)} bps of ${planted.sdBps.toFixed(1)}`, withEdge),
  ].join('')
}
