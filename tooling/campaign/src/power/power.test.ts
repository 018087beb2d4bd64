import { describe, expect, it } from 'vitest'
import { PowerCampaign, paperTrades } from './power-campaign.ts'
import { plantedMarket } from './planted-market.ts'

const mean = (edgeBps: number) => paperTrades(3, edgeBps, 200).reduce((sum, { grossBps }) => sum + grossBps, 0) / 200

describe('plantedMarket', () => {
  it('is the same for the same seed, and leans only where an edge was planted', () => {
    const first = paperTrades(3, 0, 40)
    expect(paperTrades(3, 0, 40)).toEqual(first)
    expect(mean(50) - mean(0)).toBeGreaterThan(40)
  })

  it('tells books and moments of decision in the order of receipt', () => {
    let lastUs = -Infinity
    let events = 0
    for (const event of plantedMarket({ seed: 1, edgeBps: 0, holdMinutes: 5 })) {
      expect(event.receivedUs).toBeGreaterThanOrEqual(lastUs)
      lastUs = event.receivedUs
      if (++events === 200) break
    }
  })
})

describe('PowerCampaign', () => {
  it('finds a large edge and none where there is none', () => {
    const campaign = new PowerCampaign({ seeds: 6, firstSeed: 1, edgeBps: 9, calibrationTrades: 500 })
    while (campaign.advance());
    const { planted, withEdge, withoutEdge } = campaign.result
    expect(planted.meanBps).toBeGreaterThan(5)
    expect(withoutEdge.verdicts.GO).toBeLessThanOrEqual(1)
    expect(withEdge.verdicts.GO).toBeGreaterThanOrEqual(3)
    expect(() => new PowerCampaign({ seeds: 1, firstSeed: 1, edgeBps: 0.5, calibrationTrades: 200 })).toThrow('is never found')
  })
})
