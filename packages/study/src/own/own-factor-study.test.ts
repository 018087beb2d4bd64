import type { FeatureSnapshot, MarketEvent } from '@of/core'
import { SECOND_US } from '@of/core'
import { coin, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import { conclusionsOf } from '../conclusions.ts'
import type { StudyReport } from '../report.ts'
import { Study } from '../study.ts'
import { MadeMarket } from '../testing/market.ts'

const LAG_US = 20_000
const healthy = { book: { state: 'healthy' }, trades: { state: 'healthy' } } as const

/** A market whose mid goes on the way that takers went in the second before, five times in six, and a moment of decision a second. */
function led(seconds: number, losesAt = -1): { readonly events: readonly MarketEvent[]; readonly flows: ReadonlyMap<number, number> } {
  const random = sfc32(6)
  const market = new MadeMarket(LAG_US).book(0, 1_000, { isSnapshot: true })
  const flows = new Map<number, number>()
  let bid = 1_000
  for (let second = 0; second < seconds; second++) {
    const isUp = coin(random)
    flows.set((second + 1) * SECOND_US, isUp ? 2 : -2)
    market.trade(second + 0.3, isUp ? 'buy' : 'sell', 2, { price: bid + 1 })
    if (second === losesAt) market.lose(second + 0.5).book(second + 0.6, bid, { isSnapshot: true })
    // A decision is told with the first message after its moment.
    market.events.push(dueAt(second + 1, second + 1.05, bid))
    market.book(second + 1.05, bid)
    bid += isUp === random.unit() < 5 / 6 ? 2 : -2
    market.book(second + 1.25, bid)
  }
  return { events: market.events, flows }
}

function dueAt(atS: number, metS: number, bid: number): MarketEvent {
  // A study of factors looks at these alone.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const features = { mid: { value: bid + 1 }, spreadBps: { value: 2e4 / (bid + 1) } } as FeatureSnapshot
  const receivedUs = Math.round(metS * SECOND_US) + LAG_US
  return { kind: 'due', product: 'MADE-USD', timeUs: atS * SECOND_US, receivedUs, features, sources: healthy }
}

function studied({ events, flows }: ReturnType<typeof led>, horizonsS: readonly number[], everyS = 1, latencyUs = 100_000): StudyReport {
  const values = (timeUs: number): (number | null)[] => [flows.get(timeUs) ?? null, timeUs % (2 * SECOND_US) === 0 ? 1 : null]
  const study = new Study({
    horizonsUs: horizonsS.map((seconds) => seconds * SECOND_US),
    levels: 1,
    feeBps: 5,
    latencyUs,
    own: {
      names: ['flow', 'one'],
      everyUs: everyS * SECOND_US,
      on: (event) => (event.kind === 'due' && event.timeUs % (everyS * SECOND_US) === 0 ? values(event.timeUs) : undefined),
    },
  })
  for (const event of events) study.push(event)
  return study.finish(() => 1)[0]!
}

describe('a study with factors of somebody’s own', () => {
  const report = studied(led(300), [1])
  const [flow, one] = report.ownFactors!

  // The mid goes on 200 ms after a decision is received: what acts later has missed it.
  it.each([100_000, 220_000])('finds of a factor what it finds of the feature that it is, %i µs after its receipt', (latencyUs) => {
    const { horizons, ownFactors } = studied(led(300), [1], 1, latencyUs)
    const own = ownFactors![0]!.horizons[0]!.predictive
    const { betaInterval: _drawn, r2Interval: _also, ...same } = horizons[0]!.predictive.tradeImbalance
    for (const [name, value] of Object.entries(same).filter(([, figure]) => typeof figure === 'number'))
      expect([name, own[name as 'r2']]).toEqual([name, expect.closeTo(value as number, 9)])
    expect(own.costs).toEqual(same.costs)
    expect(own.r2! > 0.3).toBe(latencyUs === 100_000)
  })

  it('keeps what explains apart from what predicts', () => {
    expect(flow!.horizons[0]!.predictive.r2).toBeGreaterThan(0.3)
    expect(flow!.horizons[0]!.contemporaneous.r2).toBeLessThan(0.2)
    expect(flow).toMatchObject({ factor: 'flow', moments: 300, known: 300 })
  })

  it('counts moments without a value, and finds nothing where a value never varies', () => {
    expect(one).toMatchObject({ factor: 'one', moments: 300, known: 150 })
    expect(one!.horizons[0]!.predictive).toMatchObject({ r2: null, beta: null, t: null })
  })

  it('counts factors among what was tried before it says which predicts best', () => {
    expect(conclusionsOf(report).join('\n')).toContain('The best of 5 predictions, ')
    expect(conclusionsOf({ ...report, ownFactors: null }).join('\n')).toContain('The best of 4 predictions, ')
    expect(conclusionsOf({ ...report, horizons: [] }).join('\n')).toContain('The best of 1 prediction, factor flow over the next 1 s')
  })

  it('measures at horizons that are multiples of how often a factor is read, and across no loss of the book', () => {
    const rare = studied(led(60), [1, 2, 3, 4], 2)
    expect(rare.ownFactors![0]!.horizons.map(({ seconds }) => seconds)).toEqual([2, 4])
    const [whole, torn] = [led(60), led(60, 20)].map((market) => studied(market, [4]).ownFactors![0]!.horizons[0]!)
    expect(torn!.contemporaneous.windows).toBe(whole!.contemporaneous.windows - 1)
    expect(torn!.predictive.windows).toBe(whole!.predictive.windows - 1)
    expect(torn!.predictive.unmeasured).toBe(whole!.predictive.unmeasured + 1)
  })

  it('says nothing of them where there are none', () => {
    const study = new Study({ horizonsUs: [SECOND_US], levels: 1 })
    for (const event of led(3).events) study.push(event)
    expect(study.finish()[0]!.ownFactors).toBeNull()
  })
})
