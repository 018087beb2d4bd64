import type { FeatureSnapshot, MarketEvent, Sources } from '@of/core'
import { coin, normal, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import type { FactorFigures } from '../signal-report.ts'
import { Moves } from '../sample/moves.ts'
import type { SignalPoint } from './factor-reader.ts'
import { FactorStudy } from './factor-study.ts'

const MINUTE_US = 60_000_000
const COSTS = { spreadBps: 1, feeBps: null, roundTripBps: null }

type Due = Extract<MarketEvent, { readonly kind: 'due' }>

/** A signal that is read from a list, a point a decision. */
function studied(points: readonly SignalPoint[], move: (point: SignalPoint) => number, horizonsUs = [MINUTE_US]): FactorFigures | null {
  let at = 0
  const study = new FactorStudy({ ruleSet: 'made', read: () => points[at]! }, horizonsUs)
  const moves = new Moves(0)
  let mid = 10_000
  moves.onMid(mid)
  for (const [index, point] of points.entries()) {
    at = index
    const timeUs = index * MINUTE_US
    moves.advance(timeUs)
    const due: Due = {
      kind: 'due',
      product: 'MADE-USD',
      timeUs,
      receivedUs: timeUs,
      features: {} as FeatureSnapshot,
      sources: {} as Sources,
    }
    study.onDue(due, moves)
    moves.advance(timeUs + 1)
    mid += move(point)
    moves.onMid(mid)
  }
  moves.advance(points.length * MINUTE_US + 1)
  return study.figures(() => COSTS)
}

/** Three factors: one that leads the price, one that says the same as another, one that means nothing. */
function madePoints(count: number): SignalPoint[] {
  const random = sfc32(2)
  return Array.from({ length: count }, () => {
    const [lead, idle] = [coin(random), coin(random)].map((up) => (up ? 20 : -20)) as [number, number]
    const factors = [
      { factor: 'orderImbalance', value: lead / 20 + normal(random) / 10, contribution: lead },
      { factor: 'depth', value: lead / 20, contribution: lead / 2 },
      { factor: 'idle', value: idle, contribution: idle },
      { factor: 'silent', value: null, contribution: 0 },
    ]
    return { net: factors.reduce((sum, { contribution }) => sum + contribution, 0), factors }
  })
}

describe('FactorStudy', () => {
  const random = sfc32(9)
  const figures = studied(madePoints(300), ({ factors }) => factors[0]!.contribution / 20 + normal(random))!
  const [ablation] = figures.ablation

  it('counts decisions, and where a factor was known and fired', () => {
    expect([figures.decisions, figures.abstained, figures.ruleSet]).toEqual([300, 0, 'made'])
    expect(figures.factors.map(({ fired, known }) => [known, fired])).toEqual([[300, 300], [300, 300], [300, 300], [0, 0]]) // prettier-ignore
  })

  it('finds how factors go together, and which pair was scored twice', () => {
    expect(figures.pairs).toHaveLength(6)
    expect(figures.doubleScored).toMatchObject({ factors: ['orderImbalance', 'depth'], n: 300, bothFired: 300, sameSide: 300 })
    expect(figures.doubleScored!.correlation).toBeGreaterThan(0.95)
    const idle = figures.pairs.find(({ factors: [, other] }) => other === 'idle')
    expect(Math.abs(idle!.correlation!)).toBeLessThan(0.2)
  })

  it('finds what each explains alone, and that one that says the same as another adds nothing', () => {
    const [lead, same, idle, silent] = ablation!.factors
    expect(lead!.alone).toBeGreaterThan(0.3)
    expect(same!.alone).toBeCloseTo(lead!.alone!, 9)
    expect(idle!.alone).toBeLessThan(0.05)
    expect(silent).toEqual({ factor: 'silent', alone: null, without: null, adds: null })
    expect(ablation!.netR2).toBeGreaterThan(0.1)
  })

  it('says nothing of few decisions', () => {
    const few = studied(madePoints(20), () => 1)!
    expect(few.ablation[0]).toMatchObject({ r2: null, netR2: null })
    expect(few.doubleScored?.correlation).toBeNull()
  })

  it('follows decisions whose moves do not overlap', () => {
    expect(studied(madePoints(100), () => 1, [5 * MINUTE_US])?.ablation[0]?.n).toBe(20)
  })

  it('keeps what was abstained from apart', () => {
    const abstained = { net: null, factors: [] }
    expect(studied([abstained, ...madePoints(40)], () => 1)).toMatchObject({ decisions: 40, abstained: 1 })
    expect(studied([abstained], () => 1)).toBeNull()
  })
})
