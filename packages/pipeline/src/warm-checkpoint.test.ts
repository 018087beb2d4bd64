import { presets } from '@of/signals'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pipeline, type PipelineOptions } from './pipeline.ts'
import type { PipelineEvent } from './pipeline-event.ts'
import { healthyStream, strikes, troubledStream } from './testing/troubled-stream.ts'
import { micros } from './testing/made-up-frames.ts'

const END_US = healthyStream.at(-1)!.receivedUs
const BEGIN_US = healthyStream[Math.floor(healthyStream.length / 2)]!.receivedUs

const setups: readonly PipelineOptions[] = [
  { ruleSet: presets.brief, decideEveryUs: 1_000_000, sampleEveryUs: 700_000, tell: 'all' },
  { decideEveryUs: 2_000_000, sampleEveryUs: 500_000 },
  { sampleEveryUs: 250_000, tell: 'all' },
]

function outcome(pipeline: Pipeline, events: readonly PipelineEvent[]): unknown {
  return { events, reports: pipeline.products.map((product) => pipeline.report(product, { simulated: true })) }
}

describe('a checkpoint of a pipeline that does not count yet', () => {
  it('is fit for every setup that begins to count later', () => {
    const place = fc.integer({ min: 1, max: Math.floor(healthyStream.length / 2) - 1 })
    fc.assert(
      fc.property(strikes, place, fc.constantFrom(...setups), (troubles, cut, setup) => {
        const stream = troubledStream(troubles)
        const options = { ...setup, countFromUs: Math.max(BEGIN_US, stream[cut]!.receivedUs + 1) }
        const whole = new Pipeline(options)
        const told = stream.flatMap((arrival) => whole.push(arrival))
        const warm = new Pipeline({ countFromUs: Infinity, decideEveryUs: 900_000, sampleEveryUs: 1_300_000 })
        for (const arrival of stream.slice(0, cut)) expect(warm.push(arrival)).toEqual([])
        const resumed = new Pipeline(options, warm.checkpoint())
        const toldLater = stream.slice(cut).flatMap((arrival) => resumed.push(arrival))
        expect(outcome(resumed, toldLater)).toEqual(outcome(whole, told))
        expect(told.length).toBeGreaterThan(0)
      }),
      { numRuns: 3 },
    )
  })

  it('is not fit for one that counts from before it, or from the beginning', () => {
    const warm = new Pipeline({ countFromUs: Infinity })
    for (const arrival of healthyStream) warm.push(arrival)
    const checkpoint = warm.checkpoint()
    const refusal = (from: number | undefined) => `checkpoint: expected one from before countFromUs ${from}, received one of ${END_US}`
    expect(() => new Pipeline({ countFromUs: END_US }, checkpoint)).toThrow(refusal(END_US))
    expect(() => new Pipeline({}, checkpoint)).toThrow(refusal(undefined))
    expect(() => new Pipeline({ countFromUs: END_US + 1 }, checkpoint)).not.toThrow()
  })

  it('takes nothing before counting begins, however long ago it last took something', () => {
    const pipeline = new Pipeline({ countFromUs: micros(1e6) })
    for (const arrival of healthyStream) pipeline.push(arrival)
    expect(pipeline.checkpoint()).toMatchObject({ counting: false, schedule: { decisions: { skipped: 0 } } })
    for (const product of pipeline.products) expect(pipeline.report(product, { simulated: true })!.decisions).toEqual([])
  })
})
