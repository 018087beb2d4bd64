import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { xxh64 } from './xxh64.ts'

const P1 = 0x9e3779b185ebca87n
const P2 = 0xc2b2ae3d27d4eb4fn
const P3 = 0x165667b19e3779f9n
const P4 = 0x85ebca77c2b2ae63n
const P5 = 0x27d4eb2f165667c5n
const u64 = (value: bigint): bigint => BigInt.asUintN(64, value)
const rotate = (value: bigint, bits: bigint): bigint => u64((u64(value) << bits) | (u64(value) >> (64n - bits)))
const round = (lane: bigint, word: bigint): bigint => u64(rotate(lane + word * P2, 31n) * P1)

/** The specification in big integers, over the whole text at once. */
function plainXxh64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  let hash = P5
  if (bytes.length >= 32) {
    const lanes = [u64(P1 + P2), P2, 0n, u64(-P1)]
    for (; at + 32 <= bytes.length; at += 32) lanes.forEach((lane, i) => (lanes[i] = round(lane, view.getBigUint64(at + 8 * i, true))))
    hash = [1n, 7n, 12n, 18n].reduce((sum, bits, i) => u64(sum + rotate(lanes[i]!, bits)), 0n)
    for (const lane of lanes) hash = u64((hash ^ round(0n, lane)) * P1 + P4)
  }
  hash = u64(hash + BigInt(bytes.length))
  for (; at + 8 <= bytes.length; at += 8) hash = u64(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4)
  for (; at + 4 <= bytes.length; at += 4) hash = u64(rotate(hash ^ u64(BigInt(view.getUint32(at, true)) * P1), 23n) * P2 + P3)
  for (; at < bytes.length; at++) hash = u64(rotate(hash ^ u64(BigInt(bytes[at]!) * P5), 11n) * P1)
  hash = u64((hash ^ (hash >> 33n)) * P2)
  hash = u64((hash ^ (hash >> 29n)) * P3)
  return hash ^ (hash >> 32n)
}

describe('xxh64', () => {
  it.each<[string, bigint]>([
    ['', 0xef46db3751d8e999n],
    ['a', 0xd24ec4f1a98c6e5bn],
    ['abc', 0x44bc2cf5ad770999n],
    ['Nobody inspects the spammish repetition', 0xfbcea83c8a378bf1n],
  ])('hashes "%s" to the published value', (text, expected) => {
    const state = xxh64.init()
    xxh64.step(state, new TextEncoder().encode(text))
    expect(xxh64.read(state)).toBe(expected)
  })

  it('equals the specification, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 8 }), (parts) => {
        const state = xxh64.init()
        for (const part of parts) xxh64.step(state, part)
        expect(xxh64.read(state)).toBe(plainXxh64(Uint8Array.from(parts.flatMap((part) => [...part]))))
      }),
    )
  })

  it('resumes from a checkpoint', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 }), (before, after) => {
        const state = xxh64.init()
        xxh64.step(state, before)
        const checkpoint = structuredClone(state)
        xxh64.step(state, after)
        xxh64.step(checkpoint, after)
        expect(xxh64.read(checkpoint)).toBe(xxh64.read(state))
      }),
    )
  })
})
