import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeEntry, openTapes } from '@of/tape'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { samplePath } from '../sample.ts'
import { inProcess, type Ran } from '../testing/in-process.ts'
import { evidenceCommand, type EvidenceOptions } from './evidence.ts'
import { verifyCommand } from './verify.ts'

const root = process.env['OF_RECORDINGS']
/** How many bytes of a recording are changed, one after another. */
const CHANGES = Number(process.env['OF_EVIDENCE_CHANGES'] ?? 2)

const folder = mkdtempSync(join(tmpdir(), 'of-evidence-laws-'))
afterAll(() => rmSync(folder, { recursive: true }))

const evidence = (path: string, options: Partial<EvidenceOptions>): Promise<Ran> =>
  inProcess((host) => evidenceCommand([path], { product: [], arm: ['both', 'brief'], factors: [], ...options }, host))
const verify = (bundles: string, path: string): Promise<Ran> =>
  inProcess((host) => verifyCommand('-', { recording: [path], factors: [], json: true }, host), bundles)

/** Recordings, how often is decided on them, and a moment a few seconds after they begin. */
const recordings = [
  { name: 'the recording that comes with the program', path: samplePath, every: '45s', at: '2026-01-05T14:00:04' },
  ...(root === undefined
    ? []
    : [
        {
          name: 'a recording of the venue',
          path: join(root, 'coinbase-advanced-2026-08-09.jsonl.zst'),
          every: '1s',
          at: '2026-08-09T21:05:51',
        },
      ]),
]

describe.each(recordings)('evidence of $name', ({ at, every, path }) => {
  it('is verified at every moment of it, by every arm and of every product', async () => {
    const { stdout } = await evidence(path, { all: true, every })
    const { bundles, verified } = JSON.parse((await verify(stdout, path)).stdout)
    expect(verified).toBe(true)
    expect(bundles.length).toBeGreaterThanOrEqual(4)
    expect(bundles).toHaveLength(stdout.trimEnd().split('\n').length)
  })

  it('rests on what arrived, in whatever format, and fails when any byte of that is another one', async () => {
    const wanted = { every: '1s', at, arm: ['flow'], product: ['BTC-USD'] }
    const known = JSON.parse((await evidence(path, wanted)).stdout)
    const lines = await ownLines(path, known.inputs.arrivals)
    const copy = join(folder, 'copy')
    writeFileSync(copy, Buffer.concat(lines))
    const bundle = (await evidence(copy, wanted)).stdout
    expect(JSON.parse(bundle)).toEqual({ ...known, hash: expect.any(String), inputs: { ...known.inputs, recording: expect.any(Array) } })
    const whole = Buffer.concat(lines)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 2 }), fc.integer({ min: 0, max: 255 }), async (where, byte) => {
        fc.pre(whole[where] !== byte)
        const changed = Buffer.from(whole)
        changed[where] = byte
        writeFileSync(copy, changed)
        const { exitCode, stdout } = await verify(bundle, copy)
        expect(exitCode).toBe(1)
        expect(JSON.parse(stdout).bundles[0].differences[0].path).not.toBe('')
      }),
      { numRuns: CHANGES },
    )
  })
})

/** The first arrivals of a recording as lines of our own format, behind its header. */
async function ownLines(path: string, arrivals: number): Promise<Uint8Array[]> {
  const lines: Uint8Array[] = []
  for await (const entries of openTapes([{ path }])) {
    for (const entry of entries) lines.push(encodeEntry(entry))
    if (lines.length > arrivals) break
  }
  return lines.slice(0, arrivals + 1)
}
