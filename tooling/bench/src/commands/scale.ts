import { performance } from 'node:perf_hooks'
import process from 'node:process'
import type { Pipeline } from '@of/pipeline'
import { MadeUpFeed, type MadeUpOptions } from '../input/made-up-feed.ts'
import { markdown } from '../race/table.ts'
import { costs, openedPipeline, pushAllMs } from '../scale/costs.ts'
import { garbageOver } from '../scale/garbage-count.ts'
import { latencyUnder } from '../scale/latency.ts'
import { heldBytes } from '../scale/memory.ts'
import { snapshotMs } from '../scale/snapshot.ts'
import { progress } from '../terminal.ts'
import { options, UsageError } from '../usage.ts'

/** What `scale` says of itself. */
export const scaleUsage = `scale [--only PART]

  How the whole pipeline scales, on made-up frames: what a frame costs by products, by levels of a book and by levels of a frame;
  memory a product; latency under bursts; a snapshot of 50,000 levels; what is left to the garbage collector. Tables in Markdown.

  --only PART   one of products, levels, rows, memory, latency, snapshot, garbage
`

const parts: Readonly<Record<string, () => string | Promise<string>>> = { products, levels, rows, memory, latency, snapshot, garbage }

/** Measures, prints, and returns the exit code. */
export async function scaleCommand(args: readonly string[], signal: AbortSignal): Promise<number> {
  const { only } = options(args, { only: { type: 'string' } })
  if (only !== undefined && parts[only] === undefined)
    throw new UsageError(`--only: expected one of ${Object.keys(parts).join(', ')}, received ${only}`)
  process.stdout.write(`Node ${process.version}\n`)
  for (const [name, part] of Object.entries(parts)) {
    if (only !== undefined && name !== only) continue
    progress(`measuring ${name}`)
    const text = await part()
    progress('')
    process.stdout.write(`\n${text}`)
    await new Promise((resolve) => void setImmediate(resolve))
    signal.throwIfAborted()
  }
  return 0
}

function products(): string {
  return costTable('products', [1, 10, 100, 400], (count) => ({ products: count, levels: 1000, rows: 6, frames: 8000 }))
}

function levels(): string {
  return costTable('levels of a book', [1000, 10_000, 100_000], (count) => ({ products: 1, levels: count / 2, rows: 6, frames: 4000 }))
}

function rows(): string {
  return costTable('levels of a frame', [1, 10, 100, 1000], (count) => ({
    products: 1,
    levels: 10_000,
    rows: count,
    frames: Math.ceil(4000 / count) * 4,
  }))
}

function costTable(what: string, counts: readonly number[], optionsOf: (count: number) => MadeUpOptions): string {
  const measured = costs(counts.map((count) => optionsOf(count)))
  const rowsOf = measured.map(({ options: { rows: levelsOfFrame }, frameUs, spread }, index) => [
    many(counts[index]!),
    frameUs.toFixed(2),
    ((1000 * frameUs) / levelsOfFrame).toFixed(0),
    `${(100 * spread).toFixed(0)} %`,
  ])
  return markdown([what, 'µs a frame', 'ns a level', '±'], rowsOf)
}

function memory(): string {
  const table = [100, 1000, 10_000].map((count) => {
    const feed = new MadeUpFeed({ products: 20, levels: count, rows: 6, frames: 2000, tradeEvery: 10 })
    const before = heldBytes()
    const pipeline = openedPipeline(feed)
    pushAllMs(pipeline, feed.next())
    const bytes = (heldBytes() - before) / pipeline.products.length
    return [many(2 * count), (bytes / 1024).toFixed(0), (bytes / (2 * count)).toFixed(0)]
  })
  return markdown(['levels of a book', 'KiB a product', 'bytes a level'], table)
}

function latency(): string {
  const models = [
    { products: 10, everyMs: 50, burst: 1 },
    { products: 100, everyMs: 50, burst: 1 },
    { products: 100, everyMs: 50, burst: 10 },
    { products: 400, everyMs: 50, burst: 10 },
  ]
  const table = models.map((model) => {
    const { p50, p99, p999, max } = latencyUnder(model, 8)
    return [`${model.products} products, ${model.burst} at once`, ...[p50, p99, p999, max].map((us) => us.toFixed(0))]
  })
  return `A frame of every product each 50 ms, all at the same moment; once a second so many of each at once. Cost measured, arrivals modelled.\n\n${markdown(['µs from frame to every metric', '50 %', '99 %', '99.9 %', 'most'], table)}\n${features()}`
}

/** Reading all features of a product, which is not part of taking in a frame. */
function features(): string {
  const feed = new MadeUpFeed({ products: 10, levels: 1000, rows: 6, frames: 4000, tradeEvery: 10 })
  const pipeline = openedPipeline(feed)
  pushAllMs(pipeline, feed.next())
  const READINGS = 50
  let startedMs = 0
  for (let reading = -READINGS; reading < READINGS; reading++) {
    if (reading === 0) startedMs = performance.now()
    readAll(pipeline)
  }
  const us = (1000 * (performance.now() - startedMs)) / READINGS / pipeline.products.length
  return `Reading every feature of a product, with its report: ${us.toFixed(0)} µs.\n`
}

function readAll(pipeline: Pipeline): void {
  for (const product of pipeline.products) pipeline.report(product, { simulated: true })
}

function snapshot(): string {
  const { pipeline, jsonParse } = snapshotMs(50_000, 21)
  const row = (name: string, { median, interval }: typeof pipeline): string[] => [
    name,
    median.toFixed(1),
    interval.map((ms) => ms.toFixed(1)).join(' to '),
  ]
  return `What a snapshot takes holds up every frame behind it, of whatever product.\n\n${markdown(['50,000 levels', 'ms', '95 %'], [row('decode, book and every metric', pipeline), row('JSON.parse alone', jsonParse)])}`
}

async function garbage(): Promise<string> {
  const { frames, events, minor, major, bytesPerFrame } = await garbageOver(1_000_000)
  return `${many(events)} events in ${many(frames)} frames: ${minor} collections of young garbage and ${major} others, ${bytesPerFrame.toFixed(0)} bytes allocated a frame.\n`
}

function many(count: number): string {
  return count.toLocaleString('en')
}
