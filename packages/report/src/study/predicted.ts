import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence, Figure, Reference } from '../document/figure.ts'
import type { Table } from '../document/table.ts'
import { bpsSize, counted, fixed, percent, signedPercent, span } from '../format/numbers.ts'
import { horizonText } from '../format/times.ts'
import type { StudyHorizon, StudyResult } from './study-result.ts'
import { featureKeys, featureNames, type FeatureName, LEAST_WINDOWS, emptyRow, tCell, whyNoShare, windowsText } from './words.ts'

const DRAWN: readonly FeatureName[] = ['ofi', 'tradeImbalance', 'imbalance', 'microprice']
const NO_PAST = 'too few windows to learn from'

/** What the features say of the moves after them, and what acting on it costs. */
export function predictedSection({ horizons, input }: StudyResult, command: string): Section {
  const evidence: Evidence = {
    n: windowsText(horizons.map(({ predictive }) => predictive.windows)),
    interval: '95 %, blocks drawn anew; none under 8 blocks or 100 windows',
    command,
  }
  return {
    heading: 'Predictive: moves after the window',
    claim: claimOf(horizons),
    figures: [
      insideFigure(horizons, evidence),
      outsideFigure(horizons, { ...evidence, interval: 'none: one pass over each window, from the past alone' }),
      worthFigure(horizons, { ...evidence, interval: 'none: r · deviation of the moves, within the sample, so at best' }),
    ],
    tables: [table(horizons, evidence)],
    notes: [
      `A move begins ${input.latencyMs} ms after what it is predicted from was received.`,
      'Out of sample, each window is predicted from windows before it alone; below 0 their mean would have done better.',
      ...(input.feeBps === null ? ['No fee was chosen: costs are the spread alone, which nobody trades at.'] : []),
    ],
  }
}

function claimOf(horizons: readonly StudyHorizon[]): string {
  const tries = horizons.flatMap(({ predictive, seconds }) =>
    featureKeys.flatMap((feature) => {
      const { outOfSampleN, outOfSampleR2 } = predictive[feature]
      return outOfSampleR2 === null || outOfSampleN < LEAST_WINDOWS ? [] : [{ feature, seconds, r2: outOfSampleR2 }]
    }),
  )
  const [first] = tries
  if (first === undefined) return `Nothing can be said of prediction out of sample: no horizon has ${LEAST_WINDOWS} windows to predict.`
  const best = tries.reduce((a, b) => (b.r2 > a.r2 ? b : a), first)
  const better = tries.filter(({ r2 }) => r2 > 0).length
  const most = `the most is ${signedPercent(best.r2)}, ${featureNames[best.feature]} at ${horizonText(best.seconds)}`
  return `Out of sample, ${better} of ${counted(tries.length, 'prediction')} did better than the past’s mean; ${most}, the best of as many tries.`
}

function insideFigure(horizons: readonly StudyHorizon[], evidence: Evidence): Figure {
  return {
    kind: 'intervals',
    title: 'R² of moves after the window, within the sample',
    size: 'full',
    evidence,
    xLabel: 'horizon',
    y: { label: 'predictive R²', format: 'percent' },
    places: horizons.map(({ seconds }) => horizonText(seconds)),
    series: DRAWN.map((feature) => ({
      name: featureNames[feature],
      values: horizons.map(({ predictive }) => {
        const { n, r2, r2Interval } = predictive[feature]
        return measuredOf(r2, { interval: r2Interval, n, reason: whyNoShare(predictive.windows) })
      }),
    })),
    references: [],
  }
}

function outsideFigure(horizons: readonly StudyHorizon[], evidence: Evidence): Figure {
  return {
    kind: 'intervals',
    title: 'R² of moves after the window, out of sample',
    size: 'half',
    evidence,
    xLabel: 'horizon',
    y: { label: 'predictive R², out of sample', format: 'signed-percent' },
    places: horizons.map(({ seconds }) => horizonText(seconds)),
    series: DRAWN.map((feature) => ({
      name: featureNames[feature],
      values: horizons.map(({ predictive }) => {
        const { n, outOfSampleR2 } = predictive[feature]
        return measuredOf(outOfSampleR2, { n, reason: NO_PAST })
      }),
    })),
    lowest: -0.05,
    references: [],
  }
}

/** Predicted moves beside what they cost to trade. */
function worthFigure(horizons: readonly StudyHorizon[], evidence: Evidence): Figure {
  return {
    kind: 'intervals',
    title: 'Predicted moves beside their cost',
    size: 'half',
    evidence,
    xLabel: 'horizon',
    y: { label: 'deviation of predicted moves, bps', format: 'plain' },
    places: horizons.map(({ seconds }) => horizonText(seconds)),
    series: DRAWN.map((feature) => ({
      name: featureNames[feature],
      values: horizons.map(({ predictive }) => {
        const { n, predictedMoveBps } = predictive[feature]
        return measuredOf(predictedMoveBps, { n, reason: whyNoShare(predictive.windows) })
      }),
    })),
    references: costLines(horizons),
  }
}

function costLines(horizons: readonly StudyHorizon[]): Reference[] {
  const costs = horizons[0]?.predictive.ofi.costs
  if (costs === undefined) return []
  const { roundTripBps, spreadBps } = costs
  if (roundTripBps !== null) return [{ label: `there and back ${bpsSize(roundTripBps)}`, value: roundTripBps }]
  return spreadBps === null ? [] : [{ label: `spread alone ${bpsSize(spreadBps)}`, value: spreadBps }]
}

function table(horizons: readonly StudyHorizon[], evidence: Evidence): Table {
  return {
    title: 'Predictive, by horizon',
    columns: [
      { name: 'horizon', align: 'left' },
      { name: 'feature', align: 'left' },
      { name: 'n', align: 'right' },
      { name: 'R²', align: 'right' },
      { name: '95 %', align: 'right' },
      { name: 'chance', align: 'right' },
      { name: 'out of sample', align: 'right' },
      { name: 't', align: 'right' },
      { name: 'move', align: 'right' },
      { name: 'cost', align: 'right' },
    ],
    rows: horizons.flatMap(({ predictive, seconds }) => {
      if (featureKeys.every((feature) => predictive[feature].n === 0)) return [emptyRow(horizonText(seconds), predictive.windows, 10)]
      return featureKeys.map((feature) => {
        const found = predictive[feature]
        const { roundTripBps, spreadBps } = found.costs
        const reason = whyNoShare(predictive.windows)
        return [
          horizonText(seconds),
          featureNames[feature],
          fixed(found.n, 0),
          cellOf(found.r2, percent, reason),
          cellOf(found.r2Interval, (interval) => span(interval, percent), 'under 8 blocks or 100 windows'),
          cellOf(found.chanceR2, percent, reason),
          cellOf(found.outOfSampleR2, signedPercent, NO_PAST),
          tCell(found.t, reason),
          cellOf(found.predictedMoveBps, bpsSize, reason),
          cellOf(roundTripBps ?? spreadBps, bpsSize, 'no spread was seen'),
        ]
      })
    }),
    evidence,
  }
}
