import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { breakages } from './broken.ts'
import { Campaign } from './campaign.ts'
import { renderReport } from './report.ts'

const { argv, stderr, stdout } = process

function positive(text: string): number {
  const value = Number(text)
  if (value > 0 && Number.isFinite(value)) return value
  throw new InvalidArgumentError('expected a number above 0')
}

function whole(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new InvalidArgumentError('expected a whole number')
}

const program = new Command('campaign')
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
  .parse(argv)

const { seeds, firstSeed, minutes, faultsPerMinute, break: breakage, json } = program.opts()
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
