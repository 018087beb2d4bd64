/**
 * Benchmarks: throughput beside that of JSON.parse on the same bytes in the same run. Options: --json, --rounds N, --help.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { coreContestants } from './core-contestants.ts'
import { frameContestants } from './frame-contestants.ts'
import { type Input, recordedInput, simulatedInput } from './input.ts'
import { race, type Timing } from './race.ts'

/** A timing beside the yardstick; `null` where the work is not the same. */
interface Result extends Timing {
  readonly vsJsonParse: number | null
}

const USAGE = `usage: npm run -s bench -- [--json] [--rounds N]

  Times decoding, book and metrics against JSON.parse on the same bytes in the same run: two rounds to warm up, then N
  (default 9) in turns; prints medians and, after ±, half the distance between the quartiles.
  Input: one simulated minute of a fixed seed; and the real recording, if OF_RECORDINGS names its folder.

  --json   as the last line: {node, input, results: [{name, unit, median, spread, vsJsonParse}], more: [the same for other inputs]}
`

const { values } = parseArgs({ options: { json: { type: 'boolean' }, rounds: { type: 'string' }, help: { type: 'boolean' } } })
const rounds = Number(values.rounds ?? 9)

if (values.help === true) process.stdout.write(USAGE)
else if (!Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`error: --rounds must be a positive integer, was ${values.rounds ?? ''}\n`)
  process.exitCode = 64
} else {
  const recorded = await recordedInput()
  const reports = [simulatedInput(), ...(recorded ? [recorded] : [])].map((input) => ({
    node: process.version,
    input: input.name,
    results: measure(input),
  }))
  if (recorded === undefined) process.stderr.write('note: no real recording: set OF_RECORDINGS to the folder that holds it\n')
  const [first, ...more] = reports
  if (values.json === true) process.stdout.write(`${JSON.stringify({ ...first, more })}\n`)
}

function measure(input: Input): Result[] {
  const watched = process.stderr.isTTY
  const timings = race([...frameContestants(input), ...coreContestants(input)], rounds, (round) => {
    if (watched) process.stderr.write(`\r${input.name}: ${round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`}  `)
  })
  if (watched) process.stderr.write('\r\u001b[2K')
  const yardstick = timings.find(({ name }) => name === 'json-parse')!
  const results = timings.map((timing) => ({
    ...timing,
    vsJsonParse: timing.unit === yardstick.unit ? timing.median / yardstick.median : null,
  }))
  const out = values.json === true ? process.stderr : process.stdout
  out.write(`\n${input.name} · ${(input.bytes / 1e6).toFixed(1)} MB in ${input.frames.length} frames · Node ${process.version}\n`)
  for (const { name, median, unit, spread, vsJsonParse } of results) {
    const ratio = vsJsonParse === null ? '' : `${vsJsonParse.toFixed(2)} × JSON.parse`
    out.write(
      `  ${name.padEnd(30)} ${median.toFixed(1).padStart(8)} ${unit.padEnd(5)} ±${(100 * spread).toFixed(0).padStart(2)} %  ${ratio}\n`,
    )
  }
  return results
}
