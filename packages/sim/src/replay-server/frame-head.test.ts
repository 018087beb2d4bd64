import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHead, withSequence } from './frame-head.ts'

const frame = Buffer.from(
  '{"channel":"l2_data","sequence_num": 17,"events":[{"product_id":"BTC-USD","note":"€"},{"product_id":"ETH-USD"}]}',
)

describe('readHead(frame)', () => {
  it('finds the channel, the number and each product once', () => {
    expect(readHead(frame)).toEqual({ channel: 'l2_data', sequence: 17, products: new Set(['BTC-USD', 'ETH-USD']) })
  })

  it('says of any bytes what was found in them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(readHead(bytes)).toEqual({ channel: undefined, sequence: undefined, products: new Set() })
      }),
    )
  })
})

describe('withSequence(frame, sequence)', () => {
  it('changes the number and not another byte', () => {
    expect(Buffer.from(withSequence(frame, 4)).toString()).toBe(frame.toString().replace('"sequence_num": 17', '"sequence_num":4'))
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect([...withSequence(bytes, 4)]).toEqual([...bytes])
      }),
    )
  })
})
