import type { Arrival } from '@of/coinbase'
import { featureNames, type MarketEvent, MINUTE_US, recordOf } from '@of/core'
import type { PipelineEvent } from '@of/pipeline'
import { defineFactor, factorSource, parseBundle } from '@of/signals'
import { describe, expect, it } from 'vitest'
import { EvidenceKeeper, type EvidenceOptions, REMEMBERED } from './evidence-keeper.ts'

const product = 'BTC-USD'
const failsFromUs = 3 * MINUTE_US

const factor = defineFactor({
  name: 'made up',
  inputs: { bars: true },
  lookBackUs: 0,
  score: { weight: 50, bullish: { above: 0 }, bearish: { below: 0 } },
  compute({ timeUs }) {
    if (timeUs === failsFromUs) throw new RangeError('no')
    return 1
  },
})

const keeperWith = (options: Partial<EvidenceOptions> = {}): EvidenceKeeper =>
  new EvidenceKeeper({
    source: factorSource({ factors: [factor] }),
    version: '1.2.3',
    resumedUs: null,
    isSimulated: () => true,
    recordedIn: () => '/recordings/run',
    ...options,
  })

const healthy = { state: 'healthy' } as const
const due = (timeUs: number): MarketEvent => {
  const features = recordOf(featureNames, () => ({ value: null, reason: 'made up' }))
  return { kind: 'due', product, receivedUs: timeUs, timeUs, features, sources: { book: healthy, trades: healthy } }
}
const told = (timeUs: number, net = 50): PipelineEvent => {
  const decision = { timeUs, direction: 'LONG', strength: 0.5, net, reachableNet: 50, abstained: false, contributions: {} } as const
  return { kind: 'decision', product, decision }
}

/** What is kept of a decision at each of these times, each with an arrival of its own. */
function kept(keeper: EvidenceKeeper, timesUs: readonly number[], say = told): readonly (string | undefined)[] {
  return timesUs.map((timeUs) => {
    const arrival: Arrival = { kind: 'opened', connection: 'made-up', receivedUs: timeUs }
    keeper.arrived(arrival)
    keeper.seen(due(timeUs))
    const [record] = keeper.take([say(timeUs)])
    return record?.kind === 'evidence' ? record.evidence.id : undefined
  })
}

describe('EvidenceKeeper', () => {
  it('keeps a sealed bundle of every decision that is told, with where its frames are', () => {
    const keeper = keeperWith({ resumedUs: 7 })
    const [id] = kept(keeper, [MINUTE_US])
    const { bundle, ...rest } = keeper.evidence(id!)!
    expect(rest).toEqual({ id: `BTC-USD-${MINUTE_US}`, product, timeUs: MINUTE_US, simulated: true, recording: '/recordings/run' })
    expect(parseBundle(bundle)).toMatchObject({
      decision: { direction: 'LONG', net: 50 },
      inputs: { arrivals: 1, resumedUs: 7, recording: [] },
    })
  })

  it('has none of a decision that fell due unheard, or was told otherwise than it is derived', () => {
    const keeper = keeperWith()
    expect(keeper.take([told(MINUTE_US)])).toEqual([])
    expect(kept(keeper, [MINUTE_US, 2 * MINUTE_US], (timeUs) => told(timeUs, 49))).toEqual([undefined, undefined])
    keeper.seen(due(4 * MINUTE_US))
    keeper.arrived({ kind: 'opened', connection: 'made-up', receivedUs: 5 * MINUTE_US })
    expect(keeper.take([told(4 * MINUTE_US)])).toEqual([])
  })

  it('has none from when on what decides has failed, and says so once', () => {
    const failures: string[] = []
    const keeper = keeperWith({ onFailure: ({ message }) => void failures.push(message) })
    const minutes = [1, 2, 3, 4, 5].map((minute) => minute * MINUTE_US)
    expect(kept(keeper, minutes).map((id) => id !== undefined)).toEqual([true, true, false, false, false])
    expect(failures).toEqual([expect.stringContaining('no')])
  })

  it('remembers the latest alone', () => {
    const keeper = keeperWith()
    const timesUs = Array.from({ length: REMEMBERED + 2 }, (_, at) => (at + 10) * MINUTE_US)
    const ids = kept(keeper, timesUs)
    expect(ids.map((id) => keeper.evidence(id!) === undefined)).toEqual(timesUs.map((_, at) => at < 2))
  })
})
