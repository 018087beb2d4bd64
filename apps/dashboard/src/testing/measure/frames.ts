/** What is read of an event of Chromium's trace. Times are µs. */
export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Time that the thread itself worked, which others on the machine do not lengthen. */
  readonly tdur?: number
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string } }
}

/** What the main thread of a page had to do for what was drawn. */
export interface FrameWork {
  /** Work from one drawn frame to the next, ms, least first. */
  readonly perFrameMs: readonly number[]
  readonly seconds: number
}

/** Sums the tasks of the busiest main thread of a trace between its frames: all work counts, whatever it was for. */
export function frameWork(events: readonly TraceEvent[]): FrameWork {
  const mains = events.filter(({ args, name }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const works = mains.map(({ pid, tid }) => workOf(events.filter((event) => event.pid === pid && event.tid === tid)))
  const busiest = works.sort((a, b) => b.perFrameMs.length - a.perFrameMs.length)[0]
  if (busiest === undefined || busiest.perFrameMs.length === 0) throw new Error('trace: expected a page that draws, found none')
  return busiest
}

function workOf(events: readonly TraceEvent[]): FrameWork {
  const tasks = events.filter(({ dur, name }) => name === 'RunTask' && dur !== undefined).sort((a, b) => a.ts - b.ts)
  // A frame of the main thread that comes to be drawn ends with what it commits.
  const drawn = events
    .filter(({ name }) => name === 'Commit')
    .map(({ ts }) => ts)
    .sort((a, b) => a - b)
  const perFrame: number[] = []
  let next = 0
  let sum = 0
  for (const task of tasks) {
    const endUs = task.ts + (task.dur ?? 0)
    sum += task.tdur ?? task.dur ?? 0
    let frames = 0
    while (next < drawn.length && drawn[next]! <= endUs) {
      next += 1
      frames += 1
    }
    if (frames === 0) continue
    perFrame.push(sum / 1_000)
    sum = 0
  }
  const [first, last] = [drawn[0] ?? 0, drawn.at(-1) ?? 0]
  return { perFrameMs: perFrame.slice(1).sort((a, b) => a - b), seconds: (last - first) / 1e6 }
}

/** The value that a share of sorted values is below. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
