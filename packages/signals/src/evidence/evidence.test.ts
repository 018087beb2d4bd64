import { createHash } from 'node:crypto'
import { MINUTE_US } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presets } from '../rules/presets.ts'
import { ruleSetHash } from '../rules/rule-set-hash.ts'
import { analyze } from '../score/analyze.ts'
import { flowSource } from '../synthesizer/flow-source.ts'
import type { SignalInput } from '../score/inputs.ts'
import { formatSummary } from '../summary/format-summary.ts'
import { bullish, healthy, mixed } from '../testing/inputs.ts'
import { arrivals, ARRIVED_US, trailOf } from '../testing/trail.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { type BundleFacts, bundleOf, bundleText, sealed } from './bundle-of.ts'
import type { EvidenceBundle, SealedBundle } from './bundle.ts'
import { explainBundle } from './explain-bundle.ts'
import { InputTrail } from './input-trail.ts'
import { parseBundle } from './parse-bundle.ts'
import { isIntact, verifyBundle } from './verify-bundle.ts'

const START_US = ARRIVED_US

const facts: BundleFacts = {
  product: 'BTC-USD',
  timeUs: START_US,
  decideEveryUs: MINUTE_US,
  simulated: false,
  inputs: trailOf(arrivals).evidence(),
  ...decided(mixed),
  codeVersion: '1.2.3',
}

/** What preset default says of features. */
function decided(
  features: SignalInput['features'],
  sources = healthy,
): Pick<BundleFacts, 'features' | 'sources' | 'bars' | 'reading' | 'source'> {
  const source = flowSource(presets.default)
  const reading = source.decide(null, { product: 'BTC-USD', timeUs: START_US, features, sources, bars: [] })
  return { features, sources, bars: null, reading, source }
}

const explained = (of: EvidenceBundle): string => formatSummary(explainBundle(sealed(of)))
const bundle = bundleOf(facts)
const text = bundleText(bundle)

describe('bundleOf(facts)', () => {
  it('holds the signal as it was, what it was scored by, and the features that rules look at', () => {
    const { factors, ruleSet, ...decision } = analyze({ features: mixed, sources: healthy }, presets.default)
    const recipe = { kind: 'rules', hash: ruleSet.hash, rules: presets.default }
    expect(bundle).toMatchObject({ decision, factors, parts: [], bars: null, source: { name: 'flow:default', hash: ruleSet.hash, recipe } })
    expect(bundle.source.hash).toBe(ruleSetHash(presets.default))
    expect(new Set(Object.keys(bundle.features))).toEqual(new Set(Object.keys(mixed)))
    expect(bundleOf({ ...facts, ...decided({}) }).features['profilePosition']).toEqual({ value: null, reason: 'not measured' })
  })

  it('is kept as one line of canonical JSON under the hash of everything else, and read back the same', () => {
    const { hash, ...rest } = JSON.parse(text) as SealedBundle
    expect(text).toBe(`${canonicalJson({ ...rest, hash })}\n`)
    expect(hash).toBe(createHash('sha256').update(canonicalJson(rest)).digest('hex'))
    expect(parseBundle(text)).toEqual(JSON.parse(text))
    expect(isIntact(parseBundle(text))).toBe(true)
  })
})

describe('verifyBundle(text, derived)', () => {
  it('wants every byte: any other one is refused, and the field is named', () => {
    expect(verifyBundle(text, bundle)).toEqual({ verified: true, differences: [] })
    fc.assert(
      fc.property(fc.nat({ max: text.length - 2 }), fc.integer({ min: 32, max: 126 }), (at, code) => {
        const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1)
        fc.pre(changed !== text)
        const { differences, verified } = verifyBundle(changed, bundle)
        expect(verified).toBe(false)
        expect(differences[0]?.path).not.toBe('')
      }),
      { numRuns: 60 },
    )
  })

  it.each<[string, (data: EvidenceBundle) => EvidenceBundle, readonly string[]]>([
    ['a net', (data) => ({ ...data, decision: { ...data.decision, net: 99 } }), ['decision.net']],
    ['a feature', (data) => ({ ...data, features: { ...data.features, buyPressure: { value: 1 } } }), ['features.buyPressure.value']],
    ['a frame more', (data) => ({ ...data, inputs: { ...data.inputs, frames: 4 } }), ['inputs.frames']],
    ['another simulation', (data) => ({ ...data, simulated: true }), ['simulated']],
  ])('names the field of %s, sealed anew or not', (_what, change, paths) => {
    const forged = { ...change(bundle), hash: sealed(bundle).hash }
    expect(verifyBundle(`${canonicalJson(forged)}\n`, bundle).differences.map(({ path }) => path)).toEqual(paths)
    expect(verifyBundle(bundleText(change(bundle)), bundle).differences.map(({ path }) => path)).toEqual([...paths, 'hash'].sort(byPath))
  })

  it('takes another version of the program that gives the same bytes, says so, and takes none that was only written in', () => {
    const other = { ...bundle, code: { version: '1.2.4' } }
    expect(verifyBundle(bundleText(other), bundle)).toEqual({ verified: true, differences: [], otherVersion: '1.2.4' })
    expect(verifyBundle(text.replace('"version":"1.2.3"', '"version":"1.2.4"'), bundle)).toMatchObject({
      verified: false,
      differences: [{ path: 'code.version', expected: '1.2.3', received: '1.2.4' }],
    })
    const forged = { ...other, decision: { ...other.decision, net: 99 } }
    expect(verifyBundle(bundleText(forged), bundle).differences.map(({ path }) => path)).toEqual(['decision.net', 'hash'])
  })

  it('knows what was received live by its content alone', () => {
    const live = { ...bundle, inputs: { ...bundle.inputs, recording: [] } }
    expect(verifyBundle(bundleText(live), bundle)).toEqual({ verified: true, differences: [] })
    const other = { ...live, inputs: { ...live.inputs, content: '0'.repeat(64) } }
    expect(verifyBundle(bundleText(other), bundle).differences.map(({ path }) => path)).toEqual(['hash', 'inputs.content'])
  })

  it('refuses the same values written in another way', () => {
    expect(verifyBundle(JSON.stringify(JSON.parse(text), null, 1), bundle)).toMatchObject({
      verified: false,
      differences: [{ path: 'character 1' }],
    })
    expect(verifyBundle(`${text.trimEnd()} \n`, bundle)).toMatchObject({ verified: false })
  })

  it('refuses what the recording does not hold', () => {
    expect(verifyBundle(text, undefined)).toMatchObject({ verified: false, differences: [{ path: 'decision' }] })
  })
})

describe('parseBundle(text)', () => {
  it.each<[string, string, string]>([
    ['no JSON', '{', 'not JSON: '],
    ['another schema', '{"schema":1}', 'schema: expected 2, received 1'],
    ['none', '[]', 'schema: expected 2, received nothing'],
    ['a factor without a sentence', text.replaceAll('"sentence":', '"sentense":'), 'factors[0].sentence'],
    [
      'a rule set that cannot be',
      text.replace('"decisionThreshold":40,"factors":[{"bearish"', '"decisionThreshold":-1,"factors":[{"bearish"'),
      'source.recipe.rules: invalid rule set',
    ],
  ])('refuses %s', (_what, line, message) => {
    expect(() => parseBundle(line)).toThrow(message)
  })
})

describe('explainBundle(bundle)', () => {
  it('says what was decided, what each factor added and why, and what it rests on', () => {
    expect(explained(bundle).split('\n').slice(0, 20)).toEqual([
      'Evidence - BTC-USD, 2026-08-09 14:32:00 UTC',
      '============================================================',
      '',
      'Decision:',
      '  Direction:  LONG (strength 0.70)',
      '  Net:        +70 (needs more than ±40, reachable ±110)',
      '',
      'Factors:',
      '  +30 of 30  profile    above the value area, x +1.33 > +1.00',
      '  +20 of 20  imbalance  more bids, +0.31 > +0.20, rank 0.95 > 0.90',
      '  +15 of 15  momentum   buying, +0.73 > +0.10, |z| 1.770 >= 1.645',
      '  −15 of 15  VWAP       above the 24 h VWAP, +1.11 σ > +1.00 σ',
      '  +10 of 10  whales     large buys lead, +2 > 0',
      '  +10 of 10  aggressor  72 % > 65 %, orders 214 >= 20, z 2.100 >= 1.645',
      '    0 of 10  depth      +0.04, needs > +0.15',
      '  ---',
      '  +70 net',
      '',
      'Measured:',
      '  orderImbalanceMean:   0.31 ratio',
    ])
    for (const part of [
      'main:  2 frames (numbers 7 – 19)',
      'aux:   1 frames (not numbered)',
      facts.inputs.content,
      bundle.source.hash,
      'version 1.2.3',
      '(intact)',
    ])
      expect(explained(bundle)).toContain(part)
  })

  it('says that it abstained, what is unknown, and that it was simulated', () => {
    const down = { ...healthy, book: { state: 'unhealthy', reason: 'resyncing, 14 s' } } as const
    const shown = explained(bundleOf({ ...facts, ...decided(bullish, down), simulated: true }))
    for (const part of [
      '◆ abstained: book: resyncing, 14 s',
      '– of 30',
      'n/a: not measured',
      '▲ SIMULATED',
      'book:                 ▲ unhealthy (resyncing, 14 s)',
    ])
      expect(shown).toContain(part)
  })

  it('says what held a factor back', () => {
    const shown = explained(bundleOf({ ...facts, ...decided({ ...mixed, takerOrders60: { value: 5 } }) }))
    expect(shown).toContain('  0 of 10  aggressor  held back: 72 % > 65 %, but orders 5 < 20')
  })

  it('says what it goes on from that is in no recording', () => {
    const trail = new InputTrail({ update: () => {}, value: () => '0'.repeat(64) }, START_US)
    expect(explained({ ...bundle, inputs: trail.evidence() })).toContain('Goes on from:  ▲ 2026-08-09 14:32:00 UTC (what was known then')
  })

  it('says that a bundle was changed since it was sealed', () => {
    const changed = { ...sealed(bundle), product: 'ETH-USD' }
    expect(formatSummary(explainBundle(changed))).toContain('◆ changed since it was sealed')
  })
})

/** In the order of a bundle's keys. */
function byPath(one: string, other: string): number {
  return one < other ? -1 : 1
}
