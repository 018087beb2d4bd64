import { type FeatureSnapshot, type MarketEvent, MINUTE_US } from '@of/core'
import { describe, expect, it } from 'vitest'
import { healthy, readings } from '../testing/inputs.ts'
import { defineFactor } from './define-factor.ts'
import { FactorBench } from './factor-bench.ts'
import type { FactorError } from './factor-error.ts'

function due(product: string, minute: number, mid: number | string): MarketEvent {
  const timeUs = minute * MINUTE_US
  // A factor reads what it has declared, and nothing else is there.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const features = readings({ mid }) as FeatureSnapshot
  return { kind: 'due', product, timeUs, receivedUs: timeUs, features, sources: healthy }
}

function printed(product: string, id: number, second: number): MarketEvent {
  const timeUs = second * 1_000_000
  const trade = { id, timeUs, price: 100 + id, size: 1, aggressor: 'buy' } as const
  return { kind: 'trade', product, receivedUs: timeUs, trade, isHidden: false }
}

describe('FactorBench', () => {
  it('reads every factor at each moment of a product, from what that product did alone', () => {
    const bars = defineFactor({ name: 'bars', inputs: { bars: true }, lookBackUs: MINUTE_US, compute: (window) => window.bars.length })
    const step = defineFactor({
      name: 'step',
      inputs: { features: ['mid'] },
      lookBackUs: MINUTE_US * 2,
      compute: ({ features, moments }) => (features.mid ?? 0) - (moments[0]!.features.mid ?? 0),
    })
    const bench = new FactorBench([bars, step])
    const found = [
      due('A-USD', 1, 100),
      due('B-USD', 1, 5),
      printed('A-USD', 1, 70),
      due('A-USD', 2, 103),
      due('B-USD', 2, 6),
      due('A-USD', 3, 107),
    ].map((event) => bench.on(event))
    expect(found.map((one) => one && [one.product, ...one.readings.map(({ value }) => value)])).toEqual([
      ['A-USD', null, null],
      ['B-USD', null, null],
      undefined,
      ['A-USD', 1, null],
      ['B-USD', 0, null],
      ['A-USD', 0, 4],
    ])
  })

  it('throws what a factor throws, or tells it and begins anew', () => {
    const fragile = defineFactor({
      name: 'fragile',
      inputs: { features: ['mid'] },
      lookBackUs: Infinity,
      init: () => ({ seen: 0 }),
      step(state, { features: { mid } }) {
        if (mid === null) throw new Error('no mid')
        return (state.seen += 1)
      },
    })
    expect(() => new FactorBench([fragile]).on(due('A-USD', 1, 'lost'))).toThrow('factor fragile failed: no mid')
    const told: FactorError[] = []
    const bench = new FactorBench([fragile], (error) => told.push(error))
    const values = [1, 'lost', 2, 3].map((mid, at) => bench.on(due('A-USD', at, mid))!.readings[0]!)
    expect(values).toEqual([{ value: 1 }, { value: null, reason: 'factor fragile failed: no mid' }, { value: 1 }, { value: 2 }])
    expect(told.map(({ fault }) => fault)).toEqual([{ kind: 'failed', factor: 'fragile', timeUs: MINUTE_US, detail: 'no mid' }])
  })
})
