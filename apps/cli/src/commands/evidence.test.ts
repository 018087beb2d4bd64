import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Host } from '../host.ts'
import { inProcess, type Ran } from '../testing/in-process.ts'
import { asText, header, madeUpLines } from '../testing/made-up-recording.ts'
import { evidenceCommand, type EvidenceOptions } from './evidence.ts'
import { explainCommand, type ExplainOptions } from './explain-bundle.ts'
import { verifyCommand } from './verify.ts'

const lines = madeUpLines(8)
const text = asText(lines)
let folder = ''
let recording = ''
let bundles = ''
let oneBundle = ''

const evidence = (options: Partial<EvidenceOptions> = {}, path: string | undefined = recording): Promise<Ran> =>
  inProcess((host: Host) =>
    evidenceCommand(path === undefined ? [] : [path], { product: [], arm: [], factors: [], every: '1s', ...options }, host),
  )
const verify = (bundle: string, path = recording, factors: readonly string[] = []): Promise<Ran> =>
  inProcess((host) => verifyCommand('-', { recording: [path], factors, json: true }, host), bundle)
const asked = { recording: [], arm: [], factors: [] }
const explain = (bundle: string, options: Partial<ExplainOptions> = {}, what = '-'): Promise<Ran> =>
  inProcess((host) => explainCommand(what, { ...asked, ...options }, host), bundle)
const linesOf = ({ stdout }: Ran): { readonly timeUs: number; readonly product: string }[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

/** The second of the minute of each decision. */
const seconds = (ran: Ran): number[] => linesOf(ran).map(({ timeUs }) => (timeUs / 1_000_000) % 60)

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-evidence-'))
  recording = await file('recording', text)
  bundles = (await evidence({ all: true })).stdout
  oneBundle = bundles.split('\n')[3]! + '\n'
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('of evidence RECORDING', () => {
  it('writes a bundle of the last decision, of the last up to a time, or of every one', async () => {
    const [last, at, all] = await Promise.all([evidence(), evidence({ at: '2026-01-05T10:00:04.5Z' }), evidence({ all: true })])
    expect([seconds(last), seconds(at), seconds(all)]).toEqual([[8], [4], [1, 2, 3, 4, 5, 6, 7, 8]])
    expect([last.exitCode, at.exitCode, all.exitCode]).toEqual([0, 0, 0])
  })

  it('counts what had arrived when the decision was taken, and no more', async () => {
    const [{ inputs, simulated }] = JSON.parse(`[${(await evidence({ at: '2026-01-05T10:00:02Z' })).stdout}]`)
    expect(simulated).toBe(true)
    // Two frames to begin with, three of the first second, and the one that said that the second second had passed.
    expect(inputs).toMatchObject({
      frames: 6,
      arrivals: 6,
      recording: [JSON.parse(header())],
      connections: [{ name: 'made-up', frames: 6, firstSequence: 0, lastSequence: 5 }],
    })
  })

  it('says what is missing', async () => {
    expect(await evidence({ every: '1h' })).toMatchObject({ exitCode: 65, error: 'the recording holds no decision of any product' })
    expect(await evidence({ at: '2026-01-01' })).toMatchObject({
      exitCode: 65,
      error: 'the recording holds no decision of any product up to 2026-01-01',
    })
    expect(await evidence({ product: ['DOGE-USD'] })).toMatchObject({ exitCode: 65, error: 'DOGE-USD: not in the recording' })
    expect(await evidence({ all: true, at: '2026-01-01' })).toMatchObject({ exitCode: 64 })
    expect(await evidence({ every: '10ms' })).toMatchObject({
      exitCode: 64,
      error: '--every: expected a span from 1s to 1h, received 10ms',
    })
  })
})

describe('of verify BUNDLE --recording R', () => {
  it('verifies every bundle of a recording in one reading, also when the recording is compressed or goes on', async () => {
    expect(JSON.parse((await verify(bundles)).stdout)).toMatchObject({
      verified: true,
      bundles: Array.from({ length: 8 }, () => ({ verified: true })),
    })
    const packed = await file('recording.gz', gzipSync(text))
    const longer = await file('longer', asText(madeUpLines(20)))
    expect(await verify(bundles, packed)).toMatchObject({ exitCode: 0 })
    expect(await verify(bundles, longer)).toMatchObject({ exitCode: 0 })
  })

  it('fails when any byte of the bundle is another one, and says which field', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: oneBundle.length - 2 }), fc.integer({ min: 33, max: 126 }), async (at, code) => {
        const changed = oneBundle.slice(0, at) + String.fromCharCode(code) + oneBundle.slice(at + 1)
        fc.pre(changed !== oneBundle)
        const { exitCode, stdout } = await verify(changed)
        expect(exitCode).toBe(1)
        expect(JSON.parse(stdout).bundles[0].differences[0].path).not.toBe('')
      }),
      { numRuns: 15 },
    )
  })

  it('fails when any byte of the recording up to the decision is another one', async () => {
    const { inputs } = JSON.parse(oneBundle)
    // The header is no arrival.
    const window = Buffer.from(asText(lines.slice(0, inputs.arrivals + 1)))
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: window.length - 1 }), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const changed = Buffer.from(text)
        fc.pre(changed[at] !== byte)
        changed[at] = byte
        const { exitCode, stdout } = await verify(oneBundle, await file('changed', changed))
        expect(exitCode).toBe(1)
        expect(JSON.parse(stdout).bundles[0].differences[0].path).not.toBe('')
      }),
      { numRuns: 15 },
    )
  })

  it('says which field differs, for a person', async () => {
    const forged = oneBundle.replace(/"net":(null|-?\d+)/, '"net":99')
    const { stdout } = await inProcess((host) => verifyCommand('-', { recording: [recording], factors: [] }, host), forged)
    expect(stdout).toMatch(/FAIL {2}BTC-USD 2026-01-05T10:00:04Z {2}HOLD, 12 frames, 1 field differs/)
    expect(stdout).toMatch(/↳ decision\.net: the recording gives (null|-?\d+), the bundle says 99/)
    expect(stdout).toContain('SIMULATED')
    expect(stdout).toMatch(/1 failed, 0 passed · exit 1\n$/)
  })

  it.each([
    [
      'a field by another name',
      (line: string) => line.replace('"decision":{"abstained"', '"decision":{"abstainee"'),
      '↳ decision.abstained: ',
    ],
    ['a line that was cut off', (line: string) => line.slice(0, -3), '↳ not JSON: '],
    ['a blank before it', (line: string) => ` ${line}`, 'the bundle says " {\\"bars'],
    ['a blank behind it', (line: string) => `${line.trimEnd()} \n`, ': the recording gives "\\n", the bundle says " \\n"'],
  ])('names what is wrong with %s', async (_what, change, sentence) => {
    const { stdout } = await inProcess((host) => verifyCommand('-', { recording: [recording], factors: [] }, host), change(oneBundle))
    expect(stdout).toContain(sentence)
    expect(stdout).not.toContain('holds none of this product')
    expect(stdout).toMatch(/1 failed, 0 passed · exit 1\n$/)
  })

  it('fails for a decision that the recording does not hold, and for one that lies behind a damage', async () => {
    const short = await file('short', asText(lines.slice(0, 6)))
    const damaged = await file('damaged', `${asText(lines.slice(0, 6))}what is this?\n`)
    expect(await verify(oneBundle, short)).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('"path":"decision"') })
    expect(await verify(oneBundle, damaged)).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('"path":"recording"') })
  })

  it('wants a recording, and a bundle', async () => {
    expect(await inProcess((host) => verifyCommand('-', { recording: [], factors: [] }, host), oneBundle)).toMatchObject({ exitCode: 64 })
    expect(await verify('')).toMatchObject({ exitCode: 65, error: 'standard input: line 1: expected a bundle, received nothing' })
    expect(await inProcess((host) => verifyCommand(join(folder, 'none'), { recording: [recording], factors: [] }, host))).toMatchObject({
      exitCode: 66,
    })
    expect(await verify('what is this?\n')).toMatchObject({ exitCode: 1 })
  })
})

describe('of explain BUNDLE', () => {
  it('puts each bundle into words, under a row that says that it was simulated', async () => {
    const { exitCode, stdout } = await explain(bundles)
    expect(exitCode).toBe(0)
    expect(stdout.match(/^Evidence - BTC-USD, 2026-01-05 10:00:0\d UTC$/gm)).toHaveLength(8)
    expect(stdout.match(/SIMULATED {2}not a market/g)).toHaveLength(8)
  })

  it('ends with 1 for a bundle that was changed since it was sealed, and refuses what is none', async () => {
    expect(await explain(oneBundle.replace('"product":"BTC-USD"', '"product":"BTC-EUR"'))).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('◆ changed since it was sealed'),
    })
    expect(await explain(`${oneBundle}{}\n`)).toMatchObject({
      exitCode: 65,
      error: 'standard input: line 2: schema: expected 2, received nothing',
    })
  })
})
