import { featureNames, type FeatureSnapshot, type MarketEvent, MINUTE_US, recordOf, SECOND_US } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candleBaseline } from '../baseline/candle-baseline.ts'
import { defineFactor } from '../factors/define-factor.ts'
import { factorSource } from '../factors/factor-source.ts'
import { scoreSource } from '../factors/score-source.ts'
import { presets } from '../rules/presets.ts'
import { flowSource } from '../synthesizer/flow-source.ts'
import { signalSynthesizer } from '../synthesizer/signal-synthesizer.ts'
import type { SignalSource } from '../synthesizer/source.ts'
import { formatSummary } from '../summary/format-summary.ts'
import { bearish, bullish, healthy, mixed } from '../testing/inputs.ts'
import { saying } from '../testing/made-up-source.ts'
import { bundleOf, bundleText, sealed } from './bundle-of.ts'
import type { EvidenceBundle, InputEvidence } from './bundle.ts'
import { Derivation } from './derivation.ts'
import { explainBundle } from './explain-bundle.ts'
import { parseBundle } from './parse-bundle.ts'
import { type FactorCode, sourceOf } from './source-of.ts'
import { verifyBundle } from './verify-bundle.ts'

const START_US = 1_786_285_920_000_000
const MINUTES = 63
const product = 'BTC-USD'

const rising = defineFactor({
  name: 'rising',
  inputs: { features: ['buyPressure'], bars: true },
  lookBackUs: 3 * MINUTE_US,
  score: { weight: 60, bullish: { above: 60 }, bearish: { below: 40 }, words: { bullish: 'buyers press' } },
  compute: ({ bars, features: { buyPressure } }) => (bars.length === 0 || buyPressure === null ? null : buyPressure),
})
const code: FactorCode = { file: { name: 'mine.mjs', sha256: 'a'.repeat(64) }, factors: [rising] }
const files = [code.file]

/** What arrives of a market within the minutes of a test: a trade a minute, and moments at which one thing or another is known. */
const market: readonly MarketEvent[] = Array.from({ length: MINUTES }, (_, minute): readonly MarketEvent[] => {
  const timeUs = START_US + (minute + 1) * MINUTE_US
  const shown = [bullish, mixed, bearish][Math.floor(minute / 7) % 3]!
  const features: FeatureSnapshot = recordOf(featureNames, (name) => shown[name] ?? { value: null, reason: 'not measured' })
  const trade = { id: minute, timeUs: timeUs - SECOND_US, price: 100 + 5 * Math.sin(minute / 4), size: 1, aggressor: 'buy' } as const
  return [
    { kind: 'trade', product, receivedUs: timeUs - SECOND_US, trade, isHidden: false },
    { kind: 'due', product, receivedUs: timeUs, timeUs, features, sources: healthy },
  ]
}).flat()

const inputs: InputEvidence = {
  content: 'f'.repeat(64),
  recording: [],
  resumedUs: null,
  arrivals: 2,
  frames: 2,
  firstUs: START_US,
  lastUs: START_US,
  connections: [],
}

/** The bundles of everything that a source decides. */
function bundlesOf(source: SignalSource): EvidenceBundle[] {
  const derivation = new Derivation(source)
  return market.flatMap((event) => {
    const decision = derivation.take(event)
    return decision === undefined
      ? []
      : [bundleOf({ ...decision, decideEveryUs: MINUTE_US, simulated: true, inputs, codeVersion: '1.2.3' })]
  })
}

const latched = async (): Promise<SignalSource> =>
  signalSynthesizer({
    name: 'all of it',
    agreement: 'weighted',
    decisionThreshold: 30,
    keepAbove: 10,
    cooldownUs: 5 * MINUTE_US,
    whenOneAbstains: 'leave-out',
    sources: [
      { source: flowSource(presets.brief), weight: 60 },
      { source: await candleBaseline({ emaSlow: 30 }), weight: 20 },
      { source: factorSource({ factors: [rising], files }), weight: 20 },
    ],
  })

const sources: Readonly<Record<string, () => SignalSource | Promise<SignalSource>>> = {
  rules: () => flowSource({ ...presets.default, name: 'mine', decisionThreshold: 25 }),
  candles: () => candleBaseline({ rsi: 7, lookBackMinutes: 60 }),
  'own factors': () => factorSource({ factors: [rising], decisionThreshold: 20, files }),
  'rules and own factors': () => scoreSource({ factors: [rising], files }),
  synthesis: latched,
  'a synthesis in a synthesis': async () =>
    signalSynthesizer({
      agreement: 'unopposed',
      sources: [
        { source: await latched(), weight: 1 },
        { source: flowSource(), weight: 2 },
      ],
    }),
}

describe('sourceOf(recipe)', () => {
  it.each(Object.keys(sources))('makes a source of %s that decides alike, every byte of its evidence the same', async (name) => {
    const bundles = bundlesOf(await sources[name]!())
    expect(new Set(bundles.map(({ decision }) => decision.direction)).size).toBeGreaterThan(1)
    const text = bundleText(bundles.at(-1)!)
    const { source } = parseBundle(text)
    const again = bundlesOf(await sourceOf(source.recipe, [code]))
    for (let at = 4; at < MINUTES; at += 7)
      expect(verifyBundle(bundleText(bundles[at]!), again[at])).toEqual({ verified: true, differences: [] })
    expect(parseBundle(text)).toEqual(JSON.parse(text))
  })

  it('runs the code at hand, and says in its own recipe which that is', async () => {
    const [bundle] = bundlesOf(factorSource({ factors: [rising], files }))
    const [other] = bundlesOf(await sourceOf(bundle!.source.recipe, [{ ...code, file: { name: 'mine.mjs', sha256: 'b'.repeat(64) } }]))
    const { differences } = verifyBundle(bundleText(bundle!), other)
    expect(differences.map(({ path }) => path)).toEqual(['hash', 'source.hash', 'source.recipe.files[0].sha256'])
  })

  it('refuses a recipe whose code is not at hand, and one that nothing can be made of', async () => {
    const { recipe } = factorSource({ factors: [rising], files })
    await expect(sourceOf(recipe!)).rejects.toThrow('expected the code of factor rising in mine.mjs, received none')
    await expect(sourceOf({ kind: 'candles', options: { rsi: 0.5 } })).rejects.toThrow('rsi must be a positive integer')
    const bare = { kind: 'synthesis', name: 'bare', agreement: 'all', decisionThreshold: 0, whenOneAbstains: 'abstain', latch: {} } as const
    await expect(sourceOf({ ...bare, sources: [] })).rejects.toThrow('expected at least one source')
  })
})

describe('Derivation', () => {
  it('keeps account of the bars that were shown, and of what is held', async () => {
    const bundles = bundlesOf(await latched())
    expect(bundles.map(({ bars }) => bars?.count)).toEqual(Array.from({ length: MINUTES }, (_, at) => at + 1))
    expect(new Set(bundles.map(({ bars }) => bars?.content)).size).toBe(MINUTES)
    expect(bundles[0]!.bars).toMatchObject({ firstUs: START_US, lastUs: START_US + MINUTE_US })
    for (const { decision } of bundles) expect(decision.latch?.direction).toBe(decision.direction)
    expect(bundles.some(({ decision }) => decision.reasons[0]?.includes('cooling down'))).toBe(true)
    expect(bundlesOf(flowSource()).every(({ bars }) => bars === null)).toBe(true)
  })

  it('decides of each product by itself', () => {
    const source = factorSource({ factors: [rising] })
    const [alone, among] = [new Derivation(source), new Derivation(source)]
    for (const event of market) {
      const expected = alone.take(event)
      const other = among.take({ ...event, product: 'ETH-USD' })
      expect(among.take(event)).toEqual(expected)
      expect(other?.reading).toEqual(expected?.reading)
    }
  })

  it('has no evidence of a source that does not say what it is made of', () => {
    expect(() => bundlesOf(saying('somebody', [70]))).toThrow('expected a source that says what it is made of, received somebody')
    const { recipe } = signalSynthesizer({ agreement: 'all', sources: [{ source: saying('somebody', [70]), weight: 1 }] })
    expect(recipe).toBeUndefined()
  })
})

describe('the bundle of a synthesis', () => {
  it('fails when any byte of it is another one, and says where', async () => {
    const bundle = bundlesOf(await latched())[40]!
    const text = bundleText(bundle)
    fc.assert(
      fc.property(fc.nat({ max: text.length - 2 }), fc.integer({ min: 32, max: 126 }), (at, byte) => {
        const changed = text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1)
        fc.pre(changed !== text)
        const { differences, verified } = verifyBundle(changed, bundle)
        expect(verified).toBe(false)
        expect(differences[0]?.path).not.toBe('')
      }),
      { numRuns: 60 },
    )
  })

  it('is put into words: every source with its factors, what is held and why, what all is made of', async () => {
    const bundles = bundlesOf(await latched())
    const cooling = bundles.find(({ decision }) => decision.reasons[0]?.includes('cooling down'))!
    const lines = formatSummary(explainBundle(sealed(cooling))).split('\n')
    const has = (pattern: RegExp): void => expect(lines.filter((line) => pattern.test(line))).not.toEqual([])
    has(/^ {2}Latch: +HOLD, cooling down for \d+ s$/)
    has(/^ {2}Held: +nothing \(a direction was last left at 2026-08-09 /)
    has(/weight 60 {2}flow:brief +(LONG|SHORT|HOLD), needs more than ±40$/)
    for (const title of ['Sources:', 'Factors of flow:brief:', 'Factors of candles:', 'Factors of factors:']) expect(lines).toContain(title)
    has(/Agreement: +weighted, threshold ±30 \(one abstaining: leave-out, kept while beyond ±10, cools down 300 s\)/)
    has(/File mine\.mjs: +sha256 a{64}/)
    has(/Bars: +\d+ of one minute/)
  })
})
