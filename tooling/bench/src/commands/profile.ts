import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { MadeUpFeed } from '../input/made-up-feed.ts'
import { selfTimes } from '../profile/self-times.ts'
import { markdown } from '../race/table.ts'
import { root } from '../root.ts'
import { openedPipeline, pushAllMs } from '../scale/costs.ts'
import { note, progress } from '../terminal.ts'
import { count, options } from '../usage.ts'

/** What `profile` says of itself. */
export const profileUsage = `profile [--seconds N] [--out FILE.cpuprofile]

  Watches the whole pipeline take in made-up update frames and trades for N seconds (5 unless given) and lists where the time goes.
  The profile that is written, to dist/bench.cpuprofile of this package unless given, opens as a flame graph in Chrome's developer tools, in VS Code and in
  https://speedscope.app.
`

const known = { seconds: { type: 'string' }, out: { type: 'string' } } as const

const ROWS = 30
const SAMPLE_EVERY_US = 100

/** Profiles, prints the list, and returns the exit code. */
export async function profileCommand(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { seconds, out = fileURLToPath(new URL('dist/bench.cpuprofile', root)) } = options(args, known)
  const leastMs = 1000 * count('seconds', seconds, 5)
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US })
  // From the beginning: code that was compiled before it began is not told apart.
  await session.post('Profiler.start')
  const feed = new MadeUpFeed({ products: 2, levels: 17_000, rows: 6, frames: 10_000, tradeEvery: 14 })
  const pipeline = openedPipeline(feed)
  for (let spentMs = 0; spentMs < leastMs && !signal.aborted;) {
    progress(`watching: ${(spentMs / 1000).toFixed(1)} s`)
    spentMs += pushAllMs(pipeline, feed.next())
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
  return 0
}
