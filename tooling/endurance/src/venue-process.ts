import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { madeUpProducts } from '@of/sim'

/** What a served venue of a process of its own is like. */
export interface VenueProcessOptions {
  readonly seed: number
  readonly products: number
  readonly speed: number
  /** Levels a side, and changes of makers a second, of every product. */
  readonly levels: number
  readonly makerUpdatesPerSecond: number
  readonly faultsPerMinute: number
}

/** A venue that another process serves, so that its work is not counted as the client's. */
export interface VenueProcess {
  readonly url: string
  readonly restUrl: string
  readonly process: ChildProcess
  stop(): Promise<void>
}

/** Starts this program again as the venue. Throws when it ends before it serves. */
export async function startVenueProcess(options: VenueProcessOptions): Promise<VenueProcess> {
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', 'serve', JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return
    child.kill()
    await once(child, 'exit')
  }
  for await (const line of child.stdout) {
    const [url, restUrl] = String(line).trim().split(' ')
    if (url !== undefined && restUrl !== undefined) return { url, restUrl, process: child, stop }
  }
  throw new Error('the venue ended before it served')
}

/** What the first products of a venue that makes them up are called. */
export function madeUpNames(count: number): readonly string[] {
  return madeUpProducts(count).map(({ id }) => id)
}
