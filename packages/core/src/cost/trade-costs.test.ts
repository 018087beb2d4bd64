import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Execution, interruptTradeCosts, tradeCosts, type TradeCostsReading } from './trade-costs.ts'

const HORIZON_US = 1_000_000
const costs = tradeCosts({ horizonUs: HORIZON_US })

type Step = { readonly timeUs: number; readonly mid: number } | { readonly timeUs: number; readonly execution: Omit<Execution, 'timeUs'> }

function run(steps: readonly Step[], nowUs?: number): TradeCostsReading | undefined {
  const state = costs.init()
  for (const step of steps) {
    if ('mid' in step) costs.onMid(state, step.timeUs, step.mid)
    else costs.onExecution(state, { timeUs: step.timeUs, ...step.execution })
  }
  if (nowUs !== undefined) costs.advance(state, nowUs)
  return costs.read(state)
}

const bought = { aggressor: 'buy', price: 101, size: 2, mid: 100 } as const

describe('tradeCosts()', () => {
  it('takes the last mid at the end of the horizon, one of that very time included', () => {
    const steps: Step[] = [
      { timeUs: 0, mid: 100 },
      { timeUs: 1, execution: bought },
      { timeUs: 1_000_001, mid: 100.5 },
      { timeUs: 1_000_002, mid: 107 },
    ]
    expect(run(steps)).toMatchObject({ effectiveBps: 200, realisedBps: 100, impactBps: 100, executions: 1, volume: 2, unfinished: 0 })
  })

  it('weighs executions by volume, a sale upside down', () => {
    const steps: Step[] = [
      { timeUs: 0, mid: 100 },
      { timeUs: 1, execution: bought },
      { timeUs: 2, execution: { aggressor: 'sell', price: 99.5, size: 6, mid: 100 } },
    ]
    expect(run(steps, 1_000_002)).toMatchObject({ effectiveBps: (200 * 2 + 100 * 6) / 8, impactBps: 0 })
  })

  it('does not clamp a price better than the mid', () => {
    const steps: Step[] = [
      { timeUs: 0, mid: 100 },
      { timeUs: 0, execution: { ...bought, price: 99 } },
    ]
    expect(run(steps, HORIZON_US)?.effectiveBps).toBe(-200)
  })

  it('says nothing while no horizon has passed', () => {
    expect(
      run(
        [
          { timeUs: 0, mid: 100 },
          { timeUs: 5, execution: bought },
        ],
        HORIZON_US,
      ),
    ).toBeUndefined()
  })

  it('counts as lost what waited when the book was lost', () => {
    const state = costs.init()
    costs.onMid(state, 0, 100)
    costs.onExecution(state, { timeUs: 1, ...bought })
    interruptTradeCosts(state)
    costs.onExecution(state, { timeUs: 2, ...bought })
    costs.onMid(state, 2_000_000, 100)
    costs.onExecution(state, { timeUs: 2_000_000, ...bought })
    costs.advance(state, 3_000_000)
    expect(costs.read(state)).toMatchObject({ executions: 1, lost: 2, unfinished: 0 })
  })

  it('agrees with looking every mid up, whatever happens when', () => {
    const gaps = fc.integer({ min: 0, max: 700_000 })
    const prices = fc.integer({ min: 90, max: 110 })
    const events = fc.array(fc.tuple(gaps, prices, fc.option(fc.constantFrom('buy' as const, 'sell' as const), { nil: undefined })), {
      minLength: 2,
    })
    fc.assert(
      fc.property(events, (series) => {
        let timeUs = 0
        let last = 100
        const mids: { timeUs: number; mid: number }[] = [{ timeUs: 0, mid: 100 }]
        const executions: Execution[] = []
        const steps: Step[] = [...mids]
        for (const [gapUs, price, aggressor] of series) {
          timeUs += gapUs
          if (aggressor === undefined) {
            last = price
            mids.push({ timeUs, mid: price })
            steps.push({ timeUs, mid: price })
          } else {
            executions.push({ timeUs, aggressor, price, size: 1, mid: last })
            steps.push({ timeUs, execution: { aggressor, price, size: 1, mid: last } })
          }
        }
        const finished = executions.filter((execution) => execution.timeUs + HORIZON_US <= timeUs)
        const impacts = finished.map(({ aggressor, mid, timeUs: at }) => {
          const later = mids.findLast((quote) => quote.timeUs <= at + HORIZON_US)!.mid
          return (2e4 * (aggressor === 'buy' ? later - mid : mid - later)) / mid
        })
        const reading = run(steps, timeUs)
        expect(reading?.executions ?? 0).toBe(finished.length)
        if (reading === undefined) return
        expect(reading.impactBps).toBeCloseTo(impacts.reduce((sum, impact) => sum + impact, 0) / impacts.length, 8)
        expect(reading.realisedBps + reading.impactBps).toBeCloseTo(reading.effectiveBps, 8)
        expect(reading.unfinished).toBe(executions.length - finished.length)
      }),
      { numRuns: 50 },
    )
  })
})
