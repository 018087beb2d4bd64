import { MINUTE_US } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyze } from '../score/analyze.ts'
import type { Direction } from '../score/signal.ts'
import { bullish, healthy } from '../testing/inputs.ts'
import { inputAt, saying, type Word } from '../testing/made-up-source.ts'
import { presets } from '../rules/presets.ts'
import { flowSource } from './flow-source.ts'
import { signalSynthesizer, type SynthesizerOptions } from './signal-synthesizer.ts'
import type { SourceReading } from './source.ts'

type Rules = Omit<SynthesizerOptions, 'sources'>

/** What two or more sources, of equal weight unless given, come to, minute by minute. */
function synthesis(words: readonly (readonly Word[])[], rules: Rules, weights: readonly number[] = []): SourceReading[] {
  const sources = words.map((series, at) => ({ source: saying(`source ${at}`, series), weight: weights[at] ?? 50 }))
  const source = signalSynthesizer({ ...rules, sources })
  const state = source.init()
  return words[0]!.map((_, minute) => source.decide(state, inputAt(minute)))
}

const directions = (readings: readonly SourceReading[]): Direction[] => readings.map(({ direction }) => direction)
const nets = (readings: readonly SourceReading[]): (number | null)[] => readings.map(({ net }) => net)
const word = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -110, max: 110 }) }, fc.constant(null))
const agreements = fc.constantFrom('weighted' as const, 'majority' as const, 'all' as const, 'unopposed' as const)

describe('signalSynthesizer({ agreement })', () => {
  it.each<[SynthesizerOptions['agreement'], readonly number[], Direction, number]>([
    ['weighted', [70, 20, -5], 'HOLD', 28],
    ['weighted', [70, 60, -5], 'LONG', 41],
    ['weighted', [-70, -60, 5], 'SHORT', -41],
    ['weighted', [61, 60, 0], 'HOLD', 40],
    ['majority', [70, 60, -90], 'LONG', 33],
    ['majority', [70, 0, -90], 'HOLD', 0],
    ['all', [70, 60, 50], 'LONG', 100],
    ['all', [70, 60, 40], 'HOLD', 66],
    ['unopposed', [70, 0, 0], 'LONG', 33],
    ['unopposed', [70, 60, -41], 'HOLD', 33],
    ['unopposed', [0, 0, 0], 'HOLD', 0],
  ])('%s: %j come to %s, net %i', (agreement, words, direction, net) => {
    const [reading] = synthesis(
      words.map((each) => [each]),
      { agreement },
    )
    expect(reading).toMatchObject({ direction, net, abstained: false })
  })

  it('counts weights, not heads', () => {
    expect(directions(synthesis([[50], [-50], [-50]], { agreement: 'majority' }, [60, 20, 20]))).toEqual(['LONG'])
    expect(directions(synthesis([[50], [-50]], { agreement: 'majority' }, [50, 50]))).toEqual(['HOLD'])
  })

  it('keeps whole hundredths that mirror when every source does', () => {
    fc.assert(
      fc.property(
        agreements,
        fc.array(fc.tuple(word, fc.integer({ min: 1, max: 100 })), { minLength: 1, maxLength: 4 }),
        (agreement, said) => {
          const weights = said.map(([, weight]) => weight)
          const [one] = synthesis(
            said.map(([net]) => [net]),
            { agreement, whenOneAbstains: 'leave-out' },
            weights,
          )
          const [other] = synthesis(
            said.map(([net]) => [net === null ? null : -net || 0]),
            { agreement, whenOneAbstains: 'leave-out' },
            weights,
          )
          expect(one!.net === null || Number.isInteger(one!.net)).toBe(true)
          expect(other!.net).toBe(one!.net === null ? null : -one!.net || 0)
          expect([one!.direction, other!.direction]).toEqual(
            one!.direction === 'HOLD' ? ['HOLD', 'HOLD'] : expect.arrayContaining(['LONG', 'SHORT']),
          )
        },
      ),
      { numRuns: 50 },
    )
  })

  it('keeps the evidence of each source and what it counted', () => {
    const source = signalSynthesizer({
      agreement: 'all',
      sources: [
        { source: flowSource(presets.brief), weight: 60 },
        { source: saying('other', [-70]), weight: 40 },
      ],
    })
    const reading = source.decide(source.init(), inputAt(0, { features: bullish }))
    const { strength: _, ...signal } = analyze({ features: bullish, sources: healthy }, presets.brief)
    expect(reading.parts?.map(({ counted, source: name, weight }) => [name, weight, counted])).toEqual([
      ['flow:brief', 60, true],
      ['other', 40, true],
    ])
    expect(reading.parts?.[0]?.reading).toMatchObject(signal)
    expect(reading.reasons[0]).toBe('flow:brief LONG +100, weight 60: +30 profile: above the value area, x +1.33 > +1.00')
  })
})

describe('signalSynthesizer({ whenOneAbstains })', () => {
  const words = [[90], [null]]

  it('abstains with it unless told otherwise, and says why', () => {
    expect(synthesis(words, { agreement: 'weighted' })).toMatchObject([
      { direction: 'HOLD', abstained: true, net: null, reason: 'source 1: no word' },
    ])
  })

  it('leaves it out, or counts it as a HOLD of full weight', () => {
    expect(synthesis(words, { agreement: 'weighted', whenOneAbstains: 'leave-out' })).toMatchObject([
      { direction: 'LONG', net: 90, reachableNet: 100 },
    ])
    expect(synthesis(words, { agreement: 'weighted', whenOneAbstains: 'hold' })).toMatchObject([
      { direction: 'LONG', net: 45, reachableNet: 50 },
    ])
    expect(synthesis(words, { agreement: 'all', whenOneAbstains: 'hold' })).toMatchObject([
      { direction: 'HOLD', net: 50, reachableNet: 50 },
    ])
  })

  it.each(['leave-out', 'hold'] as const)('abstains when every source does, even with %s', (whenOneAbstains) => {
    expect(synthesis([[null], [null]], { agreement: 'unopposed', whenOneAbstains })).toMatchObject([{ abstained: true, net: null }])
  })
})

describe('signalSynthesizer({ keepAbove, minimumHoldUs, cooldownUs })', () => {
  const series = [[90, 35, 25, 45, -90, 0, 90]]

  it('follows the net alone when all are off', () => {
    expect(directions(synthesis(series, { agreement: 'weighted' }))).toEqual(['LONG', 'HOLD', 'HOLD', 'LONG', 'SHORT', 'HOLD', 'LONG'])
  })

  it('keeps a direction while its net is beyond the lower bound, and turns round at once', () => {
    const readings = synthesis(series, { agreement: 'weighted', keepAbove: 30 })
    expect(directions(readings)).toEqual(['LONG', 'LONG', 'HOLD', 'LONG', 'SHORT', 'HOLD', 'LONG'])
    expect(readings[1]?.reasons[0]).toBe('LONG, held while the net is beyond +30')
    expect(nets(readings)).toEqual(series[0])
  })

  it('lets go of a net that is at the lower bound', () => {
    expect(directions(synthesis([[90, 31, 30]], { agreement: 'weighted', keepAbove: 30 }))).toEqual(['LONG', 'LONG', 'HOLD'])
    expect(directions(synthesis([[-90, -31, -30]], { agreement: 'weighted', keepAbove: 30 }))).toEqual(['SHORT', 'SHORT', 'HOLD'])
  })

  it('keeps a direction for the least time, whatever the net, and no longer', () => {
    expect(directions(synthesis([[90, 0, 0, 0]], { agreement: 'weighted', minimumHoldUs: 3 * MINUTE_US }))).toEqual([
      'LONG',
      'LONG',
      'LONG',
      'HOLD',
    ])
    const readings = synthesis(series, { agreement: 'weighted', minimumHoldUs: 3 * MINUTE_US })
    expect(directions(readings)).toEqual(['LONG', 'LONG', 'LONG', 'LONG', 'SHORT', 'SHORT', 'SHORT'])
    expect(readings[1]?.reasons[0]).toBe('LONG, held for at least 120 s more')
  })

  it('takes nothing for a while after a direction was left, and turns round by way of HOLD', () => {
    const readings = synthesis(series, { agreement: 'weighted', cooldownUs: 2 * MINUTE_US })
    expect(directions(readings)).toEqual(['LONG', 'HOLD', 'HOLD', 'LONG', 'HOLD', 'HOLD', 'LONG'])
    expect(readings[4]?.reasons[0]).toBe('HOLD, cooling down for 120 s')
  })

  it('holds nothing over an abstention', () => {
    expect(directions(synthesis([[90, null, 35]], { agreement: 'weighted', keepAbove: 30 }))).toEqual(['LONG', 'HOLD', 'HOLD'])
  })

  it('never leaves sooner than the least time and never takes sooner than the cooldown, unless it abstains', () => {
    fc.assert(
      fc.property(
        fc.array(
          word.filter((net) => net !== null),
          { maxLength: 30 },
        ),
        fc.nat({ max: 5 }),
        fc.nat({ max: 5 }),
        (words, hold, cool) => {
          const got = directions(
            synthesis([words], { agreement: 'weighted', minimumHoldUs: hold * MINUTE_US, cooldownUs: cool * MINUTE_US }),
          )
          const runs = runsOf(got)
          expect(runs.reduce((sum, { length }) => sum + length, 0)).toBe(words.length)
          for (const [at, { direction, length }] of runs.entries()) {
            if (at === runs.length - 1) continue
            if (direction !== 'HOLD') expect(length).toBeGreaterThanOrEqual(hold)
            else if (at > 0) expect(length).toBeGreaterThanOrEqual(cool)
            if (cool > 0 && direction !== 'HOLD') expect(runs[at + 1]?.direction).toBe('HOLD')
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('goes on from a checkpoint bit for bit', () => {
    const source = signalSynthesizer({
      agreement: 'weighted',
      keepAbove: 10,
      cooldownUs: MINUTE_US,
      sources: [
        { source: saying('one', [90, 20, -90, 60, 90, -10, 70]), weight: 70 },
        { source: saying('two', [10, 30, -20, 50, 5, 0, 90]), weight: 30 },
      ],
    })
    const state = source.init()
    for (let minute = 0; minute < 3; minute++) source.decide(state, inputAt(minute))
    const checkpoint = structuredClone(state)
    for (let minute = 3; minute < 7; minute++)
      expect(source.decide(checkpoint, inputAt(minute))).toEqual(source.decide(state, inputAt(minute)))
  })
})

describe('signalSynthesizer(options)', () => {
  const one = { source: saying('one', []), weight: 50 }

  it.each<[string, Partial<SynthesizerOptions>, string]>([
    ['no source', { sources: [] }, 'expected at least one source, received none'],
    ['a name twice', { sources: [one, one] }, 'expected a name used once, received one twice'],
    [
      'a weight that is no whole number',
      { sources: [{ ...one, weight: 0.5 }] },
      'the weight of one to be a whole number of hundredths above 0, received 0.5',
    ],
    ['a bound to keep above that is higher than the one to take at', { keepAbove: 50 }, 'keepAbove to be 40 or less, received 50'],
    ['a negative span', { cooldownUs: -1 }, 'cooldownUs to be 0 or more, received -1'],
    ['a span that is no number', { minimumHoldUs: NaN }, 'minimumHoldUs to be 0 or more, received NaN'],
  ])('refuses %s', (_what, options, message) => {
    expect(() => signalSynthesizer({ agreement: 'weighted', sources: [one], ...options })).toThrow(message)
  })

  it('says what its sources look at, and that what is held depends on all of the past', () => {
    const sources = [{ source: flowSource(), weight: 50 }, one]
    expect(signalSynthesizer({ agreement: 'all', sources })).toMatchObject({ lookBackUs: 0, inputs: flowSource().inputs })
    expect(signalSynthesizer({ agreement: 'all', sources, cooldownUs: 1 }).lookBackUs).toBe(Infinity)
  })
})

function runsOf(series: readonly Direction[]): { readonly direction: Direction; readonly length: number }[] {
  const runs: { direction: Direction; length: number }[] = []
  for (const direction of series) {
    const last = runs.at(-1)
    if (last?.direction === direction) last.length += 1
    else runs.push({ direction, length: 1 })
  }
  return runs
}
