import { describe, expect, it } from 'vitest'
import { isKnown, KeptAnswers } from './kept-answers.ts'

const world = () => {
  const now = { stamp: 'a', ms: 0 }
  return {
    now,
    kept: new KeptAnswers(
      () => now.stamp,
      () => now.ms,
    ),
  }
}

describe('KeptAnswers', () => {
  it('has an answer until anything changes, and for no longer than a tenth of a second', () => {
    const { kept, now } = world()
    expect(kept.get('/x')).toBeUndefined()
    const made = kept.put('/x', { a: 'é' })
    expect(made.bytes.toString()).toBe('{"a":"é"}')
    now.ms = 99
    expect(kept.get('/x')).toBe(made)
    expect(kept.get('/y')).toBeUndefined()
    now.ms = 100
    expect(kept.get('/x')).toBeUndefined()
    kept.put('/x', {})
    now.stamp = 'b'
    expect(kept.get('/x')).toBeUndefined()
    now.stamp = 'a'
    expect(kept.get('/x')).toBeUndefined()
  })

  it('holds a bounded number of them, whatever is asked', () => {
    const { kept } = world()
    kept.get('/0')
    for (let i = 0; i < 2_000; i += 1) kept.put(`/${i}`, i)
    expect(Array.from({ length: 2_000 }, (_, i) => kept.get(`/${i}`)).filter((answer) => answer !== undefined)).toHaveLength(500)
  })

  it('tags answers by what they say', () => {
    const { kept } = world()
    const [one, same, other] = [kept.put('/1', [1]), kept.put('/2', [1]), kept.put('/3', [2])]
    expect([one.etag === same.etag, one.etag === other.etag]).toEqual([true, false])
    expect(isKnown(one, one.etag)).toBe(true)
    expect(isKnown(one, `"x", W/${one.etag}`)).toBe(true)
    expect(isKnown(one, other.etag)).toBe(false)
    expect(isKnown(one, undefined)).toBe(false)
  })
})
