import { constants, deflateRawSync, gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, madeUpEntries } from '../testing/made-up-tape.ts'
import { chunksOf } from '../testing/reading.ts'
import { decompress } from './decompress.ts'
import type { Break, Pace } from './piece.ts'

const text = bytesOf(madeUpEntries(200))
const packed = gzipSync(text)

async function gunzipAll(
  bytes: Uint8Array,
  sizes?: readonly number[],
  pace?: Pace,
): Promise<{ bytes: Uint8Array; fault: Break | undefined }> {
  const chunks: Uint8Array[] = []
  for await (const piece of decompress(chunksOf(bytes, sizes), pace === undefined ? {} : { pace })) {
    if (!(piece instanceof Uint8Array)) return { bytes: Buffer.concat(chunks), fault: piece }
    chunks.push(piece)
  }
  return { bytes: Buffer.concat(chunks), fault: undefined }
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy.set([value], at < 0 ? bytes.length + at : at)
  return copy
}

describe('gunzip(source)', () => {
  it('gives back what was compressed, wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 9 }),
        async (members, sizes, level) => {
          const read = await gunzipAll(Buffer.concat(members.map((member) => gzipSync(member, { level }))), sizes)
          expect(read).toEqual({ bytes: Buffer.concat(members), fault: undefined })
        },
      ),
    )
  })

  it('passes over the optional fields of a header', async () => {
    const fields = [3, 0, 1, 2, 3, ...Buffer.from('name\0comment\0'), 0xab, 0xcd]
    const member = Buffer.concat([
      packed.subarray(0, 3),
      Uint8Array.of(4 + 8 + 16 + 2),
      packed.subarray(4, 10),
      Buffer.from(fields),
      packed.subarray(10),
    ])
    for (const sizes of [[1], [65_536]]) expect(await gunzipAll(member, sizes)).toEqual({ bytes: text, fault: undefined })
    for (let length = 10; length < 10 + fields.length; length++) {
      expect((await gunzipAll(member.subarray(0, length))).fault?.kind).toBe('truncated')
    }
  })

  it('delivers all that zlib can make of a cut stream, and then says that it is cut', async () => {
    for (let length = 1; length < packed.length; length += 49) {
      const whole = length < 18 ? Buffer.alloc(0) : gunzipSync(packed.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH })
      expect(await gunzipAll(packed.subarray(0, length))).toEqual({
        bytes: whole,
        fault: { kind: 'truncated', detail: 'the gzip member ends early' },
      })
    }
  })

  it.each<[string, Uint8Array, string]>([
    ['a wrong checksum', changed(packed, -8, packed.at(-8)! ^ 1), 'gzip checksum: expected '],
    ['a wrong length', changed(packed, -4, packed.at(-4)! ^ 1), 'gzip length: expected '],
    ['an unknown method', changed(packed, 2, 7), 'gzip method: expected 8, received 7'],
    ['reserved flags', changed(packed, 3, 0x80), 'reserved gzip flags are set'],
    ['garbage behind the last member', Buffer.concat([packed, Buffer.from('garbage')]), 'garbage after the last gzip member'],
    ['zeros behind the last member', Buffer.concat([packed, new Uint8Array(512)]), 'garbage after the last gzip member'],
  ])('finds %s', async (_name, bytes, detail) => {
    const { fault } = await gunzipAll(bytes)
    expect(fault?.kind).toBe('damaged')
    expect(fault?.detail).toContain(detail)
  })

  it('delivers everything before a wrong checksum', async () => {
    expect((await gunzipAll(changed(packed, -8, packed.at(-8)! ^ 1))).bytes).toEqual(text)
  })

  it.each([
    ['swift', 262_144],
    ['careful', 16_384],
  ] as const)(
    'delivers in a %s reading what stands more than %i bytes before a broken block, and repeats what zlib says of it',
    async (pace, most) => {
      const long = bytesOf(madeUpEntries(9_000))
      const openDeflate = deflateRawSync(long, { finishFlush: constants.Z_SYNC_FLUSH })
      const broken = Buffer.concat([packed.subarray(0, 10), openDeflate, Uint8Array.of(0xff)])
      const { bytes, fault } = await gunzipAll(broken, undefined, pace)
      expect(fault).toEqual({ kind: 'damaged', detail: 'gzip block: invalid block type' })
      expect(long.length - bytes.length).toBeLessThan(most)
      expect(bytes.length).toBeGreaterThan(500_000)
      expect(bytes).toEqual(long.subarray(0, bytes.length))
    },
  )

  it('lets no flipped bit pass unnoticed', async () => {
    for (let at = 2; at < packed.length; at += 3) {
      const { bytes, fault } = await gunzipAll(changed(packed, at, packed[at]! ^ (1 << (at % 8))))
      expect(fault !== undefined || text.equals(bytes), `byte ${at}`).toBe(true)
    }
  })
})
