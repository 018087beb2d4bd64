import { describe, expect, it } from 'vitest'
import { golden, goldenStream, replayGolden } from '../testing/golden-stream.ts'
import { goldenQuotes } from './testing/golden.ts'
import { type SignRule, tradeSigns } from './trade-sign.ts'

const hand = golden.classification_hand
const quote = { bidPrice: hand.quote[0]!, askPrice: hand.quote[1]! }
const { trades } = replayGolden(goldenStream())
const rules: readonly (readonly [SignRule, 'tick' | 'lee_ready' | 'emo' | 'clnv'])[] = [
  ['tick', 'tick'],
  ['lee-ready', 'lee_ready'],
  ['emo', 'emo'],
  ['clnv', 'clnv'],
]

describe('tradeSigns(rule)', () => {
  it.each(rules)('%s signs a made-up series as the reference does', (rule, name) => {
    const signs = tradeSigns(rule)
    const state = signs.init()
    const found = hand.prices.map((price) => signs.sign(state, price, quote)?.aggressor)
    expect(found.map((side) => (side === undefined ? 0 : side === 'buy' ? 1 : -1))).toEqual(hand[name])
  })

  it.each(rules)('%s is right on the golden stream as often as the reference', (rule, name) => {
    const signs = tradeSigns(rule)
    const state = signs.init()
    const right = trades.filter(({ trade, row }) => signs.sign(state, trade.price, goldenQuotes[row])?.aggressor === trade.aggressor).length
    expect(right / trades.length).toBeCloseTo(golden.classification_accuracy[name], 11)
  })

  it('says what a side was inferred from', () => {
    const signs = tradeSigns('lee-ready')
    const state = signs.init()
    expect(signs.sign(state, 105, quote)).toBeUndefined()
    expect(signs.sign(state, 106, quote)).toEqual({ aggressor: 'buy', from: 'quote' })
    expect(signs.sign(state, 105, quote)).toEqual({ aggressor: 'sell', from: 'tick' })
    expect(signs.sign(state, 105, quote)).toEqual({ aggressor: 'sell', from: 'tick' })
  })

  it('goes by the tick where no quote is known', () => {
    const signs = tradeSigns('emo')
    const state = signs.init()
    expect(signs.sign(state, 100, undefined)).toBeUndefined()
    expect(signs.sign(state, 101, undefined)).toEqual({ aggressor: 'buy', from: 'tick' })
  })
})
