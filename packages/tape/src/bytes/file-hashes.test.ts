import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRecorder } from '../recorder/open-recorder.ts'
import { openTapes } from '../tape.ts'
import { feed } from './feed.ts'
import { FileHashes } from './file-hashes.ts'

const bytes = Buffer.alloc(400_000, 'order flow ')
const sha256 = createHash('sha256').update(bytes).digest('hex')
const { signal } = new AbortController()

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-hashes-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function file(): Promise<{ readonly path: string }> {
  const path = join(folder, 'some.of')
  await writeFile(path, bytes)
  return { path }
}

async function* piped(): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, 150_000)
  yield bytes.subarray(150_000)
}

/** Reads so many chunks, or all. */
async function read(chunks: AsyncIterable<Uint8Array>, most = Infinity): Promise<Buffer> {
  const taken: Uint8Array[] = []
  for await (const chunk of chunks) if (taken.push(chunk) >= most) break
  return Buffer.concat(taken)
}

describe('FileHashes', () => {
  it('hands through what it hashes', async () => {
    const [input, hashes] = [await file(), new FileHashes()]
    expect((await read(hashes.seen(input, feed(input, signal)))).equals(bytes)).toBe(true)
    expect(await hashes.files(signal)).toEqual([{ name: input.path, sha256, bytes: bytes.length }])
  })

  it.each([0, 1, 2])('has the hash of the whole of a file of which %i chunks were wanted', async (most) => {
    const [input, hashes] = [await file(), new FileHashes()]
    const chunks = hashes.seen(input, feed(input, signal))
    if (most > 0) await read(chunks, most)
    expect(await hashes.files(signal)).toEqual([{ name: input.path, sha256, bytes: bytes.length }])
  })

  it('has none of a stream that was left, and one of a stream that was read', async () => {
    const hashes = new FileHashes()
    const [left, whole] = ['left', 'whole'].map((name) => ({ name, stream: piped() }))
    await read(hashes.seen(left!, feed(left!, signal)), 1)
    await read(hashes.seen(whole!, feed(whole!, signal)))
    expect(await hashes.files(signal)).toEqual([
      { name: 'left', sha256: null, bytes: null },
      { name: 'whole', sha256, bytes: bytes.length },
    ])
  })

  it('names a recording in segments by its manifest alone, which has the hash of each', async () => {
    const directory = join(folder, 'monday')
    const recorder = await openRecorder({
      directory,
      header: { source: 'coinbase', simulated: true },
      code: { name: 'test', version: '0' },
    })
    await recorder.close()
    const hashes = new FileHashes()
    let entries = 0
    for await (const batch of openTapes([{ path: directory }], { hashes })) entries += batch.length
    expect(entries).toBeGreaterThan(0)
    const manifest = await readFile(join(directory, 'manifest.json'))
    expect(await hashes.files(signal)).toEqual([
      { name: join(directory, 'manifest.json'), sha256: createHash('sha256').update(manifest).digest('hex'), bytes: manifest.length },
    ])
  })
})
