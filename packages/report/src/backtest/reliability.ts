import type { ReliabilityBin } from '@of/backtest'
import { cellOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence, Figure, ReliabilityPoint } from '../document/figure.ts'
import { counted, fixed, percent, span } from '../format/numbers.ts'
import { horizonText } from '../format/times.ts'
import type { BacktestArm, BacktestReading } from './backtest-result.ts'

const US_PER_SECOND = 1_000_000
const COIN = 0.5
const NOTHING_MOVED = 'mid never moved'

/** Whether a greater score was right more often. */
export function reliabilitySection({ arms }: Pick<BacktestReading, 'arms'>, command: string): Section {
  const horizons = [...new Set(arms.flatMap(({ reliability }) => reliability.map(({ horizonUs }) => horizonUs)))]
  const evidence: Evidence = {
    n: arms.map(({ name, reliability }) => `${name} ${counted(mostScores(reliability), 'score')}`).join(', '),
    interval: '95 %, Wilson’s, of as many observations as there are stretches of the horizon’s length with a score in them',
    command,
  }
  const figures = horizons.map((horizonUs) => figureAt(horizonUs, arms, evidence))
  return {
    heading: 'Reliability',
    claim: claimOf(arms),
    figures:
      figures.length > 0
        ? figures
        : [{ kind: 'missing', title: 'Right by size of score', size: 'full', evidence, reason: 'no score but 0 has an outcome yet' }],
    tables: horizons.length === 0 ? [] : [tableOf(arms, evidence)],
    notes: [
      'Of every decision with a score other than 0, traded or not: whether mid went the way of its sign, from the latency after it was received until the horizon later.',
      'Points of arms with scores alike are set apart sideways, to be read.',
      'A score that means something is right more often the greater it is. Moves are before costs: being right half of the time and a bit pays for no fee.',
    ],
  }
}

function figureAt(horizonUs: number, arms: readonly BacktestArm[], evidence: Evidence): Figure {
  return {
    kind: 'reliability',
    title: `Right after ${horizonText(horizonUs / US_PER_SECOND)}, by size of score`,
    size: 'full',
    evidence,
    x: { label: 'score without its sign, hundredths; beside each point its n', format: 'count' },
    yLabel: 'share of moves that went its way',
    against: COIN,
    series: arms.map(({ name, reliability }) => ({
      name,
      bins: reliability.filter((bin) => bin.horizonUs === horizonUs).flatMap(pointOf),
    })),
  }
}

function pointOf({ high, low, meanScore, n, winShare }: ReliabilityBin): ReliabilityPoint[] {
  return winShare === null ? [] : [{ stated: meanScore, observed: winShare, low, high, n }]
}

/** Whether any size of score beat a coin, of all that were looked at. */
function claimOf(arms: readonly BacktestArm[]): string {
  const bins = arms.flatMap(({ reliability }) => reliability).filter(({ n }) => n > 0)
  if (bins.length === 0) return 'No score but 0 has an outcome yet.'
  const better = bins.filter(({ low }) => low !== null && low > COIN).length
  const worse = bins.filter(({ high }) => high !== null && high < COIN).length
  const chance = fixed(0.05 * bins.length, 1)
  return `Of ${counted(bins.length, 'pair')} of a score’s size and a horizon, ${better} were right more often than a coin and ${worse} less often; by chance alone about ${chance} would differ from it.`
}

function tableOf(arms: readonly BacktestArm[], evidence: Evidence): Section['tables'][number] {
  return {
    title: 'Scores and what followed',
    columns: [
      { name: 'arm', align: 'left' },
      { name: 'after', align: 'left' },
      { name: 'score', align: 'left' },
      { name: 'scores', align: 'right' },
      { name: 'mid unmoved', align: 'right' },
      { name: 'no mid', align: 'right' },
      { name: 'n', align: 'right' },
      { name: 'independent', align: 'right' },
      { name: 'right', align: 'right' },
      { name: '95 %', align: 'right' },
    ],
    rows: arms.flatMap(({ name, reliability }) =>
      reliability.map(({ from, high, horizonUs, independent, low, n, scores, to, unmoved, unpriced, winShare }) => [
        name,
        horizonText(horizonUs / US_PER_SECOND),
        `${fixed(from, 0)} – ${fixed(to, 0)}`,
        fixed(scores, 0),
        fixed(unmoved, 0),
        fixed(unpriced, 0),
        fixed(n, 0),
        fixed(independent, 0),
        cellOf(winShare, percent, NOTHING_MOVED),
        low === null || high === null ? { missing: NOTHING_MOVED } : span([low, high], percent),
      ]),
    ),
    evidence,
  }
}

/** Scores at the horizon that has most of them. */
function mostScores(bins: readonly ReliabilityBin[]): number {
  const sums = new Map<number, number>()
  for (const { horizonUs, scores } of bins) sums.set(horizonUs, (sums.get(horizonUs) ?? 0) + scores)
  return Math.max(0, ...sums.values())
}
