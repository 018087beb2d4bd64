import { describe, expect, it } from 'vitest'
import { Departures } from './departures.ts'

const unsubscribe = '{"type":"unsubscribe","channel":"level2","product_ids":["A-USD"]}'
const snapshot = '{"channel":"l2_data","events":[{"type":"snapshot","product_id":"A-USD","updates":[]}]}'
const list = (...products: readonly string[]): string =>
  JSON.stringify({ channel: 'subscriptions', events: [{ subscriptions: { level2: products } }] })

/** The frames leave under those numbers and arrive in the order given. */
function after(frames: readonly (readonly [number, string])[]): boolean {
  const departures = new Departures()
  departures.onHeard('link1', unsubscribe)
  for (const [number, text] of frames.toSorted(([a], [b]) => a - b)) departures.onLeft('link1', text, number)
  for (const [number, text] of frames) departures.onDelivered('link1', text, number)
  return departures.isGone('link1', 'A-USD')
}

describe('a book that was unsubscribed', () => {
  it('is gone once its client has a list without it, and until the next snapshot', () => {
    expect(after([])).toBe(false)
    expect(after([[4, list('B-USD')]])).toBe(true)
    expect(after([[4, list('A-USD', 'B-USD')]])).toBe(false)
    expect(
      after([
        [4, list()],
        [5, snapshot],
      ]),
    ).toBe(false)
    expect(
      after([
        [4, snapshot],
        [5, list()],
      ]),
    ).toBe(false)
  })

  it('is not gone by a list that comes after its turn, nor by one that cannot be read', () => {
    expect(
      after([
        [5, snapshot],
        [4, list()],
      ]),
    ).toBe(false)
    const departures = new Departures()
    departures.onHeard('link1', unsubscribe)
    departures.onLeft('link1', list(), 4)
    departures.onDelivered('link1', list().slice(0, -3), 4)
    expect(departures.isGone('link1', 'A-USD')).toBe(false)
  })
})
