import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explicitFees } from '@of/backtest'
import { presets, ruleSetHash } from '@of/signals'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { armSetup } from '../paper/arm-setup.ts'
import { loadArms } from '../paper/arms.ts'
import { Journal } from '../paper/journal.ts'
import { inProcess, type Ran } from '../testing/in-process.ts'
import { asText, madeUpLines, startMs } from '../testing/made-up-recording.ts'
import { evidenceCommand, type EvidenceOptions } from './evidence.ts'
import { explainCommand } from './explain-bundle.ts'
import { verifyCommand } from './verify.ts'

const SECONDS = 8
const text = asText(madeUpLines(SECONDS))
let folder = ''
let recording = ''
let factors = ''

const factorFile = (bound: number): string => `export const spread = {
  name: 'spread', inputs: { features: ['spreadBps'] }, lookBackUs: 0, unit: 'bps',
  score: { weight: 50, bullish: { above: ${bound} }, bearish: { below: -1 } },
  compute: ({ features }) => features.spreadBps,
}
`
const evidence = (options: Partial<EvidenceOptions>): Promise<Ran> =>
  inProcess((host) => evidenceCommand([recording], { product: [], arm: [], factors: [], all: true, ...options }, host))
const verify = (bundles: string, given: readonly string[] = [], path = recording): Promise<Ran> =>
  inProcess((host) => verifyCommand('-', { recording: [path], factors: given, json: true }, host), bundles)
const firstPath = ({ stdout }: Ran): string => JSON.parse(stdout).bundles[0].differences[0].path

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

/** A synthesis of order flow, candles and a factor of one's own. */
async function trio(): Promise<string> {
  const sources = ['flow', 'candle', 'mine.mjs'].map((arm, at) => ({ arm, weight: 20 + at }))
  return await file('trio.json', JSON.stringify({ name: 'trio', keepAbove: 5, cooldownSeconds: 2, whenOneAbstains: 'leave-out', sources }))
}

/** A journal of three arms, two of which say the same of the fourth second. */
async function journalSaying(net: number | null): Promise<string> {
  const { arms } = await loadArms(['flow', 'long', await trio()], { command: 'of paper', everyUs: 1_000_000 })
  const path = join(folder, 'paper.ndjson')
  const options = { fees: explicitFees(1, 1), notional: 1, latencyUs: 0 }
  const journal = await Journal.open(path, {
    products: ['BTC-USD'],
    simulated: true,
    arms: arms.map(armSetup),
    decideEveryUs: 1_000_000,
    options,
  })
  const common = { kind: 'emitted', product: 'BTC-USD', direction: 'HOLD', abstained: net === null } as const
  for (const arm of ['flow', 'trio']) journal.note({ ...common, arm, timeUs: (startMs + 4_000) * 1_000, net })
  await journal.flush({
    checkpoint: () => ({ startedUs: 0, tally: [], accounts: { nowUs: 0, exchangeUs: 0, nextMarkUs: 0, products: [] } }),
    memory: () => ({ products: [] }),
  })
  await journal.close()
  return path
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-evidence-of-arms-'))
  recording = await file('recording', text)
  factors = await file('mine.mjs', factorFile(0.5))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('evidence of rules in a file', () => {
  it('holds the rules and their hash, and is verified without the file', async () => {
    const rules = { ...presets.default, name: 'mine', decisionThreshold: 5 }
    const { stdout } = await evidence({ rules: await file('rules.json', JSON.stringify(rules)), every: '1s' })
    const { source } = JSON.parse(stdout.split('\n', 1)[0]!)
    expect(source).toEqual({ name: 'flow:mine', hash: ruleSetHash(rules), recipe: { kind: 'rules', hash: ruleSetHash(rules), rules } })
    expect(await verify(stdout)).toMatchObject({ exitCode: 0 })
  })

  it('holds factors of one’s own beside them, to the byte as an arm of both does, and is verified with their file', async () => {
    const rules = await file('beside.json', JSON.stringify({ ...presets.brief, name: 'beside' }))
    const { stdout } = await evidence({ rules, factors: [factors], every: '1s' })
    const { source } = JSON.parse(stdout.split('\n', 1)[0]!)
    expect(source).toMatchObject({ name: 'score:beside + spread', recipe: { kind: 'score', files: [{ name: 'mine.mjs' }] } })
    expect((await evidence({ arm: [`${rules}+${factors}`], every: '1s' })).stdout).toBe(stdout)
    expect(await verify(stdout, [factors])).toMatchObject({ exitCode: 0 })
    expect(await verify(stdout)).toMatchObject({ exitCode: 1 })
  })
})

describe('evidence of a synthesis with a factor of one’s own', () => {
  it('is verified with the file of the factor, and not without it or with another', async () => {
    const { stdout } = await evidence({ arm: [await trio()], every: '1s' })
    const { parts, source } = JSON.parse(stdout.split('\n', 1)[0]!)
    expect(parts).toHaveLength(3)
    expect(source.recipe.sources[2].recipe.files).toEqual([{ name: 'mine.mjs', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect(await verify(stdout, [factors])).toMatchObject({ exitCode: 0 })
    const without = await verify(stdout)
    expect(without).toMatchObject({ exitCode: 1 })
    expect(firstPath(without)).toBe('source.recipe')
    const other = join(await mkdtemp(join(folder, 'other-')), 'mine.mjs')
    await writeFile(other, `${factorFile(0.5)}// nothing else\n`)
    const paths = JSON.parse((await verify(stdout, [other])).stdout).bundles[0].differences.map(({ path }: { path: string }) => path)
    expect(paths).toEqual(['hash', 'source.hash', 'source.recipe.sources[2].recipe.files[0].sha256'])
  })

  it('fails when any byte of it is another one, and says where', async () => {
    const { stdout } = await evidence({ arm: ['both'], every: '1s', all: undefined })
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: stdout.length - 2 }), fc.integer({ min: 33, max: 126 }), async (at, code) => {
        const changed = stdout.slice(0, at) + String.fromCharCode(code) + stdout.slice(at + 1)
        fc.pre(changed !== stdout)
        const ran = await verify(changed)
        expect(ran.exitCode).toBe(1)
        expect(firstPath(ran)).not.toBe('')
      }),
      { numRuns: 12 },
    )
  })

  it('is put into words with every source, from the bundle or from the recording itself', async () => {
    const options = { recording: [], arm: [await trio()], factors: [], every: '1s' }
    const { stdout } = await evidence({ arm: options.arm, every: '1s', at: '2026-01-05T10:00:04', all: undefined })
    const explained = await inProcess((host) => explainCommand('-', { recording: [], arm: [], factors: [] }, host), stdout)
    for (const part of ['Sources:', 'Factors of flow:default:', 'Factors of mine:', 'File mine.mjs:', 'Held:'])
      expect(explained.stdout).toContain(part)
    for (const signal of ['btc-usd@2026-01-05T10:00:04', `btc-usd-${(startMs + 4_000) * 1_000}`]) {
      const looked = await inProcess((host) => explainCommand(signal, { ...options, recording: [recording] }, host))
      expect(looked).toEqual(explained)
    }
    expect((await inProcess((host) => explainCommand('-', options, host), stdout)).error).toBe(
      '--every: expected a signal such as BTC-USD@2026-08-09T14:32 with it, received standard input',
    )
    const json = await inProcess((host) => explainCommand('-', { recording: [], arm: [], factors: [], json: true }, host), stdout)
    expect(JSON.parse(json.stdout)).toMatchObject({ intact: true, bundles: [{ simulated: true, bundle: JSON.parse(stdout) }] })
  })
})

describe('evidence of a journal', () => {
  let path = ''

  it('takes arms and how often they decide from the journal, and ends with 1 where the journal says something else', async () => {
    const { stdout } = await evidence({ every: '1s', at: '2026-01-05T10:00:04', all: undefined })
    const { net } = JSON.parse(stdout).decision
    path = await journalSaying(net)
    const same = await evidence({ journal: path, arm: ['flow'] })
    expect(same.exitCode).toBe(0)
    expect(same.stdout.split('\n').filter(Boolean)).toHaveLength(SECONDS)
    expect(same.stdout).toContain(stdout)
    const said = (await readFile(path, 'utf8')).replaceAll(`"net":${net}`, '"net":77')
    expect(await evidence({ journal: await file('other.ndjson', said), arm: ['flow'] })).toMatchObject({ exitCode: 1, stdout: same.stdout })
    const trios = await evidence({ journal: path, arm: ['trio'], factors: [factors] })
    expect(trios.stdout).toContain('"name":"trio"')
  })

  it('wants the code of own factors, as it was, and an arm that decides by what it sees', async () => {
    expect((await evidence({ journal: path })).error).toContain('expected the code of factor spread in mine.mjs, received none')
    expect((await evidence({ journal: path, arm: ['long'] })).error).toBe(
      '--arm: expected one that decides by what it sees, received flow, long, trio',
    )
    expect((await evidence({ journal: path, arm: ['nobody'] })).error).toBe(
      '--arm: expected flow, long, trio of the journal, received nobody',
    )
    const changed = join(await mkdtemp(join(folder, 'changed-')), 'mine.mjs')
    await writeFile(changed, `${await readFile(factors, 'utf8')}// changed\n`)
    expect((await evidence({ journal: path, factors: [changed] })).error).toContain(
      'expected the code of arm trio of the journal, received other code',
    )
    expect((await evidence({ factors: [factors], arm: ['flow'] })).error).toBe(
      '--factors: expected rules or --journal with it, received --arm flow',
    )
    expect((await evidence({ journal: recording })).error).toContain('line 1: expected a journal of of paper')
  })
})
