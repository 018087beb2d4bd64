import { HOUR_US, MINUTE_US } from '@of/core'
import { presets } from '@of/signals'
import { normal, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { market } from '../testing/made-up-moments.ts'
import { evaluate } from './evaluate.ts'
import { HoldOutMoved } from './hold-out-moved.ts'
import type { Moments } from './moments.ts'
import { Registry, type RegistryEntry } from './registry.ts'
import { type TuneOptions, Tuning } from './tune.ts'
import type { TuneResult } from './tune-result.ts'

const DATA = 'made up'

const space = { decisionThresholds: [10, 40], weightScales: [0, 1, 2], boundScales: [1], holdMinutes: [1, 5] }

const costs = { feeBps: 0.2, notional: 1000, latencyUs: 100_000 }

interface Tuned {
  readonly result: TuneResult
  readonly kept: RegistryEntry[]
  /** How many trials were not known. */
  readonly tried: number
}

function tuned(moments: Moments | readonly Moments[], options: Partial<TuneOptions> = {}): Tuned {
  const products = 'product' in moments ? [moments] : moments
  const registry = options.registry ?? new Registry(DATA)
  const tuning = new Tuning(products, {
    base: presets.brief,
    space,
    trials: 24,
    seed: 3,
    ...costs,
    holdOutShare: 0.25,
    look: false,
    steps: 3,
    minTrades: 20,
    nullRuns: 19,
    ...options,
    registry,
  })
  const kept = [...tuning.begin()]
  for (const trial of tuning.pending) kept.push(...tuning.take(trial, evaluate(products, trial.config, tuning.plan)))
  const { entries, result } = tuning.finish()
  return { result, kept: [...kept, ...entries], tried: tuning.pending.length }
}

/** As a file gives them back. */
const again = (entries: readonly RegistryEntry[]): RegistryEntry[] => JSON.parse(JSON.stringify(entries))

describe('Tuning', () => {
  it('finds an edge that was planted, and says so only after what came later confirms it', () => {
    const { result } = tuned(market(3, 2), { look: true })
    expect(result).toMatchObject({ edge: true, nullControl: { asGood: 0, p: 0.05 }, holdOut: { looks: 1 } })
    expect(result.walkForward.interval!.low).toBeGreaterThan(0)
    expect(result.deflated.byChance).toBeGreaterThan(0.95)
    expect(result.holdOut.reading!.meanNetBps).toBeGreaterThan(0)
    expect(result.conclusions.at(-1)).toContain('found an edge')
  })

  it('takes an edge back that the hold-out, once looked at, speaks against', () => {
    const moments = market(3, 2)
    const cut = Math.ceil(moments.length * 0.75)
    const gone = market(3, -2)
    const half = (name: 'mids' | 'buys' | 'sells') => moments[name].map((price, row) => (row >= cut ? gone[name][row]! : price))
    const turned = { ...moments, mids: half('mids'), buys: half('buys'), sells: half('sells') }
    const unseen = tuned(turned)
    expect(unseen.result.edge).toBe(true)
    expect(tuned(turned, { look: true, registry: new Registry(DATA, unseen.kept) }).result).toMatchObject({
      edge: false,
      walkForward: { interval: { low: expect.any(Number) } },
    })
  })

  it('finds none where there is none, though something always did best', () => {
    for (const seed of [1, 2, 3]) {
      const { result } = tuned(market(1, 0, seed))
      expect(result.best).not.toBeNull()
      expect(result.edge).toBe(false)
      expect(result.conclusions.at(-1)).toContain('No edge')
    }
  })

  it('never sees the hold-out unless asked to look: neither prices nor signals there change anything', () => {
    const moments = market(1, 1)
    const cut = Math.ceil(moments.length * 0.75) + 1
    const spoilt = (column: Float64Array) => column.map((value, row) => (row >= cut ? 1 : value))
    const other = {
      ...moments,
      values: new Map([...moments.values].map(([name, column]) => [name, spoilt(column)])),
      mids: spoilt(moments.mids),
      buys: spoilt(moments.buys),
      sells: spoilt(moments.sells),
    }
    expect(tuned(other, { nullRuns: 3 }).result).toEqual(tuned(moments, { nullRuns: 3 }).result)
    expect(tuned(other, { nullRuns: 0, look: true }).result).not.toEqual(tuned(moments, { nullRuns: 0, look: true }).result)
  })

  it('chooses each step on what lies before it, and keeps hours in which nothing was chosen', () => {
    const moments = market(1, 1)
    const { walkForward: before } = tuned(moments, { nullRuns: 0 }).result
    const from = moments.timesUs.findIndex((timeUs) => timeUs >= before.steps[1]!.test.fromUs)
    const spoilt = (column: Float64Array) => column.map((price, row) => (row >= from ? 100 + (row % 7) : price))
    const other = { ...moments, mids: spoilt(moments.mids), buys: spoilt(moments.buys), sells: spoilt(moments.sells) }
    expect(before.steps.map(({ test, train }) => test.fromUs - train.toUs)).toEqual(Array(3).fill(5 * MINUTE_US))
    const { walkForward: after } = tuned(other, { nullRuns: 0 }).result
    expect(after.steps.slice(0, 2)).toEqual(before.steps.slice(0, 2))
    expect(after.steps[2]!.trainSharpe).not.toBe(before.steps[2]!.trainSharpe)
    const [first, last] = [before.steps[0]!.test.fromUs, before.steps.at(-1)!.test.toUs]
    expect(before.hours).toBe(Math.ceil(last / HOUR_US) - Math.floor(first / HOUR_US))
    const none = tuned(moments, { nullRuns: 0, minTrades: 100_000 }).result.walkForward
    expect([none.hours, none.trades, none.steps[0]!.chosen]).toEqual([before.hours, 0, null])
  })

  it('tries what it knows already once, and deflates by everything that was ever tried', () => {
    const moments = market(1, 0)
    const first = tuned(moments, { nullRuns: 2 })
    expect(first.kept.filter(({ kind }) => kind === 'trial')).toHaveLength(24)
    const second = tuned(moments, { nullRuns: 2, registry: new Registry(DATA, again(first.kept)) })
    expect([second.kept, second.tried]).toEqual([[], 0])
    expect(second.result).toEqual(first.result)
    const further = tuned(moments, { nullRuns: 2, seed: 9, registry: new Registry(DATA, again(first.kept)) })
    expect(further.result.trials.ever).toBeGreaterThan(24)
    expect(new Registry('other data', first.kept).tried.size).toBe(0)
  })

  it('goes on from wherever it was interrupted, and comes to the same', () => {
    const moments = market(1, 0)
    const whole = tuned(moments, { nullRuns: 2 })
    for (const known of [0, 1, 2, 17]) {
      const rest = tuned(moments, { nullRuns: 2, registry: new Registry(DATA, again(whole.kept.slice(0, known))) })
      expect(rest.result).toEqual(whole.result)
      expect([...whole.kept.slice(0, known), ...rest.kept]).toEqual(whole.kept)
    }
  })

  it('counts a configuration at other costs as another trial, and lays only equal costs side by side', () => {
    const moments = market(18, 0)
    const few = { trials: 4, nullRuns: 0, holdOutShare: 0.05 }
    const cheap = tuned(moments, few)
    expect(tuned(moments, { ...few, feeBps: 30, registry: new Registry(DATA, cheap.kept) }).result.trials.ever).toBe(8)
    // Trials that cost nothing, with nothing in them but chance, would be the best of one half of the time and not of the other.
    const random = sfc32(1)
    const free = cheap.kept.flatMap((entry) =>
      entry.kind === 'trial'
        ? { ...entry, config: `${entry.config}, free`, costs: 'free', hourlyBps: entry.hourlyBps.map(() => normal(random)) }
        : [],
    )
    const { result } = tuned(moments, { ...few, registry: new Registry(DATA, [...cheap.kept, ...free]) })
    expect([result.trials.ever, result.trials.effective]).toEqual([8, cheap.result.trials.effective + 4])
    expect(result.overfitting).toEqual(cheap.result.overfitting)
    expect(result.deflated.raw).toBeLessThan(cheap.result.deflated.raw!)
  })

  it('counts every look at the hold-out, and lets nobody move it', () => {
    const moments = market(1, 0)
    const first = tuned(moments, { look: true, nullRuns: 0 })
    const registry = () => new Registry(DATA, first.kept)
    const second = tuned(moments, { look: true, nullRuns: 0, registry: registry() })
    expect([first.result.holdOut.looks, second.result.holdOut.looks]).toEqual([1, 2])
    expect(() => tuned(moments, { holdOutShare: 0.1, registry: registry() })).toThrow(HoldOutMoved)
  })

  it('says what was tried and seen on other data of the same time', () => {
    const moments = market(1, 0)
    const { kept } = tuned(moments, { look: true, nullRuns: 0 })
    const others = again(kept).map((entry) => ({ ...entry, data: 'cut otherwise' }))
    const { holdOut, trials } = tuned(moments, { nullRuns: 0, registry: new Registry(DATA, others) }).result
    expect([trials.ever, trials.elsewhere, holdOut.looks, holdOut.looksElsewhere]).toEqual([24, 24, 0, 1])
    const strangers = others.map((entry) => (entry.kind === 'data' ? { ...entry, products: ['OTHER-USD'] } : entry))
    expect(tuned(moments, { nullRuns: 0, registry: new Registry(DATA, strangers) }).result.trials.elsewhere).toBe(0)
  })

  it('says n/a where there is too little to judge', () => {
    const { result } = tuned(market(1, 0), { minTrades: 100_000, nullRuns: 2 })
    expect(result).toMatchObject({
      best: null,
      edge: false,
      nullControl: { p: null, reason: 'no configuration traded often enough' },
      overfitting: { pbo: null, reason: expect.stringContaining('16 days') },
    })
    expect(tuned(market(1, 0), { holdOutShare: 0.91, minTrades: 2 }).result.nullControl).toMatchObject({
      runs: 0,
      p: null,
      reason: expect.stringMatching(/in \d+ ways, for 19 searches$/),
    })
    expect(() => tuned({ ...market(1, 0), length: 0, timesUs: new Float64Array() })).toThrow(RangeError)
  })
})
