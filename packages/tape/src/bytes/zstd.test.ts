import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, madeUpEntries } from '../testing/made-up-tape.ts'
import { largeZstd, smallZstd } from '../testing/made-up-zstd.ts'
import { chunksOf } from '../testing/reading.ts'
import { decompress } from './decompress.ts'
import type { Break } from './piece.ts'
import { xxh64 } from './xxh64.ts'
import type { ZstdRoad } from './zstd-decoder.ts'
import { hasNativeZstd } from './zstd-native.ts'

const small = bytesOf(madeUpEntries(20))
const large = bytesOf(madeUpEntries(100, 3_000))
const BLOCK_BYTES = 131_072

const roads: readonly ZstdRoad[] = hasNativeZstd ? ['own', 'native'] : ['own']

async function unzstdBy(
  road: ZstdRoad,
  bytes: Uint8Array,
  sizes?: readonly number[],
): Promise<{ bytes: Uint8Array; fault: Break | undefined }> {
  const chunks: Uint8Array[] = []
  for await (const piece of decompress(chunksOf(bytes, sizes), { zstdRoad: road })) {
    if (!(piece instanceof Uint8Array)) return { bytes: Buffer.concat(chunks), fault: piece }
    chunks.push(piece)
  }
  return { bytes: Buffer.concat(chunks), fault: undefined }
}

/** A block as it stands in a frame: `raw` bytes, or a `run` of one byte. */
interface MadeUpBlock {
  readonly raw?: Uint8Array
  readonly run?: readonly [byte: number, count: number]
}

function contentOf({ raw, run }: MadeUpBlock): Uint8Array {
  return raw ?? new Uint8Array(run![1]).fill(run![0])
}

function blockBytes({ raw, run }: MadeUpBlock, isLast: boolean): Uint8Array {
  const head = Buffer.alloc(3)
  head.writeUIntLE(((raw?.length ?? run![1]) << 3) | (raw === undefined ? 2 : 0) | (isLast ? 1 : 0), 0, 3)
  return Buffer.concat([head, raw ?? Uint8Array.of(run![0])])
}

/** A frame with a window of 128 KiB, a length in as many bytes as wanted, and a checksum. */
function frameBytes(blocks: readonly MadeUpBlock[], lengthBytes: 0 | 2 | 4 | 8): Uint8Array {
  const content = Buffer.concat(blocks.map(contentOf))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(lengthBytes === 2 ? content.length - 256 : content.length))
  const hash = xxh64.init()
  xxh64.step(hash, content)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32LE(Number(BigInt.asUintN(32, xxh64.read(hash))))
  const descriptor = ({ 0: 0, 2: 1, 4: 2, 8: 3 }[lengthBytes] << 6) | 4
  const header = Buffer.concat([Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, descriptor, 7 << 3), length.subarray(0, lengthBytes)])
  return Buffer.concat([header, ...blocks.map((block, i) => blockBytes(block, i === blocks.length - 1)), checksum])
}

function changed(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy.set([copy.at(at)! ^ mask], at < 0 ? bytes.length + at : at)
  return copy
}

const blocks = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((raw): MadeUpBlock => ({ raw })),
  fc.tuple(fc.nat(255), fc.nat(60)).map((run): MadeUpBlock => ({ run })),
)

describe.each(roads)('unzstd(source, %o)', (road) => {
  const unzstdAll = (bytes: Uint8Array, sizes?: readonly number[]): ReturnType<typeof unzstdBy> => unzstdBy(road, bytes, sizes)

  it('gives back what was compressed, wherever the chunks end', async () => {
    for (const size of [1, 7, 64, 65_536]) {
      expect(await unzstdAll(smallZstd, [size])).toEqual({ bytes: small, fault: undefined })
      expect(await unzstdAll(largeZstd, [size])).toEqual({ bytes: large, fault: undefined })
    }
  })

  it('reads frames of raw blocks and runs, one after the other, and passes over skippable ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(blocks, { minLength: 1, maxLength: 4 }), fc.constantFrom(0 as const, 4 as const, 8 as const)), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        async (frames, sizes) => {
          const skippable = Uint8Array.of(0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3)
          const stream = Buffer.concat(frames.flatMap(([parts, lengthBytes]) => [skippable, frameBytes(parts, lengthBytes)]))
          const content = Buffer.concat(frames.flatMap(([parts]) => parts.map(contentOf)))
          expect(await unzstdAll(stream, sizes)).toEqual({ bytes: content, fault: undefined })
        },
      ),
    )
  })

  it('reads a length that is stated in two bytes', async () => {
    const parts = [{ run: [7, 300] as const }]
    expect(await unzstdAll(frameBytes(parts, 2))).toEqual({ bytes: Buffer.alloc(300, 7), fault: undefined })
  })

  it('delivers every whole block of a cut stream, and then says that it is cut', async () => {
    for (let length = 1; length < largeZstd.length; length += 49) {
      const { bytes, fault } = await unzstdAll(largeZstd.subarray(0, length))
      expect(fault).toEqual({ kind: 'truncated', detail: 'the zstd frame ends early' })
      expect(bytes.length % BLOCK_BYTES === 0 || bytes.length === large.length).toBe(true)
      expect(bytes).toEqual(large.subarray(0, bytes.length))
    }
    expect((await unzstdAll(largeZstd.subarray(0, -1))).bytes).toEqual(large)
  })

  it('says that a skippable frame is cut', async () => {
    const skippable = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2)
    for (let length = 1; length <= skippable.length; length++) {
      expect((await unzstdAll(Buffer.concat([smallZstd, skippable.subarray(0, length)]))).fault?.kind).toBe('truncated')
    }
  })

  it('lets no flipped bit pass unnoticed in a frame that has a checksum', async () => {
    for (let at = 4; at < smallZstd.length; at++) {
      const { bytes, fault } = await unzstdAll(changed(smallZstd, at, 1 << (at % 8)))
      expect(fault !== undefined || small.equals(bytes), `byte ${at}`).toBe(true)
    }
  })

  it.each<[string, Uint8Array, Break['kind'], string]>([
    ['a wrong checksum', changed(smallZstd, -1, 1), 'damaged', 'zstd checksum: expected 29895644, received another'],
    ['a wrong length', frameBytes([{ run: [1, 9] }], 4).with(6, 8), 'damaged', 'zstd length: expected 8, received 9'],
    ['a reserved block type', changed(frameBytes([{ raw: Uint8Array.of(1) }], 0), 6, 6), 'damaged', 'reserved zstd block type'],
    [
      'a block that is too long',
      changed(frameBytes([{ raw: Uint8Array.of(1) }], 0), 8, 0x80),
      'damaged',
      'zstd block: expected at most 131072 bytes, received ',
    ],
    ['a broken block', changed(smallZstd, 12, 0xff), 'damaged', 'a broken zstd block'],
    ['a reserved flag', changed(smallZstd, 4, 8), 'damaged', 'a reserved zstd flag is set'],
    ['a dictionary', changed(smallZstd, 4, 1), 'unsupported', 'zstd with a dictionary'],
    ['a window beyond 64 MiB', largeZstd.with(5, 0x81), 'unsupported', 'zstd window: expected at most 67108864 bytes, received 75497472'],
    ['garbage behind the last frame', Buffer.concat([smallZstd, Buffer.from('garbage')]), 'damaged', 'garbage after the last zstd frame'],
    ['a byte of garbage', Buffer.concat([smallZstd, Buffer.from('\n')]), 'damaged', 'garbage after the last zstd frame'],
  ])('finds %s', async (_name, bytes, kind, detail) => {
    const { fault } = await unzstdAll(bytes)
    expect(fault?.kind).toBe(kind)
    expect(fault?.detail).toContain(detail)
  })

  it('reads through a window of 64 MiB', async () => {
    expect(await unzstdAll(largeZstd.with(5, 0x80))).toEqual({ bytes: large, fault: undefined })
  })

  it('delivers everything before a wrong checksum', async () => {
    expect((await unzstdAll(changed(largeZstd, -1, 1))).bytes).toEqual(large)
  })
})
