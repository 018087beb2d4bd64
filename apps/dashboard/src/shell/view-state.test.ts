import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupings, intervals, openingView, readView, type ViewState, writeView } from './view-state.ts'

const view: fc.Arbitrary<ViewState> = fc.record({
  product: fc.constantFrom('BTC-USD', 'ETH-USD', 'SOL-EUR'),
  view: fc.constantFrom('candles', 'liquidity', 'footprint'),
  interval: fc.constantFrom(...intervals),
  vwap: fc.boolean(),
  profile: fc.boolean(),
  whales: fc.boolean(),
  range: fc.option(
    fc.tuple(fc.nat(1e9), fc.integer({ min: 1, max: 1e9 })).map(([from, length]) => ({ fromUs: from * 1e6, toUs: (from + length) * 1e6 })),
    { nil: undefined },
  ),
  theme: fc.constantFrom('dark', 'light', undefined),
  zone: fc.constantFrom('utc', 'local'),
  paused: fc.boolean(),
  grouping: fc.constantFrom(...groupings),
  tab: fc.constantFrom('tape', 'decisions', 'alerts'),
  pane: fc.constantFrom('chart', 'signal', 'book', 'tape', 'quality'),
})

describe('readView(query, defaults)', () => {
  it('reads what writeView wrote', () => {
    fc.assert(
      fc.property(view, (set) => {
        expect(readView(writeView(set), openingView)).toEqual(set)
      }),
    )
  })

  it('takes any query, and what it does not know as it opens', () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        const read = readView(query, openingView)
        expect(readView(writeView(read), openingView)).toEqual(read)
      }),
    )
    const strange = 'view=pie&interval=2m&from=9&to=3&theme=pink&grouping=7&product=<script>'
    expect(readView(strange, openingView)).toEqual(openingView)
  })
})
