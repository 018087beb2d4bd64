import { describe, expect, it } from 'vitest'
import { conclusionsOf } from './conclusions.ts'
import type { WithCosts, Figures } from './horizon-report.ts'
import type { StudyReport } from './report.ts'
import type { LevelFigures } from './signal-report.ts'
import { Study } from './study.ts'
import { goldenEvents } from './testing/golden-events.ts'

const study = new Study({ levels: 2, horizonsUs: [10_000_000] })
for (const event of goldenEvents({ steps: 4_000 })) study.push(event)
const [report] = study.finish(() => 1)

/** The report with other figures of what order imbalance predicts, and of nothing else. */
function predicting(figures: Partial<WithCosts<Figures>>): StudyReport {
  const [horizon] = report!.horizons
  const { predictive } = horizon!
  const none = { ...predictive.ofi, outOfSampleR2: null }
  const silent = { ...predictive, ofi: none, tradeImbalance: none, integrated: { ...none, weightsFrom: null }, microprice: none, cvd: none }
  return { ...report!, horizons: [{ ...horizon!, predictive: { ...silent, imbalance: { ...none, outOfSampleN: 5_000, ...figures } } }] }
}

const costs = { spreadBps: 2, feeBps: 5, roundTripBps: 12 }

describe('conclusionsOf(report)', () => {
  it.each<[string, Partial<WithCosts<Figures>>, string]>([
    ['no prediction that could be judged', { outOfSampleR2: 0.1, outOfSampleN: 99 }, 'fewer than 100 windows'],
    ['none better than the past', { outOfSampleR2: -0.01 }, 'None of 1 prediction was better than the mean of the past.'],
    ['one that chance makes too', { outOfSampleR2: 0.0005 }, 'as much as the best of so many does by chance.'],
    ['one that costs more than it brings', { outOfSampleR2: 0.02, predictedMoveBps: 3, costs }, 'costs 12.00 bps: no edge for a taker.'],
    ['one that brings more', { outOfSampleR2: 0.02, predictedMoveBps: 13, costs }, 'worth a test with paper trades.'],
    [
      'one whose fee is not known',
      { outOfSampleR2: 0.02, predictedMoveBps: 3, costs: { ...costs, feeBps: null, roundTripBps: null } },
      'more than the spread of 2.00 bps that comes before any fee.',
    ],
  ])('tells of %s', (_name, figures, sentence) => {
    expect(conclusionsOf(predicting(figures)).join('\n')).toContain(sentence)
  })

  it('never calls what goes with a move a forecast', () => {
    expect(conclusionsOf(report!)[0]).toMatch(/^Within the same 10 s, OFI explains \d+\.\d %.* this is no forecast\.$/)
  })

  it.each<[LevelFigures['claim'], LevelFigures['verdict'], string]>([
    ['holds', 'as claimed', 'the claim that it holds is borne out.'],
    ['breaks', 'not shown', 'the claim that it breaks is not borne out.'],
    ['holds', 'the opposite', 'the claim that it holds is contradicted.'],
  ])('tells of a level that is said to be one that %s: %s', (claim, verdict, sentence) => {
    const tally = { watched: 400, touched: 200, held: 110, broken: 90, holdRate: 0.55 }
    const level = { kind: 'POC', claim, level: tally, random: { ...tally, holdRate: 0.5 }, difference: 0.05, verdict } as const
    const found = conclusionsOf({ ...report!, levels: [{ ...level, differenceInterval: [0.01, 0.09] }] })
    expect(found.at(-1)).toBe(`POC held 55.0 % of 200 times, random levels 50.0 %, difference 1.0 … 9.0 %: ${sentence}`)
  })

  it.each<[string, readonly [number, number], string]>([
    ['a law', [-1.4, -0.7], '(95 % −1.40 … −0.70), which agrees with the −1 of a plain book;'],
    ['another law', [-0.9, -0.2], 'which is not the −1 of a plain book;'],
    ['too few blocks', [-3, 4.7], 'too few blocks to tell the −1 of a plain book from no law at all;'],
  ])('tells of depth: %s', (_name, exponentInterval, sentence) => {
    const depthLaw = { ...report!.depthLaw!, exponent: -0.8, exponentInterval }
    expect(conclusionsOf({ ...report!, depthLaw }).join('\n')).toContain(sentence)
  })

  it('says that levels the price never came to tell nothing', () => {
    const none = { watched: 3, touched: 0, held: 0, broken: 0, holdRate: null }
    const level = { kind: 'POC', claim: 'holds', level: none, random: none, difference: null, differenceInterval: null } as const
    expect(conclusionsOf({ ...report!, levels: [{ ...level, verdict: 'not enough data' }] }).at(-1)).toContain(
      'Nothing can be said of levels',
    )
  })
})
