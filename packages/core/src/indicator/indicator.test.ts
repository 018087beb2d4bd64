import { describe, expect, it } from 'vitest'
import { delta } from '../flow/cvd.ts'
import { ofi } from '../flow/ofi.ts'
import { SECOND_US, type Trade } from '../market.ts'
import { live } from './indicator.ts'

const quote = { timeUs: 0, bidPrice: 99, bidSize: 1, askPrice: 101, askSize: 1 }
const trade: Trade = { id: 1, timeUs: SECOND_US, price: 100, size: 2, aggressor: 'buy' }

describe('live(indicator)', () => {
  it('reads what the last input came to, as often as it is asked', () => {
    const flow = live(ofi)
    expect(flow.read()).toBeUndefined()
    flow.push(quote)
    expect(flow.push({ ...quote, bidSize: 4 })).toBe(3)
    expect([flow.read(), flow.read()]).toEqual([3, 3])
    expect('advance' in flow).toBe(false)
  })

  it('lets a window expire between inputs', () => {
    const flow = live(delta({ widthUs: SECOND_US }))
    expect(flow.push(trade).delta).toBe(2)
    expect(flow.advance(2 * SECOND_US - 1).delta).toBe(2)
    expect(flow.advance(2 * SECOND_US).delta).toBe(0)
    expect(flow.read().trades).toBe(0)
  })

  it('goes on from the state of another', () => {
    const first = live(ofi)
    first.push(quote)
    expect(live(ofi, structuredClone(first.state)).push({ ...quote, askSize: 6 })).toBe(-5)
  })
})
