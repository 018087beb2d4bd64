import { Command, Option } from '@commander-js/extra-typings'
import { type Breakage, breakages } from './broken.ts'
import { Campaign } from './campaign.ts'
import { fuzzFramesCommand } from './frames/fuzz-frames.ts'
import { positive, whole } from './numbers.ts'
import { powerCommand } from './power/power-command.ts'
import { renderReport } from './report.ts'

const { argv, stderr, stdout } = process

await new Command('campaign')
  .enablePositionalOptions()
  .description('Random faults against the live client in virtual time, judged by the true book of the simulator.')
  .option('--seeds <n>', 'how many seeds', whole, 20)
  .option('--first-seed <n>', 'the first of them', whole, 1)
  .option('--minutes <m>', 'simulated minutes of faults a seed', positive, 2)
  .option('--faults-per-minute <n>', 'faults a simulated minute', positive, 60)
  .addOption(new Option('--break <client>', 'let a client live through it that is broken on purpose').choices(breakages))
  .option('--json', 'print one JSON object on one line')
  .addHelpText(
    'after',
    '\nExit codes: 0 when nothing diverged and everything healed, 1 otherwise.\nA failing seed runs again with --first-seed SEED --seeds 1.',
  )
  .action(runCampaign)
  .addCommand(fuzzFramesCommand())
  .addCommand(powerCommand())
  .parseAsync(argv)

interface Options {
  readonly seeds: number
  readonly firstSeed: number
  readonly minutes: number
  readonly faultsPerMinute: number
  readonly break?: Breakage
  readonly json?: true
}

async function runCampaign(options: Options): Promise<void> {
  const { seeds, firstSeed, minutes, faultsPerMinute, break: breakage, json } = options
  const campaign = new Campaign({ seeds, firstSeed, minutes, faultsPerMinute, ...(breakage === undefined ? {} : { breakage }) })
  const startMs = Date.now()
  let isInterrupted = false
  process.once('SIGINT', () => {
    isInterrupted = true
  })
  for (const { seed } of campaign.run()) {
    const { faultsInjected, silentDivergences } = campaign.result
    if (stderr.isTTY)
      stderr.write(`\rseed ${seed} of ${firstSeed + seeds - 1} · ${faultsInjected} faults · ${silentDivergences} silent divergences `)
    // A signal is only heard between two seeds.
    await new Promise((resolve) => void setImmediate(resolve))
    if (isInterrupted) break
  }
  if (stderr.isTTY) stderr.write('\r\u001B[K')
  const { result } = campaign
  if (json === true) stdout.write(`${JSON.stringify(result)}\n`)
  else stdout.write(renderReport(campaign, { seconds: (Date.now() - startMs) / 1000, minutes }))
  for (const { seed, why } of campaign.failures) stderr.write(`seed ${seed}: ${why.slice(0, 5).join('; ')}\n`)
  process.exitCode = isInterrupted ? 130 : result.failingSeeds.length > 0 ? 1 : 0
}
