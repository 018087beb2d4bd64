import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fullBucket, pauseAfterRefusal, pauseBucket, takeToken, type TokenBucket } from './token-bucket.ts'

const rate = { perSecond: 10, burst: 15 }

/** When each of some requests may go, asked for at ascending moments. */
function grants(bucket: TokenBucket, askedMs: readonly number[]): readonly number[] {
  return askedMs.map((nowMs) => {
    const [next, waitMs] = takeToken(bucket, nowMs)
    bucket = next
    return nowMs + waitMs
  })
}

describe('takeToken(bucket, nowMs)', () => {
  it('gives a whole burst at once, and then one token each tenth of a second', () => {
    const given = grants(
      fullBucket(rate),
      Array.from({ length: 18 }, () => 1000),
    )
    expect(given.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 1000))
    expect(given.slice(15)).toEqual([1100, 1200, 1300])
  })

  it('fills drop by drop, and never above its rim', () => {
    const asked = [...Array.from({ length: 15 }, () => 0), 250, 250, 250, ...Array.from({ length: 16 }, () => 60_000)]
    expect(grants(fullBucket(rate), asked).slice(15)).toEqual([250, 250, 300, ...Array.from({ length: 15 }, () => 60_000), 60_100])
  })

  it('gives no more in any span of time than a burst and what came back in it, in the order asked, and never late', () => {
    const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2000 })), { maxLength: 60 })
    fc.assert(
      fc.property(gaps, (gapsMs) => {
        let atMs = 0
        const asked = gapsMs.map((gapMs) => (atMs += gapMs))
        const given = grants(fullBucket(rate), asked)
        for (const [first, fromMs] of given.entries()) {
          for (let last = first; last < given.length; last++) {
            expect(last - first + 1).toBeLessThanOrEqual(rate.burst + ((given[last]! - fromMs) * rate.perSecond) / 1000 + 1e-6)
          }
        }
        expect(given).toEqual(given.toSorted((a, b) => a - b))
        expect(given).toEqual(plainGrants(asked).map((ms) => expect.closeTo(ms, 6)))
      }),
    )
  })
})

describe('pauseBucket(bucket, untilMs)', () => {
  it('gives nothing until then, and then one at a time', () => {
    expect(grants(pauseBucket(fullBucket(rate), 5000), [1000, 1000, 6000])).toEqual([5000, 5100, 6000])
  })

  it('does not bring forward what waits longer already', () => {
    const [empty] = Array.from({ length: 100 }).reduce<readonly [TokenBucket, number]>(
      ([bucket]) => takeToken(bucket, 0),
      [fullBucket(rate), 0],
    )
    expect(grants(pauseBucket(empty, 1000), [0])).toEqual(grants(empty, [0]))
  })
})

describe('pauseAfterRefusal(askedMs, dice)', () => {
  it.each([
    [undefined, 0, 1000],
    [undefined, 0.5, 1500],
    [200, 0, 1000],
    [7000, 0.25, 7250],
    [86_400_000, 0, 60_000],
  ])('of %s with a throw of %s is %s', (askedMs, dice, pauseMs) => {
    expect(pauseAfterRefusal(askedMs, dice)).toBe(pauseMs)
  })
})

/** The same promise kept the slow, plain way: tokens in a bucket, counted at each step. */
function plainGrants(askedMs: readonly number[]): readonly number[] {
  let tokens = rate.burst
  let countedMs = 0
  return askedMs.map((nowMs) => {
    const fromMs = Math.max(nowMs, countedMs)
    tokens = Math.min(rate.burst, tokens + ((fromMs - countedMs) * rate.perSecond) / 1000)
    countedMs = fromMs
    if (tokens < 1) {
      countedMs += ((1 - tokens) * 1000) / rate.perSecond
      tokens = 1
    }
    tokens -= 1
    return countedMs
  })
}
