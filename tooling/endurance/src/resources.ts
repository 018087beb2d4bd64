import { readdirSync, readFileSync } from 'node:fs'

/** What a process holds at a moment. */
export interface Resources {
  readonly heapMb: number
  readonly rssMb: number
  /** Open files and sockets; `null` where the system does not tell. */
  readonly files: number | null
  /** What keeps the process alive: sockets, timers, requests. */
  readonly active: number
}

/** Looks at this process. Collects garbage first where it was started with `--expose-gc`. */
export function ownResources(): Resources {
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  return { heapMb: heapUsed / 1e6, rssMb: rss / 1e6, files: openFiles(), active: process.getActiveResourcesInfo().length }
}

/** Processor seconds another process has used; `null` where the system does not tell. */
export function cpuSecondsOf(pid: number | undefined): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    // Clock ticks of user and system time; Linux counts a hundred a second.
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return null
  }
}

/** What another process holds in memory, MB; `null` where the system does not tell. */
export function rssMbOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : (Number(kilobytes) * 1_024) / 1e6
  } catch {
    return null
  }
}

function openFiles(): number | null {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return null
  }
}
