import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TapeEntry } from './entry.ts'
import type { TapeProgress } from './meter.ts'
import { openTape, openTapes } from './tape.ts'
import { bytesOf, madeUpEntries } from './testing/made-up-tape.ts'
import { largeZstd, smallZstd } from './testing/made-up-zstd.ts'
import { chunksOf, faultOf, readAll, readBytes } from './testing/reading.ts'
import { bytesEntry, type TextEntry, texts } from './testing/text-entry.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tape-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** The memory that is still in use after what is not has been given back. */
function heldBytes(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const smallBytes = bytesOf(madeUpEntries(20))
const largeBytes = bytesOf(madeUpEntries(100, 3_000))
const small = texts(madeUpEntries(20))
const large = texts(madeUpEntries(100, 3_000))
const captured = Buffer.from(
  [
    '{"t":"header","format":2,"exchange":"COINBASE"}',
    '{"t":"connect","conn":"ws.1"}',
    '{"t":"recv","conn":"ws.1","ts":1.5,"data":"€"}',
    '{"t":"note"}',
    '',
  ].join('\r\n'),
)
const forms: readonly (readonly [string, Uint8Array])[] = [
  ['plain', smallBytes],
  ['gzip', gzipSync(smallBytes)],
  ['zstd', smallZstd],
]

/** A stream that never goes on. */
async function* stuck(): AsyncGenerator<Uint8Array> {
  yield smallBytes
  await new Promise(() => undefined)
}

describe('openTape({ path })', () => {
  it.each(forms)('tells %s by its content, whatever the file is called', async (form, bytes) => {
    for (const name of [form, `${form}.jsonl`, `${form}.zst`, `${form}.gz`]) {
      expect(await readAll(openTape({ path: await fileOf(name, bytes) }))).toEqual({ entries: small, error: undefined })
    }
  })

  it('reads a file again when it is asked again', async () => {
    const tape = openTape({ path: await fileOf('twice', captured) })
    const first = await readAll(tape)
    expect(await readAll(tape)).toEqual(first)
    expect(tape.skippedLines).toBe(1)
  })

  it('says what is missing, a directory, empty or of no known format', async () => {
    const inputs = {
      'not-found': join(folder, 'nowhere'),
      'is-directory': folder,
      empty: await fileOf('empty', new Uint8Array(0)),
      'unknown-format': await fileOf(
        'binary',
        Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7_919) % 251),
      ),
    }
    for (const [kind, path] of Object.entries(inputs)) {
      const { entries, error } = await readAll(openTape({ path }))
      expect(entries).toEqual([])
      expect(faultOf(error)).toMatchObject({ kind, name: path })
    }
  })

  it('delivers of a file what stands before a damage, but for a few lines', async () => {
    const long = madeUpEntries(9_000)
    const packed = gzipSync(bytesOf(long))
    const path = await fileOf('broken', packed.fill(0xff, packed.length - 2_000, packed.length - 1_000))
    const { entries, error } = await readAll(openTape({ path }))
    expect(faultOf(error)).toMatchObject({ kind: 'damaged', line: entries.length + 1, byteOffset: bytesOf(entries.map(bytesEntry)).length })
    expect(entries).toEqual(texts(long.slice(0, entries.length)))
    const lost = bytesOf(long.slice(entries.length))
    expect(gzipSync(lost).length).toBeLessThan(2_000 + 16_384)
    expect(lost.length).toBeLessThan(60_000)
  })

  it('calls a compressed nothing empty', async () => {
    expect(faultOf((await readBytes(gzipSync(''))).error)).toEqual({ kind: 'empty', name: 'made-up' })
  })

  it('reports bytes before decompression against the size of the file', async () => {
    const packed = gzipSync(largeBytes, { level: 0 })
    const seen: TapeProgress[] = []
    await readAll(openTape({ path: await fileOf('progress', packed) }, { onProgress: (progress) => seen.push(progress) }))
    expect(seen.length).toBeGreaterThan(3)
    expect(seen.every(({ totalBytes }) => totalBytes === packed.length)).toBe(true)
    expect(seen.map(({ bytesRead }) => bytesRead)).toEqual(seen.map(({ bytesRead }) => bytesRead).sort((a, b) => a - b))
    expect(seen.at(-1)).toEqual({ bytesRead: packed.length, totalBytes: packed.length, lines: large.length })
  })
})

describe('openTape({ stream, name })', () => {
  it('reads the same entries, wherever the chunks end', async () => {
    const twins: readonly (readonly [Uint8Array, readonly TextEntry[]])[] = [
      ...forms.map(([, bytes]) => [bytes, small] as const),
      [captured, (await readBytes(captured)).entries],
    ]
    expect(twins[3]![1]).toHaveLength(3)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...twins),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 }),
        async ([bytes, entries], sizes) => {
          expect(await readAll(openTape({ stream: chunksOf(bytes, sizes), name: 'cut' }))).toEqual({ entries, error: undefined })
        },
      ),
    )
  })

  it.each<[string, Uint8Array]>([
    ['gzip members', Buffer.concat([gzipSync(smallBytes), gzipSync(largeBytes)])],
    ['zstd frames', Buffer.concat([smallZstd, largeZstd])],
  ])('reads through %s that were put together', async (_name, bytes) => {
    expect(await readBytes(bytes)).toEqual({ entries: [...small, ...large], error: undefined })
  })

  it.each<[string, Uint8Array]>([
    ['gzip', gzipSync(largeBytes)],
    ['zstd', largeZstd],
  ])('delivers the beginning of a cut %s stream, and then says in which line it was cut', async (_name, packed) => {
    const text = largeBytes
    for (let length = 1; length < packed.length; length += 50) {
      const { entries, error } = await readBytes(packed.subarray(0, length))
      expect(entries).toEqual(large.slice(0, entries.length))
      const whole = bytesOf(entries.map(bytesEntry))
      expect(faultOf(error)).toMatchObject({ kind: 'truncated', line: entries.length + 1, byteOffset: whole.length })
      expect(text.subarray(0, whole.length).equals(whole)).toBe(true)
    }
  })

  it('delivers all of a stream whose checksum is wrong, and then says so', async () => {
    const packed = gzipSync(largeBytes)
    packed.writeUInt32LE(0, packed.length - 8)
    const { entries, error } = await readBytes(packed, 'btc.gz')
    expect(entries).toEqual(large)
    expect(faultOf(error)).toMatchObject({ kind: 'damaged', line: large.length + 1, byteOffset: largeBytes.length })
    expect(String(error)).toMatch(
      /^TapeError: btc\.gz: line 104 \(byte 308,249\) cannot be read: gzip checksum: expected 00000000, received /,
    )
  })

  it.each<[string, string]>([
    ['EACCES', 'no-permission'],
    ['EIO', 'unreadable'],
  ])('delivers what came before %s, which it calls %s', async (code, kind) => {
    const cause = Object.assign(new Error('failed'), { code })
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield smallBytes
      throw cause
    }
    const { entries, error } = await readAll(openTape({ stream: failing(), name: 'failing' }))
    expect(entries).toEqual(small)
    expect(faultOf(error)).toMatchObject({ kind, name: 'failing' })
    expect(error).toHaveProperty('cause', cause)
  })

  it('reads no further ahead than a few megabytes, and lets go when nobody asks any more', async () => {
    let askedBytes = 0
    let closed = false
    async function* counted(): AsyncGenerator<Uint8Array> {
      try {
        yield largeBytes
        for (;;) {
          // As a file does, it lets others have their turn.
          await new Promise((resolve) => void setImmediate(resolve))
          askedBytes += frames.length
          yield frames
        }
      } finally {
        closed = true
      }
    }
    const frames = bytesOf(madeUpEntries(100, 3_000).slice(1))
    for await (const batch of openTape({ stream: counted(), name: 'counted' })) {
      expect(batch.length).toBeGreaterThan(0)
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => void setImmediate(resolve))
      break
    }
    expect(askedBytes).toBeGreaterThan(4_000_000)
    expect(askedBytes).toBeLessThan(16_000_000)
    expect(closed).toBe(true)
  })

  it('lets go of a stream that waits for ever', async () => {
    const read: TextEntry[] = []
    for await (const batch of openTape({ stream: stuck(), name: 'stuck' })) {
      read.push(...texts(batch))
      break
    }
    expect(read).toEqual(small)
  })

  it('ends with the reason of an abort, even while it waits', async () => {
    const controller = new AbortController()
    const reading = readAll(openTape({ stream: stuck(), name: 'stuck' }, { signal: controller.signal }))
    setImmediate(() => controller.abort())
    const { entries, error } = await reading
    expect(entries).toEqual(small)
    expect(error).toBe(controller.signal.reason)
    expect(error).toHaveProperty('name', 'AbortError')
  })

  it('ends at an abort although more was read ahead', async () => {
    const controller = new AbortController()
    const frames = bytesOf(madeUpEntries(100, 3_000).slice(1))
    async function* long(): AsyncGenerator<Uint8Array> {
      yield gzipSync(smallBytes)
      for (;;) {
        await new Promise((resolve) => void setImmediate(resolve))
        yield gzipSync(frames)
      }
    }
    let batches = 0
    const read = async (): Promise<void> => {
      for await (const batch of openTape({ stream: long(), name: 'long' }, { signal: controller.signal })) {
        batches += Math.sign(batch.length)
        for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => void setImmediate(resolve))
        if (batches === 3) controller.abort('enough')
      }
    }
    await expect(read()).rejects.toBe('enough')
    expect(batches).toBe(3)
  })

  it('reads nothing once it is aborted', async () => {
    const { entries, error } = await readAll(openTape({ path: join(folder, 'nowhere') }, { signal: AbortSignal.abort('enough') }))
    expect(entries).toEqual([])
    expect(error).toBe('enough')
  })

  it('ends between the batches of one chunk when it is aborted there', async () => {
    const controller = new AbortController()
    let batches = 0
    const read = async (): Promise<void> => {
      for await (const batch of openTape({ stream: chunksOf(largeZstd), name: 'aborted' }, { signal: controller.signal })) {
        batches += Math.sign(batch.length)
        controller.abort()
      }
    }
    await expect(read()).rejects.toHaveProperty('name', 'AbortError')
    expect(batches).toBe(1)
  })

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['plain', (bytes) => bytes],
    ['compressed', (bytes) => gzipSync(bytes)],
  ])('holds no more memory for a longer %s recording', async (_name, packed) => {
    const [header, ...frames] = madeUpEntries(60, 1_000)
    const head = packed(bytesOf([header!]))
    const body = packed(bytesOf(frames))
    const rounds = Math.ceil(50_000_000 / bytesOf(frames).length)
    async function* long(): AsyncGenerator<Uint8Array> {
      yield head
      for (let round = 0; round < rounds; round++) yield* chunksOf(body)
    }
    const before = heldBytes()
    let count = 0
    let batches = 0
    for await (const batch of openTape({ stream: long(), name: 'long' })) {
      count += batch.length
      batches += 1
      // What is free is given back beside the program, which a busy machine does late.
      if (batches % 200 === 0) await expect.poll(() => heldBytes() - before).toBeLessThan(20_000_000)
    }
    expect(count).toBe(1 + rounds * frames.length)
  })
})

describe('openTapes(inputs)', () => {
  it('reads one after the other, a header before each', async () => {
    const seen: TapeProgress[] = []
    const inputs = [
      { path: await fileOf('one', smallBytes) },
      { path: await fileOf('two', captured) },
      { path: await fileOf('three', captured) },
    ]
    const tape = openTapes(inputs, { onProgress: (progress) => seen.push(progress) })
    const { entries, error } = await readAll(tape)
    expect(error).toBeUndefined()
    expect(entries.slice(0, small.length)).toEqual(small)
    expect(entries.slice(small.length).map((entry) => entry.kind)).toEqual(['header', 'opened', 'frame', 'header', 'opened', 'frame'])
    expect(tape.skippedLines).toBe(2)
    const totalBytes = smallBytes.length + 2 * captured.length
    expect(seen.at(-1)).toEqual({ bytesRead: totalBytes, totalBytes, lines: small.length + 8 })
  })

  it('notices a missing file before it reads the first', async () => {
    const { entries, error } = await readAll(openTapes([{ path: await fileOf('first', smallBytes) }, { path: join(folder, 'nowhere') }]))
    expect(entries).toEqual([])
    expect(faultOf(error)).toMatchObject({ kind: 'not-found', name: join(folder, 'nowhere') })
  })

  it('says in which of them the damage is', async () => {
    const { entries, error } = await readAll(
      openTapes([
        { stream: chunksOf(smallBytes), name: 'one' },
        { stream: chunksOf(largeZstd.subarray(0, 900)), name: 'two' },
      ]),
    )
    expect(entries.slice(0, small.length)).toEqual(small)
    expect(faultOf(error)).toMatchObject({ kind: 'truncated', name: 'two' })
  })

  it('delivers all of the first although the second is already known to be missing its end', async () => {
    const { entries, error } = await (async () => {
      const read: TextEntry[] = []
      const inputs = [
        { stream: chunksOf(largeBytes, [50_000]), name: 'one' },
        { stream: chunksOf(gzipSync(smallBytes).subarray(0, 100)), name: 'two' },
      ]
      try {
        for await (const batch of openTapes(inputs)) {
          for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => void setImmediate(resolve))
          read.push(...texts(batch))
        }
      } catch (found) {
        return { entries: read, error: found }
      }
      return { entries: read, error: undefined }
    })()
    expect(entries).toEqual(large)
    expect(faultOf(error)).toMatchObject({ kind: 'truncated', name: 'two' })
  })

  it('knows no total when the size of one is unknown, and nothing of no inputs', async () => {
    const seen: TapeProgress[] = []
    const inputs = [{ path: await fileOf('sized', smallBytes) }, { stream: chunksOf(smallBytes), name: 'unsized' }]
    await readAll(openTapes(inputs, { onProgress: (progress) => seen.push(progress) }))
    expect(seen.at(-1)?.totalBytes).toBeUndefined()
    expect(await readAll(openTapes([]))).toEqual({ entries: [], error: undefined })
  })
})

describe('a real recording', () => {
  const recording = join(process.env['OF_RECORDINGS'] ?? '', 'coinbase-advanced-2026-08-09.jsonl.zst')

  it('yields its 1,030 frames and its REST answer', async ({ skip }) => {
    skip(!existsSync(recording), 'OF_RECORDINGS names no folder with the recording')
    const { entries, error } = await readAll(openTape({ path: recording }))
    expect(error).toBeUndefined()
    const countOf = (kind: TapeEntry['kind']): number => entries.filter((entry) => entry.kind === kind).length
    expect([countOf('header'), countOf('opened'), countOf('rest'), countOf('frame')]).toEqual([1, 1, 1, 1_030])
    expect(entries[0]).toEqual({ kind: 'header', header: { format: 'cryptofeed', version: 2, source: 'coinbase', simulated: false } })
  })

  it('calls a recording of another form unknown', async ({ skip }) => {
    const other = join(process.env['OF_RECORDINGS'] ?? '', 'binance-spot-btcusdt-2024-08-09.ndjson.gz')
    skip(!existsSync(other), 'OF_RECORDINGS names no folder with the recording')
    expect(faultOf((await readAll(openTape({ path: other }))).error)).toMatchObject({ kind: 'unknown-format' })
  })
})
