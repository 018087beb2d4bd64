import { describe, expect, it } from 'vitest'
import { briefReason, reasonText } from './readings.ts'

const second = 1e6

describe('reasonText(reason, sinceUs, nowUs)', () => {
  it.each([
    ['warming up: 60 s and 20 changes of the best quote', 48, '12 s left'],
    ['warming up: 60 s and 20 changes of the best quote', 61, 'needs 20 changes of the best quote'],
    ['warming up: 1 h of samples', 240, '56 min left'],
    ['warming up: 5 s of book', 9, 'warming up'],
    ['warming up: 1,000 taker orders', 9, 'needs 1,000 taker orders'],
    ['warming up: 60 s of 120 s', 9, 'watched 60 s of 120 s'],
    ['coverage 61 % < 90 %', 9, 'coverage 61 % < 90 %'],
  ])('%s, %d s after its source stood', (reason, agoS, text) => {
    expect(reasonText(reason, 100 * second, (100 + agoS) * second)).toBe(text)
  })

  it('does not count down from a start that is not known', () => {
    expect(reasonText('warming up: 60 s of book', undefined, 0)).toBe('needs 60 s of book')
  })
})

describe('briefReason(reason)', () => {
  it('says of a lost book that it is lost', () => {
    expect(briefReason('book: book resyncing: sequence gap: expected 1, received 3')).toBe('book not synced')
    expect(briefReason('trades: stale: nothing received for 14 s')).toBe('silent for 14 s')
    expect(briefReason('connection closed')).toBe('connection closed')
  })
})
