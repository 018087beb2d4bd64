import type { Trade } from '@of/core'
import { describe, expect, it } from 'vitest'
import { OrderTape } from './order-tape.ts'

function trade(id: number, fields: Partial<Trade> = {}): Trade {
  return { id, timeUs: id * 1e6, price: 100_000, size: 0.1, aggressor: 'buy', ...fields }
}

describe('OrderTape', () => {
  it('puts the prints of an order together, newest order first', () => {
    const tape = new OrderTape()
    tape.add([trade(1, { timeUs: 5 }), trade(2, { timeUs: 5, price: 100_010 }), trade(3, { timeUs: 9, aggressor: 'sell' })])
    tape.settle(9 + 500_000)
    expect(tape.rows.map(({ aggressor, price, size }) => [aggressor, price, size])).toEqual([
      ['sell', 100_000, 0.1],
      ['buy', 100_010, 0.2],
    ])
  })

  it('marks what exceeds the threshold in force and is worth enough', () => {
    const tape = new OrderTape()
    tape.add([trade(1, { size: 9 })])
    tape.settle(Infinity)
    tape.threshold = 0.4
    tape.add([trade(2, { size: 0.45 }), trade(3, { size: 0.6 }), trade(4, { size: 0.4 })])
    tape.settle(Infinity)
    expect(tape.rows.map(({ isWhale }) => isWhale)).toEqual([false, true, false, false])
    expect(tape.whales).toHaveLength(1)
  })

  it('stays bounded', () => {
    const tape = new OrderTape()
    tape.threshold = 0.01
    for (let id = 1; id < 1_000; id++) tape.add([trade(id, { size: 5 })])
    expect([tape.rows.length, tape.whales.length]).toEqual([200, 20])
  })
})
