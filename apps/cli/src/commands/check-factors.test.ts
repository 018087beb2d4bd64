import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProcess, type Ran } from '../testing/in-process.ts'
import { asText, madeUpLines } from '../testing/made-up-recording.ts'
import { checkFactorsCommand } from './check-factors.ts'

let folder = ''
let recording = ''

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const check = (path: string): Promise<Ran> =>
  inProcess((host) => checkFactorsCommand(path, { recording: [recording], product: [], every: '1s', json: true }, host))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-factors-'))
  recording = await file('recording', asText(madeUpLines(12)))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('of factors check FILE --recording R', () => {
  it('passes factors that rest on what they may, and refuses the others, each with the moment and the reason', async () => {
    const path = await file(
      'mixed.mjs',
      `const base = { inputs: { features: ['bestBidSize'] }, lookBackUs: 3_000_000 }
       const sizes = (moments) => moments.map(({ features }) => features.bestBidSize)
       const kept = []
       export const plain = { ...base, name: 'plain', compute: ({ moments }) => Math.max(...sizes(moments)) }
       export default [
         { ...base, name: 'next', series: ({ moments }) => sizes(moments).map((size, at, all) => (all[at + 1] ?? size) - size) },
         { ...base, name: 'total', init: () => ({ sum: 0 }), step: (state, { features }) => (state.sum += features.bestBidSize) },
         { ...base, name: 'today', compute: () => new Date().getDate() },
         { ...base, name: 'dice', compute: () => (Math.random() < 0.001 ? 1 : 0) },
         { ...base, name: 'hoard', compute: ({ features }) => kept.push(features.bestBidSize) },
         { ...base, name: 'silent', compute: () => null },
         { ...base, name: 'broken', compute: ({ features }) => features.bestBidSize.price.value },
       ]
       export const notAFactor = { name: 'helper' }`,
    )
    const { exitCode, stdout } = await check(path)
    expect(exitCode).toBe(1)
    const { checks, simulated } = JSON.parse(stdout)
    expect(simulated).toBe(true)
    const found = new Map<string, FoundCheck>(checks.map((one: FoundCheck) => [one.factor, one]))
    expect(Object.fromEntries([...found].map(([factor, { finding, passes }]) => [factor, finding?.kind ?? passes]))).toEqual({
      broken: false,
      dice: 'not-repeatable',
      hoard: 'not-repeatable',
      next: 'future',
      plain: true,
      silent: false,
      today: 'not-repeatable',
      total: 'beyond-look-back',
    })
    expect(found.get('broken')?.failure).toContain("Cannot read properties of undefined (reading 'value') at 2026-01-05T10:00:01Z")
    expect(found.get('next')).toMatchObject({
      product: 'BTC-USD',
      moments: 12,
      cuts: 12,
      finding: { at: 0, timeUs: Date.parse('2026-01-05T10:00:01Z') * 1_000 },
    })
  })

  it('says it in words', async () => {
    const path = await file(
      'next.mjs',
      `export const f = { name: 'next', inputs: { features: ['bestBidSize'] }, lookBackUs: 0, series: ({ moments }) => moments.map((_, at) => moments[at + 1]?.features.bestBidSize ?? 0) }`,
    )
    const { exitCode, stdout } = await inProcess((host) =>
      checkFactorsCommand(path, { recording: [recording], product: [], every: '1s' }, host),
    )
    expect(exitCode).toBe(1)
    expect(stdout).toContain('SIMULATED')
    expect(stdout).toContain('FAIL  next  BTC-USD, 12 moments, a value at 12, looks back 0 s, cut at 12')
    expect(stdout).toContain(
      '↳ looks ahead: at 2026-01-05T10:00:01Z it gives 1 in the whole series, 0 when what comes later is left out, −1',
    )
  })

  it.each<[string, string, RegExp]>([
    ['no.mjs', 'export const two = 2', /no\.mjs: expected an export that is a factor, received two$/],
    ['empty.mjs', '', /empty\.mjs: expected an export that is a factor, received no export$/],
    ['syntax.mjs', 'export const', /syntax\.mjs: cannot be loaded: /],
    [
      'import.mjs',
      "import '@nowhere/at-all'",
      /import\.mjs: expected a file that imports nothing, received one that imports @nowhere\/at-all$/,
    ],
    ['throws.mjs', "export const two = 2\nthrow new Error('at once')", /throws\.mjs: cannot be loaded: Error: at once$/],
    [
      'unknown.mjs',
      "export const f = { name: 'f', inputs: { features: ['mud'] }, lookBackUs: 0, compute: () => 1 }",
      /unknown\.mjs: export f: factor f: inputs\.features\.0: expected the name of a feature, received "mud"$/,
    ],
    [
      'list.mjs',
      'export const all = [{ lookBackUs: 0, compute: () => 1 }]',
      /list\.mjs: export all\[0\]: factor without a name: name: expected a text that is not empty, received nothing$/,
    ],
    [
      'twice.mjs',
      "const f = { name: 'f', inputs: { bars: true }, lookBackUs: 0, compute: () => 1 }\nexport { f, f as g }",
      /twice\.mjs: export g: expected a name used once, received f again$/,
    ],
  ])('names the file, the export and what was expected: %s', async (name, content, message) => {
    expect(await check(await file(name, content))).toMatchObject({ exitCode: 65, error: expect.stringMatching(message), stdout: '' })
  })

  it('says that a file is not there', async () => {
    expect(await check(join(folder, 'none.mjs'))).toMatchObject({ exitCode: 66, error: expect.stringContaining('cannot be read') })
  })
})

interface FoundCheck {
  readonly factor: string
  readonly passes: boolean
  readonly finding: { readonly kind: string } | null
  readonly failure: string | null
}
