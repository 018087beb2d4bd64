import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PerSecond, TokenBuckets } from './limits.ts'

const waits = fc.array(fc.nat(400_000), { minLength: 1, maxLength: 60 })

describe('PerSecond', () => {
  it('admits no more than its number in any second, and refuses nobody below it', () => {
    fc.assert(
      fc.property(waits, (series) => {
        const limit = new PerSecond(3)
        const counted: number[] = []
        let nowUs = 0
        for (const wait of series) {
          nowUs += wait
          const recent = counted.filter((timeUs) => timeUs > nowUs - 1_000_000).length
          expect(limit.admits('somebody', nowUs)).toBe(recent < 3)
          if (recent === 3) continue
          limit.count('somebody', nowUs)
          counted.push(nowUs)
        }
      }),
    )
  })

  it('counts everybody apart', () => {
    const limit = new PerSecond(1)
    limit.count('one', 0)
    expect([limit.admits('one', 0), limit.admits('other', 0)]).toEqual([false, true])
  })
})

describe('TokenBuckets', () => {
  it('grants a burst at once and then so many a second', () => {
    const buckets = new TokenBuckets({ perSecond: 10, burst: 15 })
    const granted = (nowUs: number): boolean => buckets.take('somebody', nowUs).isTaken
    expect(Array.from({ length: 16 }, () => granted(0))).toEqual([...Array<boolean>(15).fill(true), false])
    expect([granted(99_999), granted(100_000), granted(100_001)]).toEqual([false, true, false])
    expect(buckets.take('other', 100_001)).toEqual({ isTaken: true, left: 14 })
  })

  it('never grants more than the burst and what has flown in since', () => {
    fc.assert(
      fc.property(waits, (series) => {
        const buckets = new TokenBuckets({ perSecond: 10, burst: 5 })
        let nowUs = 0
        let granted = 0
        for (const wait of series) {
          nowUs += wait
          if (buckets.take('somebody', nowUs).isTaken) granted += 1
          expect(granted).toBeLessThanOrEqual(5 + nowUs / 100_000)
        }
      }),
    )
  })
})
