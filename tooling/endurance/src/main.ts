import { Command, InvalidArgumentError } from '@commander-js/extra-typings'
import type { ConfigInput } from '@of/service'
import { proveDay } from './day/day.ts'
import { renderDay } from './day/render-day.ts'
import { sameBytes } from './day/same-bytes.ts'
import { load } from './load.ts'
import { serve } from './serve.ts'
import { type CannonOptions, fire } from './service/cannon.ts'
import { simulatedDay } from './service/day.ts'
import { serviceFaults } from './service/faults.ts'
import { killService } from './service/kills.ts'
import { loadService } from './service/load.ts'
import { serveConstant, serveService } from './service/served.ts'
import { soak } from './soak.ts'
import type { VenueProcessOptions } from './venue-process.ts'

const { stderr, stdout } = process
const ending = new AbortController()

/** Half of this, which memory is judged over, is beyond every window but that of the day. */
const LEAST_JUDGED_HOURS = 6

process.once('SIGINT', () => ending.abort())

function positive(text: string): number {
  const value = Number(text)
  if (value > 0 && Number.isFinite(value)) return value
  throw new InvalidArgumentError('expected a number above 0')
}

/** Of what Ctrl-C ended nothing more is said. */
async function untilEnded(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!ending.signal.aborted) throw error
    process.exitCode = 130
  }
}

function tellSample(sample: object): void {
  stderr.write(`${JSON.stringify(sample)}\n`)
}

const program = new Command('endurance').description('The live client and the pipeline under load, and over hours of faults.')

program
  .command('load')
  .description('Many products on few cores: frames a second, processor, memory, and how long a frame takes to be in the features.')
  .option('--products <n>', 'how many products', positive, 200)
  .option('--levels <n>', 'levels a side of every book', positive, 1000)
  .option('--seconds <n>', 'how long to measure, after a warm-up of 20 s', positive, 30)
  .action(async (options) => {
    stdout.write(`${JSON.stringify(await load({ ...options, signal: ending.signal }))}\n`)
  })

program
  .command('soak')
  .description('Hours of simulated time with faults: memory, files, sockets and timers must not grow. Exits 1 if they do.')
  .option('--hours <n>', 'simulated hours', positive, 0.5)
  .option('--speed <n>', 'simulated seconds a second', positive, 10)
  .option(
    '--faults-per-minute <n>',
    'faults a simulated minute; a client waits by the clock on the wall, so that ten times the speed is ten times the faults',
    positive,
    0.6,
  )
  .option('--most-growth <mb>', 'MB of heap an hour of simulated time that are taken for growth', positive, 4)
  .action(async ({ hours, mostGrowth, ...options }) => {
    const result = await soak({
      ...options,
      simulatedHours: hours,
      signal: ending.signal,
      onSample: ({ simulatedMinutes, heapMb, files, reconnects }) =>
        void stderr.write(
          `${simulatedMinutes.toFixed(0)} min · heap ${heapMb.toFixed(1)} MB · ${files ?? '?'} files · ${reconnects} reconnects\n`,
        ),
    })
    stdout.write(`${JSON.stringify(result)}\n`)
    const kept = (result.filesAfter ?? 0) - (result.filesBefore ?? 0)
    if (result.heapGrowthMbPerHour > mostGrowth || kept > 0 || result.activeAfter > result.activeBefore) process.exitCode = 1
  })

program
  .command('service')
  .description('Readers of the stream and requests a second on the service: processor, memory, latency, beside the bare framework.')
  .option('--subscribers <n>', 'readers of the stream', positive, 1_000)
  .option('--requests <n>', 'requests a second', positive, 2_000)
  .option('--products <n>', 'how many products', positive, 5)
  .option('--seconds <n>', 'how long to measure each', positive, 10)
  .action(async (options) => {
    stdout.write(`${JSON.stringify(await loadService(options))}\n`)
  })

program
  .command('service-kills')
  .description('Kills the service at random moments: nothing that it had answered from its store may be gone. Exits 1 if anything is.')
  .option('--times <n>', 'how often', positive, 5)
  .option('--products <n>', 'how many products', positive, 3)
  .action(async (options) => {
    const samples = await killService({ ...options, onKill: tellSample })
    const sum = (of: 'acknowledged' | 'gone' | 'holes' | 'twice'): number => samples.reduce((total, sample) => total + sample[of], 0)
    const result = { kills: samples.length, gone: sum('gone'), holes: sum('holes'), twice: sum('twice') }
    stdout.write(`${JSON.stringify(result)}\n`)
    if (result.gone + result.holes + result.twice > 0) process.exitCode = 1
  })

program
  .command('service-faults')
  .description(
    'A service meets a feed that drops, a clock that jumps, a store that is locked and a disk that is full. Exits 1 if one is not taken as it should be.',
  )
  .action(async () => {
    const results = await serviceFaults(tellSample)
    stdout.write(`${JSON.stringify(results)}\n`)
    if (results.some(({ verdict }) => verdict === 'fails')) process.exitCode = 1
  })

program
  .command('service-day')
  .description(
    'A simulated market through the service with a store, as fast as it goes: beyond what a day is remembered by, memory must not grow. Exits 1 if it does.',
  )
  .option('--hours <n>', 'simulated hours', positive, 0.5)
  .option(
    '--most-growth <mb>',
    'MB an hour of simulated time, besides what a day is remembered by, that are taken for growth',
    positive,
    0.5,
  )
  .action(async ({ hours, mostGrowth }) => {
    const result = await simulatedDay({ hours, signal: ending.signal, onSample: tellSample })
    // The longest window but that of the day is two hours: before it is full, and before all code is warm, nothing can be told.
    const verdict = hours < LEAST_JUDGED_HOURS ? 'too short to tell' : result.growthMbPerHour > mostGrowth ? 'grows' : 'flat'
    stdout.write(`${JSON.stringify({ ...result, mostGrowthMbPerHour: mostGrowth, verdict })}\n`)
    if (verdict === 'grows') process.exitCode = 1
  })

program
  .command('day')
  .description(
    'A recording of a simulated market through study, backtest, tuning, comparison and gate: rate and memory of each. Fails if memory grows.',
  )
  .option('--hours <n>', 'simulated hours', positive, 1)
  .option('--folder <path>', 'where the recording and all results are kept; a recording that is there is used again')
  .option(
    '--heap <mb>',
    'the most that a process may hold in its old space, which arrays count against: what grows with the recording does not get through',
    positive,
    256,
  )
  .option('--json', 'print one JSON object on one line')
  .action(async (options) => {
    await untilEnded(async () => await day(options))
  })

program
  .command('same-bytes')
  .description(
    'The same recording, the same configuration: the same bytes, on every Node.js and number of threads. Exits 1 if they are not.',
  )
  .option('--minutes <n>', 'simulated minutes', positive, 30)
  .option('--node <program>', 'another Node.js; repeat it', (path: string, before: readonly string[]) => [...before, path], [])
  .option('--threads <n>', 'besides one', positive, 2)
  .action(async (options) => {
    await untilEnded(async () => await same(options))
  })

program
  .command('serve-service', { hidden: true })
  .argument('<config>')
  .action(async (text) => {
    // Written by the process that started this one.
    const config: ConfigInput = JSON.parse(text)
    try {
      await serveService(config)
    } catch (error) {
      stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      process.exitCode = 1
    }
  })

program
  .command('serve-constant', { hidden: true })
  .argument('<bytes>')
  .action(async (bytes) => {
    await serveConstant(Number(bytes))
  })

program
  .command('cannon', { hidden: true })
  .argument('<options>')
  .action(async (text) => {
    // Written by the process that started this one.
    const options: CannonOptions = JSON.parse(text)
    await fire(options)
  })

program
  .command('serve', { hidden: true })
  .argument('<options>')
  .action(async (text) => {
    // Written by the process that started this one.
    const options: VenueProcessOptions = JSON.parse(text)
    await serve(options)
  })

await program.parseAsync()

interface DayCommandOptions {
  readonly hours: number
  readonly folder?: string | undefined
  readonly heap: number
  readonly json?: true | undefined
}

async function day({ folder, heap, hours, json }: DayCommandOptions): Promise<void> {
  const result = await proveDay({ hours, folder, heapMb: Math.ceil(heap), signal: ending.signal, onStep: tellSample })
  stdout.write(json === true ? `${JSON.stringify(result)}\n` : renderDay(result))
}

async function same({ minutes, node, threads }: { minutes: number; node: readonly string[]; threads: number }): Promise<void> {
  const nodes = [process.execPath, ...node]
  const results = await sameBytes({ minutes: Math.ceil(minutes), nodes, threads: [1, threads], signal: ending.signal })
  stdout.write(`${JSON.stringify(results)}\n`)
  if (results.some(({ digests }) => digests.length !== 1)) process.exitCode = 1
}
