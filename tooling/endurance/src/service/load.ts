import { setTimeout as wait } from 'node:timers/promises'
import { type ConfigInput } from '@of/service'
import { createClient } from '@of/api'
import { cpuSecondsOf, rssMbOf } from '../resources.ts'
import { madeUpNames, startVenueProcess } from '../venue-process.ts'
import { cannon, type CannonResult } from './cannon.ts'
import { startChild } from './child.ts'
import { subscribe } from './subscribers.ts'

/** How hard a service is pressed. */
export interface ServiceLoadOptions {
  readonly subscribers: number
  readonly requests: number
  readonly seconds: number
  readonly products: number
}

/** A service at one load. */
interface Reading {
  /** Share of one core. */
  readonly cpu: number | null
  readonly rssMb: number | null
  /** From a frame's sending to its receipt, of the slowest connection. */
  readonly feedMs: { readonly p50: number; readonly p99: number } | null
  readonly overruns: number | null
}

/** What a service does under load, and what the bare framework does under the same requests. */
export interface ServiceLoadResult {
  readonly subscribers: number
  readonly requestsPerSecond: number
  readonly seconds: number
  readonly answerBytes: number
  readonly idle: Reading
  readonly loaded: Reading & {
    readonly http: CannonResult
    readonly stream: {
      readonly messagesPerSecond: number
      readonly bookAgeMs: { readonly p50: number; readonly p99: number }
      readonly lost: number
    }
  }
  readonly yardstick: { readonly cpu: number | null; readonly rssMb: number | null; readonly http: CannonResult }
}

const SETTLE_MS = 6_000
const IDLE_MS = 5_000

/** Presses a service with readers and requests, each from a process of its own, and then the bare framework with the same requests. */
export async function loadService({ products, requests, seconds, subscribers }: ServiceLoadOptions): Promise<ServiceLoadResult> {
  const venue = await startVenueProcess({ seed: 1, products, speed: 1, levels: 500, makerUpdatesPerSecond: 20, faultsPerMinute: 0 })
  const names = madeUpNames(products)
  const config: ConfigInput = {
    source: 'coinbase',
    coinbase: { url: venue.url },
    products: [...names],
    http: { port: 0, requestsPer10s: 1_000_000, maxConnections: 10_000 },
    stream: { maxSubscribers: subscribers + 10, maxSubscribersPerAddress: subscribers + 10 },
  }
  const service = await startChild(['serve-service', JSON.stringify(config)])
  const { line: url } = service
  try {
    await wait(SETTLE_MS)
    const path = `/api/v1/products/${names[0]}/book`
    const answerBytes = (await (await fetch(`${url}${path}`)).arrayBuffer()).byteLength
    const idle = await measured(url, service.process.pid, async () => await wait(IDLE_MS))
    const readers = await subscribe(url, subscribers, names)
    readers.read()
    let http: CannonResult | undefined
    const loaded = await measured(url, service.process.pid, async () => {
      http = await cannon({ url: `${url}${path}`, perSecond: requests, seconds })
    })
    const stream = readers.read()
    readers.close()
    await service.end('SIGTERM')
    const yardstick = await bare(answerBytes, { requests, seconds })
    return { subscribers, requestsPerSecond: requests, seconds, answerBytes, idle, loaded: { ...loaded, http: http!, stream }, yardstick }
  } finally {
    await service.end('SIGKILL')
    await venue.stop()
  }
}

async function measured(url: string, pid: number | undefined, during: () => Promise<void>): Promise<Reading> {
  const before = cpuSecondsOf(pid)
  const startMs = performance.now()
  await during()
  const seconds = (performance.now() - startMs) / 1_000
  const after = cpuSecondsOf(pid)
  const { latency } = await createClient({ url }).health()
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return {
    cpu: before === null || after === null ? null : (after - before) / seconds,
    rssMb: rssMbOf(pid),
    feedMs: latency === null ? null : { p50: latency.p50Us / 1_000, p99: latency.p99Us / 1_000 },
    overruns: Number(/^of_feed_overruns_total (\d+)/m.exec(metrics)?.[1] ?? Number.NaN),
  }
}

async function bare(
  bytes: number,
  { requests, seconds }: { readonly requests: number; readonly seconds: number },
): Promise<ServiceLoadResult['yardstick']> {
  const child = await startChild(['serve-constant', String(bytes)])
  try {
    const before = cpuSecondsOf(child.process.pid)
    const startMs = performance.now()
    const http = await cannon({ url: `${child.line}/`, perSecond: requests, seconds })
    const after = cpuSecondsOf(child.process.pid)
    const took = (performance.now() - startMs) / 1_000
    return { cpu: before === null || after === null ? null : (after - before) / took, rssMb: rssMbOf(child.process.pid), http }
  } finally {
    await child.end('SIGKILL')
  }
}
