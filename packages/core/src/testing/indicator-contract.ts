import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Indicator, TimedIndicator } from '../indicator/indicator.ts'

/** What every indicator promises, whatever it computes. Call once per indicator. */
export function indicatorContract<In, State, Out>(indicator: Indicator<In, State, Out>, inputs: fc.Arbitrary<In>): void {
  describe('indicator contract', () => {
    it('resumes from a checkpoint exactly where it stopped', () => {
      fc.assert(
        fc.property(fc.array(inputs), fc.array(inputs), (before, after) => {
          const state = run(indicator, before)
          const checkpoint = structuredClone(state)
          for (const input of after) indicator.step(state, input)
          for (const input of after) indicator.step(checkpoint, input)
          expect(checkpoint).toEqual(state)
          expect(indicator.read(checkpoint)).toEqual(indicator.read(state))
        }),
      )
    })

    it('leaves its inputs as they were', () => {
      fc.assert(
        fc.property(fc.array(inputs), (series) => {
          expect(() => run(indicator, series.map(Object.freeze) as In[])).not.toThrow()
        }),
      )
    })

    it('reads without changing anything', () => {
      fc.assert(
        fc.property(fc.array(inputs), (series) => {
          const state = run(indicator, series)
          const before = structuredClone(state)
          indicator.read(state)
          expect(state).toEqual(before)
        }),
      )
    })

    it('holds plain data without NaN or Infinity', () => {
      fc.assert(
        fc.property(fc.array(inputs), (series) => {
          expect(impurities(run(indicator, series))).toEqual([])
        }),
      )
    })

    it('shares no state between two runs', () => {
      expect(indicator.init()).not.toBe(indicator.init())
    })
  })
}

/** What every indicator with a clock promises on top. Call instead of `indicatorContract`. */
export function timedIndicatorContract<In, State, Out>(
  indicator: TimedIndicator<In, State, Out>,
  inputs: fc.Arbitrary<In & { readonly timeUs: number }>,
): void {
  indicatorContract(indicator, inputs)

  describe('clock contract', () => {
    it('gives the same values however often the clock is read in between', () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(inputs, fc.nat(2_000_000))), fc.nat(10_000_000), (series, idleUs) => {
          const quiet = indicator.init()
          const watched = indicator.init()
          let nowUs = 0
          for (const [input] of series) {
            // The watched one is advanced in two steps up to the input's time; the other sees only inputs.
            if (input.timeUs > nowUs) {
              indicator.advance(watched, nowUs + Math.floor((input.timeUs - nowUs) / 2))
              indicator.advance(watched, input.timeUs)
              nowUs = input.timeUs
            }
            indicator.step(watched, input)
            indicator.step(quiet, input)
          }
          indicator.advance(quiet, nowUs + idleUs)
          indicator.advance(watched, nowUs + Math.floor(idleUs / 3))
          indicator.advance(watched, nowUs + idleUs)
          expect(indicator.read(watched)).toEqual(indicator.read(quiet))
        }),
      )
    })

    it('never moves its clock back', () => {
      fc.assert(
        fc.property(fc.array(inputs), fc.nat(), (series, nowUs) => {
          const state = run(indicator, series)
          indicator.advance(state, nowUs)
          const before = indicator.read(state)
          indicator.advance(state, Math.floor(nowUs / 2))
          expect(indicator.read(state)).toEqual(before)
        }),
      )
    })
  })
}

function run<In, State, Out>(indicator: Indicator<In, State, Out>, series: readonly In[]): State {
  const state = indicator.init()
  for (const input of series) indicator.step(state, input)
  return state
}

/** Paths in a state to what a checkpoint could not hold. */
function impurities(value: unknown, path = 'state'): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: ${value}`]
  if (typeof value === 'function' || typeof value === 'symbol') return [`${path}: ${typeof value}`]
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array).every(Number.isFinite) ? [] : [`${path}: not finite`]
  if (value instanceof Map) return [...value].flatMap(([key, item]) => impurities(item, `${path}.${String(key)}`))
  if (value !== null && typeof value === 'object') return Object.entries(value).flatMap(([key, item]) => impurities(item, `${path}.${key}`))
  return []
}
