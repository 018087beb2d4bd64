import { existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Arrival } from '@of/coinbase'
import { presets } from '@of/signals'
import { openTape } from '@of/tape'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventDigest } from './event-digest.ts'
import { Pipeline, type PipelineOptions } from './pipeline.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import type { ProductReport } from './report.ts'
import { healthyStream, strikes, troubledStream } from './testing/troubled-stream.ts'

interface Outcome {
  readonly events: readonly PipelineEvent[]
  readonly reports: readonly (ProductReport | undefined)[]
  readonly digest: string
}

/** Takes a stream in, handing over from one pipeline to another at some places of it. */
function run(stream: readonly Arrival[], options: PipelineOptions, cuts: readonly number[] = []): Outcome {
  const places = new Set(cuts)
  const digest = new EventDigest()
  const events: PipelineEvent[] = []
  let pipeline = new Pipeline(options)
  for (const [place, arrival] of stream.entries()) {
    if (places.has(place)) pipeline = new Pipeline(options, structuredClone(pipeline.checkpoint()))
    for (const event of pipeline.push(arrival)) {
      events.push(event)
      digest.add(event)
    }
  }
  return { events, reports: pipeline.products.map((product) => pipeline.report(product, { simulated: true })), digest: digest.value() }
}

const everything: PipelineOptions = { tell: 'all', sampleEveryUs: 1_000_000, decideEveryUs: 3_000_000 }

describe('a pipeline that goes on from a checkpoint', () => {
  it('tells, reports and digests the same as one that was never interrupted, whatever went wrong before', () => {
    const places = fc.array(fc.nat({ max: healthyStream.length }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(strikes, places, (troubles, cuts) => {
        const stream = troubledStream(troubles)
        expect(run(stream, everything, cuts)).toEqual(run(stream, everything))
      }),
      { numRuns: 8 },
    )
  })

  it('does so before counting has begun', () => {
    const { receivedUs } = healthyStream[Math.floor(healthyStream.length / 2)]!
    const options = { ...everything, countFromUs: receivedUs }
    const whole = run(healthyStream, options)
    expect(whole.events.length).toBeGreaterThan(20)
    for (const share of [0.1, 0.3, 0.7]) expect(run(healthyStream, options, [Math.floor(share * healthyStream.length)])).toEqual(whole)
  })

  it('leaves the pipeline it was taken from, and the checkpoint, as they were', () => {
    const half = Math.floor(healthyStream.length / 2)
    const first = new Pipeline(everything)
    for (const arrival of healthyStream.slice(0, half)) first.push(arrival)
    const checkpoint = first.checkpoint()
    const kept = structuredClone(checkpoint)
    const [second, third] = [new Pipeline(everything, checkpoint), new Pipeline(everything, checkpoint)]
    for (const arrival of healthyStream.slice(half)) expect(second.push(arrival)).toEqual(first.push(arrival))
    expect(checkpoint).toEqual(kept)
    expect(third.report('BTC-USD', { simulated: true })).not.toEqual(second.report('BTC-USD', { simulated: true }))
  })

  it('refuses a checkpoint of another setup', () => {
    const checkpoint = new Pipeline().checkpoint()
    expect(() => new Pipeline({ ruleSet: presets.brief }, checkpoint)).toThrow(
      /^checkpoint: ruleSetHash must be [0-9a-f]{64}, was [0-9a-f]{64}$/,
    )
    expect(() => new Pipeline({ decideEveryUs: 5 }, checkpoint)).toThrow('checkpoint: decideEveryUs must be 5, was 60000000')
    expect(() => new Pipeline({ sampleEveryUs: 5 }, checkpoint)).toThrow('checkpoint: sampleEveryUs must be 5, was undefined')
    expect(() => new Pipeline({ countFromUs: 5 }, checkpoint)).toThrow('checkpoint: countFromUs must be 5, was undefined')
    expect(() => new Pipeline({ tell: 'all' }, checkpoint)).not.toThrow()
  })
})

const folder = process.env['OF_RECORDINGS']
const recording = folder === undefined ? undefined : join(folder, 'coinbase-advanced-2026-08-09.jsonl.zst')

describe.runIf(recording !== undefined && existsSync(recording))('a pipeline that goes on from a checkpoint in the real recording', () => {
  it('tells, reports and digests the same as one that was never interrupted', async () => {
    const stream: Arrival[] = []
    for await (const batch of openTape({ path: recording! })) for (const entry of batch) if (entry.kind !== 'header') stream.push(entry)
    const whole = run(stream, everything)
    for (const share of [0.02, 0.2, 0.6, 0.95]) expect(run(stream, everything, [Math.floor(share * stream.length)])).toEqual(whole)
  })
})
