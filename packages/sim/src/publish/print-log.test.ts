import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Print } from '../market/print.ts'
import { PrintLog } from './print-log.ts'

function made(id: number): Print {
  return { id, timeUs: 1_790_000_000_000_000 + 7 * id, tick: 3 * id, lots: 1e12 + id, aggressor: id % 3 === 0 ? 'buy' : 'sell' }
}

describe('PrintLog', () => {
  it('gives back the prints of a span of ids as a plain list of the latest would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(2200), fc.nat(2200), (count, from, to) => {
        const log = new PrintLog(512)
        const plain = Array.from({ length: count }, (_, index) => made(1000 + index))
        for (const print of plain) log.push(print)
        const kept = plain.slice(-512)
        expect(log.all()).toEqual(kept)
        expect([log.oldestId, log.newestId]).toEqual([kept[0]?.id, kept.at(-1)?.id])
        const isWithin = ({ id }: Print): boolean => id >= 900 + from && id <= 900 + to
        expect(log.between(900 + from, 900 + to)).toEqual(kept.filter(isWithin))
        expect(log.latest(100)).toEqual(kept.slice(-100))
      }),
      { numRuns: 40 },
    )
  })

  it('knows nothing before the first print', () => {
    const log = new PrintLog()
    expect([log.oldestId, log.newestId]).toEqual([undefined, undefined])
    expect([log.all(), log.latest(3), log.between(0, 9)]).toEqual([[], [], []])
  })

  it('refuses a gap, a repetition, and a bound that is no power of two', () => {
    const log = new PrintLog()
    log.push(made(5))
    expect(() => log.push(made(7))).toThrow('expected id 6, received 7')
    expect(() => log.push(made(5))).toThrow('expected id 6, received 5')
    expect(() => new PrintLog(1000)).toThrow('received 1000')
  })
})
