import { presets } from '@of/signals'
import { describe, expect, it } from 'vitest'
import { concluded } from './conclusions.ts'
import { defaultSpace } from './space.ts'
import type { TuneResult } from './tune-result.ts'

type Found = Omit<TuneResult, 'edge' | 'conclusions'>

const trades = {
  trades: 40,
  meanNetBps: 2,
  interval: { low: 1, high: 3 },
  hours: 90,
  hourlySharpe: 0.3,
  psr: 0.99,
  effectivePsr: 0.99,
  unfilled: 0,
  unfinished: 0,
}
const good: Found = {
  schema: 1,
  data: 'made up',
  span: { fromUs: 0, toUs: 4 },
  products: [{ product: 'MADE-USD', moments: 4 }],
  feeBps: 1,
  notional: 1000,
  latencyUs: 0,
  space: { ...defaultSpace, size: 9 },
  trials: { here: 5, ever: 5, effective: 2, elsewhere: 0 },
  best: { ...trades, config: { ruleSet: presets.brief, holdMinutes: 5 } },
  walkForward: { ...trades, steps: [] },
  deflated: { raw: 0.2, effective: 0.3, byChance: 0.97 },
  overfitting: { pbo: 0.1, blocks: 16 },
  nullControl: { runs: 19, asGood: 0, p: 0.05 },
  holdOut: { fromUs: 3, toUs: 4, looks: 1, looksElsewhere: 0, reading: trades },
}

const seen = (meanNetBps: number | null): Partial<Found> => ({ holdOut: { ...good.holdOut, reading: { ...trades, meanNetBps } } })

describe('concluded(found)', () => {
  it.each<[string, Partial<Found>]>([
    ['everything speaks for it', {}],
    ['overfitting cannot be told', { overfitting: { pbo: null, blocks: 16, reason: 'short' } }],
    ['nobody looked', { holdOut: { ...good.holdOut, reading: null } }],
  ])('speaks of an edge where %s', (_when, change) => {
    const { conclusions, edge } = concluded({ ...good, ...change })
    expect(edge).toBe(true)
    expect(conclusions.at(-1)).toContain('found an edge')
  })

  it.each<[string, Partial<Found>]>([
    ['what came after is too little for an interval', { walkForward: { ...trades, steps: [], interval: null } }],
    ['what came after may as well be 0', { walkForward: { ...trades, steps: [], interval: { low: 0, high: 3 } } }],
    ['as many worthless trials would show as much', { deflated: { raw: 0.99, effective: 0.99, byChance: 0.94 } }],
    ['the ratio cannot be deflated', { deflated: { raw: null, effective: null, byChance: null } }],
    ['null data gave as much', { nullControl: { runs: 19, asGood: 1, p: 0.1 } }],
    ['there are no null data', { nullControl: { runs: 0, asGood: 0, p: null, reason: 'not searched' } }],
    ['the best is more likely noise than not', { overfitting: { pbo: 0.51, blocks: 16 } }],
    ['the hold-out lost', seen(-1)],
    ['the hold-out had no trades', seen(null)],
  ])('speaks of none where %s', (_when, change) => {
    const { conclusions, edge } = concluded({ ...good, ...change })
    expect(edge).toBe(false)
    expect(conclusions.at(-1)).toContain('No edge')
  })

  it('says how often the hold-out was seen, and what no figure takes in', () => {
    const text = concluded({
      ...good,
      trials: { ...good.trials, elsewhere: 7 },
      holdOut: { ...good.holdOut, looks: 2, looksElsewhere: 1 },
    }).conclusions.join('\n')
    expect(text).toContain('looked at 2 times so far, and 1 time on other data of the same time; only the first look is honest')
    expect(text).toContain('7 more were tried on other data')
    expect(concluded({ ...good, holdOut: { ...good.holdOut, fromUs: 4, reading: null } }).conclusions.join('\n')).toContain(
      'No hold-out was kept',
    )
  })
})
