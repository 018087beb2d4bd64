import { SECOND_US } from '@of/core'
import { coin, sfc32 } from '@of/stats'
import { describe, expect, it } from 'vitest'
import type { StudyOptions } from './options.ts'
import type { StudyReport } from './report.ts'
import { Study } from './study.ts'
import { goldenEvents } from './testing/golden-events.ts'
import { MadeMarket } from './testing/market.ts'

/** A market whose mid goes on the way that takers went in the second before, five times in six. */
function led(seconds: number): MadeMarket {
  const market = new MadeMarket(20_000).book(0, 1_000, { isSnapshot: true })
  const random = sfc32(6)
  let bid = 1_000
  for (let second = 0; second < seconds; second++) {
    const isUp = coin(random)
    market.trade(second + 0.3, isUp ? 'buy' : 'sell', 2, { price: bid + 1 }).book(second + 1.05, bid)
    bid += isUp === random.unit() < 5 / 6 ? 2 : -2
    market.book(second + 1.25, bid)
  }
  return market
}

function studied(market: MadeMarket, options: StudyOptions = {}): StudyReport {
  const study = new Study({ horizonsUs: [SECOND_US], levels: 1, ...options })
  for (const event of market.events) study.push(event)
  return study.finish()[0]!
}

describe('Study', () => {
  const report = studied(led(400), { feeBps: 5 })
  const [horizon] = report.horizons

  it('keeps what explains and what predicts apart', () => {
    expect(horizon!.predictive.tradeImbalance.r2).toBeGreaterThan(0.3)
    expect(horizon!.predictive.tradeImbalance.outOfSampleR2).toBeGreaterThan(0.3)
    expect(horizon!.contemporaneous.tradeImbalance.r2).toBeLessThan(0.2)
    expect(horizon!.contemporaneous.ofi.r2).toBeGreaterThan(0.9)
  })

  it('puts costs beside what predicts, and says whether they are earned', () => {
    const { costs, predictedMoveBps } = horizon!.predictive.tradeImbalance
    expect(costs.roundTripBps).toBe(costs.spreadBps! + 10)
    expect(costs.spreadBps).toBeGreaterThan(10)
    expect(predictedMoveBps).toBeLessThan(costs.roundTripBps!)
    expect(report.conclusions.join(' ')).toMatch(/trade imbalance over the next 1 s, explains .* no edge for a taker\./)
  })

  it('does not make a cost of a fee that was not chosen', () => {
    const free = studied(led(200))
    expect(free.horizons[0]!.predictive.ofi.costs).toMatchObject({ feeBps: null, roundTripBps: null })
    expect(free.warnings).toContain('no fee chosen: costs are the spread alone')
  })

  it('predicts nothing of a move that is over when it can be acted on', () => {
    const { predictive } = studied(led(400), { latencyUs: 600_000 }).horizons[0]!
    expect(predictive.tradeImbalance.r2).toBeLessThan(0.2)
  })

  it('studies products apart', () => {
    const study = new Study({ horizonsUs: [SECOND_US], levels: 1 })
    for (const event of led(100).events) {
      study.push(event)
      study.push({ ...event, product: 'OTHER-USD' })
    }
    const [first, second] = study.finish()
    expect(study.products).toEqual(['MADE-USD', 'OTHER-USD'])
    expect(second!.horizons[0]!.contemporaneous.ofi.r2).toEqual(first!.horizons[0]!.contemporaneous.ofi.r2)
  })

  it('gives the same report for the same events and seed, to the byte', () => {
    const [first, second] = [led(150), led(150)].map((market) => JSON.stringify(studied(market)))
    expect(first).toBe(second)
  })

  it('says of a market without trades, without a fee and of unknown tick that it is one', () => {
    const quiet = new MadeMarket().book(0, 100).book(1, 101).book(2, 100)
    expect(studied(quiet)).toMatchObject({ input: { tick: 1, tickInferred: true, trades: 0 }, factors: null, levels: null })
    expect(studied(quiet).warnings.join()).toContain('no visible trade')
  })

  it('finds nothing, and says so, where the mid stands still', () => {
    const still = new MadeMarket()
    for (let second = 0; second < 50; second++) still.book(second, 100, { bidSize: 1 + (second % 3) })
    const { conclusions, horizons, warnings } = studied(still)
    expect(horizons[0]!.contemporaneous).toMatchObject({ skippedBlocks: 1, ofi: { r2: null, beta: null, t: null, n: 0 } })
    expect(conclusions[0]).toContain('nothing can be said')
    expect(warnings.join()).toContain('the mid never moved in a whole block')
  })

  it('says which block is but a scrap, and of how many levels chance would make most', () => {
    const blockUs = 60 * SECOND_US
    const scrap = 'a block at 1 s holds but 15 windows and weighs as much as any other'
    expect(studied(led(75), { blockUs }).warnings).toContain(scrap)
    expect(studied(led(100), { blockUs }).warnings.join()).not.toContain('weighs as much')
    expect(studied(led(12), { levels: 10 }).warnings.join()).toContain('too few windows a block at 1 s for so many levels')
    expect(studied(led(12)).warnings.join()).not.toContain('for so many levels')
    expect(studied(led(100), { levels: 3 }).warnings.join()).not.toContain('for so many levels')
  })

  it('lengthens blocks until they hold windows enough', () => {
    const study = new Study({ levels: 1 })
    study.push(new MadeMarket().book(0, 100).events[0]!)
    const blocks = study.finish()[0]!.horizons.map(({ blockSeconds, seconds }) => [seconds, blockSeconds / 60])
    expect(blocks).toEqual([[1, 30], [2, 30], [5, 30], [10, 30], [30, 30], [60, 30], [300, 180], [900, 480]]) // prettier-ignore
  })

  it.each<[StudyOptions, string]>([
    [{ horizonsUs: [] }, 'study: horizonsUs must not be empty'],
    [{ horizonsUs: [1] }, 'study: horizonsUs must be whole milliseconds above 0, was 1'],
    [{ levels: 0 }, 'study: levels must be a positive integer, was 0'],
    [{ latencyUs: -1 }, 'study: latencyUs must not be below 0, was -1'],
  ])('refuses %j', (options, message) => {
    expect(() => new Study(options)).toThrow(new RangeError(message))
  })
})

describe('a study of many blocks', () => {
  const study = new Study({ horizonsUs: [SECOND_US], levels: 2, blockUs: 30 * SECOND_US })
  for (const event of goldenEvents({ steps: 8_000 })) study.push(event)
  const [report] = study.finish(() => 1)

  it('tells how the slope goes with depth', () => {
    const { betaTimes2D, blocks, exponent, exponentError, exponentInterval } = report!.depthLaw!
    expect(blocks).toBeGreaterThan(10)
    expect(exponent).toBeLessThan(0)
    expect(exponentError).toBeGreaterThan(0)
    const [low, high] = exponentInterval!
    expect(low).toBeLessThan(exponent! - 1.95 * exponentError!)
    expect(high).toBeGreaterThan(exponent! + 1.95 * exponentError!)
    expect(betaTimes2D).toBeGreaterThan(0)
  })

  it('tells intervals round its means, and weights of the past', () => {
    const { integrated, ofi } = report!.horizons[0]!.contemporaneous
    const [low, high] = ofi.r2Interval!
    expect(low).toBeLessThan(ofi.r2!)
    expect(high).toBeGreaterThan(ofi.r2!)
    expect(integrated.weightsFrom).toBe('past blocks')
    expect(integrated.blocks).toBeLessThan(ofi.blocks)
  })

  it('tells the hours of the day', () => {
    const hours = report!.horizons[0]!.byHour
    expect(hours.map(({ hour }) => hour)).toEqual([0])
    expect(hours[0]!.blocks).toBe(report!.horizons[0]!.contemporaneous.ofi.blocks)
  })
})
