import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { featureNames, featureTable, type MarketEvent, MINUTE_US, SECOND_US } from '@of/core'
import { candleBaseline, findLookAhead, flowSource, perturbInput, presets, signalSynthesizer, sourceSubject } from '@of/signals'
import { sfc32 } from '@of/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FactorGuard } from './factor-guard.ts'
import { loadFactors } from './load-factors.ts'
import { rehearsal } from './rehearsal.ts'
import { allTrusted, trustedFactors } from './trusted-factors.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-factor-files-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const options = { everyUs: MINUTE_US, scored: true }
const base = "inputs: { features: ['mid'] }, lookBackUs: 120_000_000"
const score = 'score: { weight: 50, bullish: { above: 0 }, bearish: { below: 0 } }'
const change = 'compute: ({ features, moments }) => (features.mid ?? 0) - (moments[0].features.mid ?? 0)'

describe('trustedFactors(paths)', () => {
  it('takes what rests on its look-back alone, and keeps its code by hash', async () => {
    const path = await file(
      'good.mjs',
      `export const a = { name: 'a', ${base}, ${change}, ${score} }\nexport const bare = { name: 'bare', ${base}, ${change} }`,
    )
    const scored = await trustedFactors([path], options)
    expect(scored.factors.map(({ name }) => name)).toEqual(['a'])
    expect(scored.code).toEqual([{ name: 'good.mjs', sha256: (await loadFactors(path)).sha256 }])
    const all = await trustedFactors([path], { ...options, scored: false })
    expect(all.factors.map(({ name }) => name)).toEqual(['a', 'bare'])
    expect(allTrusted([scored, all]).files).toHaveLength(1)
  })

  it.each<[string, string, RegExp]>([
    [
      'ahead.mjs',
      `export const f = { name: 'f', ${base}, ${score}, series: ({ moments }) => moments.map((_, at) => moments[at + 1]?.features.mid ?? 0) }`,
      /factor f looks ahead: at 2026-01-05T10:0\d:00Z it gives .*, on 100 made-up moments$/,
    ],
    [
      'further.mjs',
      `export const f = { name: 'f', ${base}, ${score}, init: () => ({ sum: 0 }), step: (state, { features }) => (state.sum += features.mid ?? 0) }`,
      /factor f looks back further than it says: at .*, on 100 made-up moments$/,
    ],
    ['clock.mjs', `export const f = { name: 'f', ${base}, ${score}, compute: () => Date.now() }`, /factor f rests on something hidden/],
    [
      'throws.mjs',
      `export const f = { name: 'f', ${base}, ${score}, compute: ({ features }) => features.mid.toFixed(2).length }`,
      /throws\.mjs: factor f failed: Cannot read properties of null \(reading 'toFixed'\) at 2026-01-05T/,
    ],
    [
      'importing.mjs',
      `import './helper.mjs'\nexport const f = { name: 'f', ${base}, ${score}, ${change} }`,
      /importing\.mjs: expected a file that imports nothing, received one that imports \.\/helper\.mjs$/,
    ],
    [
      'common.cjs',
      `exports.f = { name: 'f', ${base}, ${score}, ${change} }`,
      /common\.cjs: expected an ECMAScript module, received a file without import and export$/,
    ],
    ['bare.mjs', `export const f = { name: 'f', ${base}, ${change} }`, /expected a factor with score: .*, received f without one$/],
  ])('refuses %s and says why', async (name, content, message) => {
    await expect(trustedFactors([await file(name, content)], options)).rejects.toThrow(message)
  })

  it('does not run what its hash would not cover', async () => {
    await file('helper.mjs', 'globalThis.ranByHelper = true')
    const path = await file('later.mjs', `export const f = { name: 'f', ${base}, ${score}, ${change} }\nawait import('./helper.mjs')`)
    await expect(trustedFactors([path], options)).rejects.toMatchObject({ fault: { kind: 'imports', path, specifier: './helper.mjs' } })
    expect('ranByHelper' in globalThis).toBe(false)
  })

  it('refuses two factors of one name, from whatever files', async () => {
    const one = await file('one.mjs', `export const f = { name: 'f', ${base}, ${change}, ${score} }`)
    const other = await file('other.mjs', `export const g = { name: 'f', ${base}, ${change}, ${score} }`)
    await expect(trustedFactors([one, other], options)).rejects.toThrow('other.mjs: export g: expected a name used once, received f again')
  })
})

describe('FactorGuard', () => {
  const moments = rehearsal({ everyUs: SECOND_US, lookBackUs: 0 })
  const dues = moments.map(({ features, sources, timeUs }): MarketEvent => {
    // The rehearsal has every feature.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return { kind: 'due', product: 'A-USD', timeUs, receivedUs: timeUs, features, sources } as MarketEvent
  })

  it('refuses by the moments of the market what a rehearsal could not show', async () => {
    const peeks = "series: ({ product, moments }) => moments.map((_, at) => (product === 'A-USD' ? moments.length - at : 1))"
    const trusted = await trustedFactors([await file('sly.mjs', `export const f = { name: 'f', ${base}, ${score}, ${peeks} }`)], options)
    const guard = new FactorGuard(trusted)
    for (const due of dues) guard.on(due)
    expect(() => guard.finish()).toThrow(/sly\.mjs: factor f looks ahead: at 2026-01-05T10:00:01Z it gives 96 .*, on 96 moments of A-USD$/)
  })

  it('lets what can be trusted go on', async () => {
    const trusted = await trustedFactors([await file('fair.mjs', `export const f = { name: 'f', ${base}, ${change} }`)], {
      ...options,
      scored: false,
    })
    const guard = new FactorGuard(trusted)
    for (const due of dues) guard.on(due)
    expect(() => guard.finish()).not.toThrow()
  })
})

describe('rehearsal({ everyUs, lookBackUs })', () => {
  it('is the same each time, within the ranges of features, and longer than what is looked back', () => {
    const made = rehearsal({ everyUs: MINUTE_US, lookBackUs: 30 * MINUTE_US })
    expect(rehearsal({ everyUs: MINUTE_US, lookBackUs: 30 * MINUTE_US })).toEqual(made)
    expect(made).toHaveLength(156)
    for (const name of featureNames) {
      const [least, most] = featureTable[name].range
      const values = made.flatMap(({ features }) => features[name]?.value ?? [])
      expect(values.length).toBeGreaterThan(100)
      expect(new Set(values).size).toBeGreaterThan(1)
      expect(values.every((value) => value >= (least ?? -Infinity) && value <= (most ?? Infinity))).toBe(true)
    }
    expect(made.every(({ bars, timeUs }) => bars.every(({ endUs, high, low }) => endUs <= timeUs && high >= low))).toBe(true)
    expect(made.flatMap(({ bars }) => bars)).toHaveLength(156)
  })

  it('finds nothing in what is built in: rules, candles and both together', async () => {
    const moments = rehearsal({ everyUs: MINUTE_US, lookBackUs: 0 }).slice(0, 48)
    const { unit } = sfc32(3)
    const candles = await candleBaseline()
    const flow = flowSource(presets.default)
    const sources = [{ source: flow, weight: 50 }, { source: candles, weight: 50 }] // prettier-ignore
    const both = signalSynthesizer({ agreement: 'weighted', keepAbove: 10, sources })
    for (const source of [flow, flowSource(presets.brief), candles, both]) {
      const perturb = (input: (typeof moments)[number]) => perturbInput(input, unit)
      const verdict = findLookAhead(sourceSubject(source), moments, { timeOf: ({ timeUs }) => timeUs, perturb, cuts: 3 })
      expect([source.name, verdict.finding]).toEqual([source.name, undefined])
    }
  })
})
