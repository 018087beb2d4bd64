import { type FeatureSnapshot, type MarketEvent, MINUTE_US, type Us } from '@of/core'
import { describe, expect, it } from 'vitest'
import { healthy, readings } from '../testing/inputs.ts'
import type { SourceInput } from './source.ts'
import { sourceInputs } from './source-inputs.ts'

const common = { product: 'MADE-USD', receivedUs: 0 }
const trade = (timeUs: Us, price: number): MarketEvent => ({
  kind: 'trade',
  ...common,
  trade: { id: price, timeUs, price, size: 1, aggressor: 'buy' },
  isHidden: false,
})
const features = readings({ mid: 1 }) as FeatureSnapshot
const due = (minute: number): MarketEvent => ({ kind: 'due', ...common, timeUs: minute * MINUTE_US, features, sources: healthy })

/** What sources are shown of events. */
function inputs(events: readonly MarketEvent[]): SourceInput[] {
  const state = sourceInputs.init()
  return events.flatMap((event) => sourceInputs.step(state, event) ?? [])
}

describe('sourceInputs', () => {
  it('hands each bar to the first moment at which it is over, once', () => {
    const shown = inputs([trade(1, 10), trade(2, 12), due(1), due(2), trade(2 * MINUTE_US, 13), trade(3 * MINUTE_US, 14), due(4)])
    expect(shown.map(({ bars, timeUs }) => [timeUs / MINUTE_US, bars.map(({ close, startUs }) => [startUs / MINUTE_US, close])])).toEqual([
      [1, [[0, 12]]],
      [2, []],
      [
        4,
        [
          [2, 13],
          [3, 14],
        ],
      ],
    ])
    expect(shown[0]).toMatchObject({ product: 'MADE-USD', features: { mid: { value: 1 } }, sources: healthy })
  })

  it('leaves a bar as it was when a trade of it comes after its moment', () => {
    expect(inputs([trade(1, 10), due(1), trade(3, 99), due(2)]).map(({ bars }) => bars.map(({ close }) => close))).toEqual([[10], []])
  })

  it('goes on from a checkpoint', () => {
    const state = sourceInputs.init()
    for (const event of [trade(1, 10), trade(MINUTE_US, 11)]) sourceInputs.step(state, event)
    expect(sourceInputs.step(structuredClone(state), due(2))).toEqual(sourceInputs.step(state, due(2)))
  })
})
