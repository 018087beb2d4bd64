import autocannon from 'autocannon'
import * as z from 'zod'
import { resultOf } from './child.ts'

/** How hard an address is asked. */
export interface CannonOptions {
  readonly url: string
  readonly perSecond: number
  readonly seconds: number
}

/** How it answered. */
export interface CannonResult {
  readonly perSecond: number
  readonly ms: { readonly p50: number; readonly p99: number; readonly max: number }
  /** Requests that were not answered, or not with success. */
  readonly failed: number
}

const cannonResult: z.ZodType<CannonResult> = z.object({
  perSecond: z.number(),
  ms: z.object({ p50: z.number(), p99: z.number(), max: z.number() }),
  failed: z.number(),
})

const CONNECTIONS = 40

/** Asks an address at a rate, from this process. Prints how it answered. */
export async function fire({ perSecond, seconds, url }: CannonOptions): Promise<void> {
  const { errors, latency, non2xx, requests, timeouts } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    overallRate: perSecond,
  })
  const result: CannonResult = {
    perSecond: requests.average,
    ms: { p50: latency.p50, p99: latency.p99, max: latency.max },
    failed: errors + timeouts + non2xx,
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

/** Asks an address at a rate, from a process of its own. */
export async function cannon(options: CannonOptions): Promise<CannonResult> {
  return cannonResult.parse(await resultOf(['cannon', JSON.stringify(options)]))
}
