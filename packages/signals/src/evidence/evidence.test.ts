import { createHash } from 'node:crypto'
import { MINUTE_US } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presets } from '../rules/presets.ts'
import { ruleSetHash } from '../rules/rule-set-hash.ts'
import { analyze } from '../score/analyze.ts'
import { formatSummary } from '../summary/format-summary.ts'
import { bullish, healthy, mixed } from '../testing/inputs.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { type BundleFacts, bundleOf, bundleText, sealed } from './bundle-of.ts'
import type { EvidenceBundle, SealedBundle } from './bundle.ts'
import { explainBundle } from './explain-bundle.ts'
import { InputTrail, type TrailEntry } from './input-trail.ts'
import { parseBundle } from './parse-bundle.ts'
import { isIntact, verifyBundle } from './verify-bundle.ts'

const START_US = 1_786_285_920_000_000
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

function trailOf(entries: readonly TrailEntry[]): InputTrail {
  const hash = createHash('sha256')
  const trail = new InputTrail({ update: (data) => void hash.update(data), value: () => hash.copy().digest('hex') })
  for (const entry of entries) trail.add(entry)
  return trail
}

const entries: TrailEntry[] = [
  { kind: 'header', header: { format: 'of-frames', version: 1, source: 'coinbase', simulated: false } },
  { kind: 'opened', connection: 'main', receivedUs: START_US },
  { kind: 'rest', receivedUs: START_US + 1, path: '/products', body: '[]' },
  { kind: 'frame', connection: 'main', receivedUs: START_US + 2, frame: bytes('{"channel":"l2_data","sequence_num":7,"events":[]}') },
  { kind: 'frame', connection: 'main', receivedUs: START_US + 3, frame: bytes('{"channel":"l2_data","sequence_num": 19}') },
  { kind: 'frame', connection: 'aux', receivedUs: START_US + 4, frame: bytes('not even JSON') },
  { kind: 'closed', connection: 'main', receivedUs: START_US + 5 },
]

const facts: BundleFacts = {
  product: 'BTC-USD',
  timeUs: START_US,
  decideEveryUs: MINUTE_US,
  simulated: false,
  inputs: trailOf(entries).evidence(),
  features: mixed,
  sources: healthy,
  ruleSet: presets.default,
  codeVersion: '1.2.3',
}
const hashOf = (series: readonly TrailEntry[]): string => trailOf(series).evidence().content
const explained = (of: EvidenceBundle): string => formatSummary(explainBundle(sealed(of)))
const bundle = bundleOf(facts)
const text = bundleText(bundle)

describe('InputTrail', () => {
  it('counts what arrived, and the numbers of each connection', () => {
    expect(facts.inputs).toEqual({
      content: createHash('sha256')
        .update(`opened ${START_US} main 0\n\nrest ${START_US + 1} /products 2\n[]\nframe ${START_US + 2} main 50\n`)
        .update(
          `{"channel":"l2_data","sequence_num":7,"events":[]}\nframe ${START_US + 3} main 40\n{"channel":"l2_data","sequence_num": 19}\n`,
        )
        .update(`frame ${START_US + 4} aux 13\nnot even JSON\nclosed ${START_US + 5} main 0\n\n`)
        .digest('hex'),
      recording: [{ format: 'of-frames', version: 1, source: 'coinbase', simulated: false }],
      arrivals: 6,
      frames: 3,
      firstUs: START_US,
      lastUs: START_US + 5,
      connections: [
        { name: 'aux', frames: 1, firstSequence: null, lastSequence: null, firstUs: START_US + 4, lastUs: START_US + 4 },
        { name: 'main', frames: 2, firstSequence: 7, lastSequence: 19, firstUs: START_US + 2, lastUs: START_US + 3 },
      ],
    })
  })

  it('knows the last number that there was, though frames without one follow', () => {
    const frame = { kind: 'frame', connection: 'main', receivedUs: START_US + 9, frame: bytes('{"error":"sequence_num"}') } as const
    expect(trailOf([...entries, frame]).evidence().connections[1]).toMatchObject({ frames: 3, firstSequence: 7, lastSequence: 19 })
  })

  it('keeps what it said when more arrives', () => {
    const trail = trailOf(entries.slice(0, 4))
    const before = trail.evidence()
    const kept = structuredClone(before)
    for (const entry of entries.slice(4)) trail.add(entry)
    expect(before).toEqual(kept)
    expect(trail.evidence()).toEqual(facts.inputs)
  })

  it('has another hash when a byte, a time, a connection or the order is another one', () => {
    const frame = fc.record({
      kind: fc.constant('frame' as const),
      connection: fc.constantFrom('a', 'ab', 'b'),
      receivedUs: fc.integer({ min: 0, max: 20 }),
      frame: fc.uint8Array({ maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 4 }), fc.array(frame, { maxLength: 4 }), (one, other) => {
        expect(hashOf(one) === hashOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
      { numRuns: 200 },
    )
  })
})

describe('bundleOf(facts)', () => {
  it('holds the signal as it was, what it was scored by, and the features that rules look at', () => {
    const { factors, ruleSet, ...decision } = analyze({ features: mixed, sources: healthy }, presets.default)
    expect(bundle).toMatchObject({ decision, factors, ruleSet: { hash: ruleSet.hash, rules: presets.default } })
    expect(bundle.ruleSet.hash).toBe(ruleSetHash(presets.default))
    expect(new Set(Object.keys(bundle.features))).toEqual(new Set(Object.keys(mixed)))
    expect(bundleOf({ ...facts, features: {} }).features['profilePosition']).toEqual({ value: null, reason: 'not measured' })
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
    ['another version of the program', (data) => ({ ...data, code: { version: '1.2.4' } }), ['code.version']],
  ])('names the field of %s, sealed anew or not', (_what, change, paths) => {
    const forged = { ...change(bundle), hash: sealed(bundle).hash }
    expect(verifyBundle(`${canonicalJson(forged)}\n`, bundle).differences.map(({ path }) => path)).toEqual(paths)
    expect(verifyBundle(bundleText(change(bundle)), bundle).differences.map(({ path }) => path)).toEqual([...paths, 'hash'].sort(byPath))
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
    ['another schema', '{"schema":2}', 'schema: expected 1, received 2'],
    ['none', '[]', 'schema: expected 1, received nothing'],
    ['a factor without a sentence', text.replaceAll('"sentence":', '"sentense":'), 'factors.0.sentence'],
    [
      'a rule set that cannot be',
      text.replace('"decisionThreshold":40,"factors":[{"bearish"', '"decisionThreshold":-1,"factors":[{"bearish"'),
      'ruleSet.rules: invalid rule set',
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
      bundle.ruleSet.hash,
      'version 1.2.3',
      '(intact)',
    ])
      expect(explained(bundle)).toContain(part)
  })

  it('says that it abstained, what is unknown, and that it was simulated', () => {
    const down = { ...healthy, book: { state: 'unhealthy', reason: 'resyncing, 14 s' } } as const
    const shown = explained(bundleOf({ ...facts, sources: down, simulated: true, features: bullish }))
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
    const shown = explained(bundleOf({ ...facts, features: { ...mixed, takerOrders60: { value: 5 } } }))
    expect(shown).toContain('  0 of 10  aggressor  held back: 72 % > 65 %, but orders 5 < 20')
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
