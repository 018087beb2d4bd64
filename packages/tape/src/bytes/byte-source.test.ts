import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunksOf } from '../testing/reading.ts'
import { ByteSource } from './byte-source.ts'

const texts = fc.uint8Array({ maxLength: 60 })
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })

describe('ByteSource(chunks)', () => {
  it('takes what a plain array would give, wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(texts, sizes, sizes, async (text, chunks, counts) => {
        const source = new ByteSource(chunksOf(text, chunks))
        for (let at = 0, turn = 0; at < text.length; turn++) {
          const count = counts[turn % counts.length]!
          expect([...(await source.take(count))]).toEqual([...text.subarray(at, at + count)])
          at += count
        }
        expect(await source.take(1)).toHaveLength(0)
      }),
    )
  })

  it('gives bytes that were put back once more', async () => {
    const source = new ByteSource(chunksOf(Uint8Array.of(1, 2, 3, 4), [3]))
    expect([...(await source.peek(2))]).toEqual([1, 2])
    expect([...(await source.take(4))]).toEqual([1, 2, 3, 4])
  })

  it('gives some bytes, at most as many as wanted, and none only at the end', async () => {
    const source = new ByteSource(chunksOf(Uint8Array.of(1, 2, 3), [2]))
    expect([...(await source.some(8))]).toEqual([1, 2])
    expect([...(await source.some(8))]).toEqual([3])
    expect([...(await source.some(8))]).toEqual([])
  })

  it('passes over empty chunks', async () => {
    const chunks = ReadableStream.from([new Uint8Array(0), Uint8Array.of(7)])
    expect([...(await new ByteSource(chunks).take(1))]).toEqual([7])
  })
})
