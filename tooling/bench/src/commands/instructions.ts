import process, { version } from 'node:process'
import { type Counts, majorOf, readBaseline, regressions, writeBaseline } from '../instructions/baseline.ts'
import { instructionsOf } from '../instructions/callgrind.ts'
import { markdown } from '../race/table.ts'
import { YARDSTICK } from '../race/standings.ts'
import { note, progress } from '../terminal.ts'
import { options } from '../usage.ts'
import { LAP_FRAMES, NOBODY } from './work.ts'

/** What `instructions` says of itself. */
export const instructionsUsage = `instructions [--check | --write] [--json]

  Counts the instructions a frame costs with callgrind, on made-up update frames and trades, all that is hot
  compiled beforehand. No clock is read, so a busy machine changes little. Takes a minute or two, and valgrind.

  --check   exit 1 if a count is more than 5 % above baseline/instructions.json of this major version of Node
  --write   write the counts into that file
  --json    one object on one line: {node, instructionsPerFrame: {name: count}}
`

/** Laps that do not count, in which all that is hot is compiled, and laps that do. What JSON.parse does was compiled long ago. */
const LAPS: Readonly<Record<string, readonly [warm: number, counted: number]>> = {
  [NOBODY]: [40, 20],
  [YARDSTICK]: [2, 4],
  decode: [40, 20],
  'decode+book': [40, 20],
  'decode+book+metrics': [40, 20],
}

/** The same program counted twice agrees to 0.02 %; small changes elsewhere move what the compiler inlines. */
const TOLERANCE = 0.05

const known = { check: { type: 'boolean' }, write: { type: 'boolean' }, json: { type: 'boolean' } } as const

/** Counts, prints, and returns the exit code. */
export async function instructionsCommand(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { check = false, write = false, json = false } = options(args, known)
  const counts = await countAll(signal)
  const before = readBaseline()[majorOf(version)]?.instructionsPerFrame
  if (write) writeBaseline(version, counts)
  process.stdout.write(json ? `${JSON.stringify({ node: version, instructionsPerFrame: counts })}\n` : table(counts, before))
  if (!check) return 0
  const worse =
    before === undefined ? [`expected a baseline of Node ${majorOf(version)}, received none`] : regressions(before, counts, TOLERANCE)
  for (const line of worse) note(`error: ${line}`)
  return worse.length === 0 ? 0 : 1
}

function table(counts: Counts, before: Counts = {}): string {
  const rows = Object.entries(counts).map(([name, value]) => [
    name,
    value.toFixed(0),
    `${(counts[YARDSTICK]! / value).toFixed(2)} ×`,
    before[name]?.toFixed(0) ?? '',
  ])
  return markdown([`Node ${version}`, 'instructions a frame', 'fewer than JSON.parse', 'baseline'], rows)
}

async function countAll(signal: AbortSignal): Promise<Counts> {
  const counts: Record<string, number> = {}
  let nobody = 0
  for (const [name, [warm, counted]] of Object.entries(LAPS)) {
    progress(`counting ${name}`)
    const instructions = await instructionsOf([process.argv[1]!, 'work', name, String(warm), String(counted)], signal)
    const perFrame = instructions / counted / LAP_FRAMES
    if (name === NOBODY) nobody = perFrame
    else counts[name] = perFrame - nobody
  }
  progress('')
  return counts
}
