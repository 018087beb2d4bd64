import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { Pipeline } from '@of/pipeline'
import { inputs } from '../input/inputs.ts'
import { MadeUpFeed } from '../input/made-up-feed.ts'
import { flameGraph } from '../profile/flame-graph.ts'
import { selfTimes } from '../profile/self-times.ts'
import { markdown } from '../race/table.ts'
import { root } from '../root.ts'
import { openedPipeline, pushAllMs } from '../scale/costs.ts'
import { note, progress } from '../terminal.ts'
import { count, options, UsageError } from '../usage.ts'

/** What `profile` says of itself. */
export const profileUsage = `profile [--input NAME] [--seconds N] [--out FILE.cpuprofile] [--svg FILE]

  Watches the whole pipeline take in made-up update frames and trades for N seconds (5 unless given) and lists where the time goes.
  --input takes one of the race's inputs instead, the books opened again and again outside of what is watched; --svg draws the flame graph.
  The profile that is written, to dist/bench.cpuprofile of this package unless given, opens as a flame graph in Chrome's developer tools, in VS Code and in
  https://speedscope.app.
`

const known = { seconds: { type: 'string' }, out: { type: 'string' }, input: { type: 'string' }, svg: { type: 'string' } } as const

const ROWS = 30
const SAMPLE_EVERY_US = 100

/** Profiles, prints the list, and returns the exit code. */
export async function profileCommand(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { seconds, out = fileURLToPath(new URL('dist/bench.cpuprofile', root)), input, svg } = options(args, known)
  const leastMs = 1000 * count('seconds', seconds, 5)
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US })
  // From the beginning: code that was compiled before it began is not told apart.
  await session.post('Profiler.start')
  const lap = input === undefined ? madeUpLap() : await raceLap(input)
  for (let spentMs = 0; spentMs < leastMs && !signal.aborted;) {
    progress(`watching: ${(spentMs / 1000).toFixed(1)} s`)
    spentMs += lap()
    await new Promise((done) => void setImmediate(done))
  }
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  progress('')
  signal.throwIfAborted()
  writeFileSync(out, JSON.stringify(profile))
  const rows = selfTimes(profile, pushAllMs.name).slice(0, ROWS)
  process.stdout.write(
    markdown(
      ['where', 'ms', 'share'],
      rows.map(({ where, ms, share }) => [where, ms.toFixed(1), `${(100 * share).toFixed(1)} %`]),
    ),
  )
  note(`flame graph: ${resolve(out)}`)
  if (svg !== undefined) {
    const title = `${input ?? 'made-up frames'}, decode + book + every metric, Node ${process.version}`
    writeFileSync(svg, flameGraph(profile, pushAllMs.name, title))
    note(`drawn: ${resolve(svg)}`)
  }
  return 0
}

/** Lets one pipeline take in made-up frames without end; a call is a lap and returns how long it took. */
function madeUpLap(): () => number {
  const feed = new MadeUpFeed({ products: 2, levels: 17_000, rows: 6, frames: 10_000, tradeEvery: 14 })
  const pipeline = openedPipeline(feed)
  return () => pushAllMs(pipeline, feed.next())
}

/** Lets a new pipeline take in an input of the race at each call. */
async function raceLap(name: string): Promise<() => number> {
  const all = await inputs()
  const input = all.find((each) => each.name === name)
  if (input === undefined) throw new UsageError(`--input: expected ${all.map((each) => `"${each.name}"`).join(' or ')}, received "${name}"`)
  return () => {
    const pipeline = new Pipeline()
    for (const arrival of input.opening) pipeline.push(arrival)
    return pushAllMs(pipeline, input.arrivals)
  }
}
