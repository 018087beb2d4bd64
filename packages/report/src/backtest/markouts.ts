import { wilson } from '@of/stats'
import { measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence, Figure, Reference } from '../document/figure.ts'
import type { Table } from '../document/table.ts'
import { bps, bpsSize, counted, fixed, percent, signed } from '../format/numbers.ts'
import { horizonText } from '../format/times.ts'
import type { BacktestArm, BacktestReading } from './backtest-result.ts'
import { meanCells, meanMeasured } from './words.ts'

const US_PER_SECOND = 1_000_000
const US_PER_MS = 1_000
const NO_SIGNALS = 'no LONG and no SHORT whose horizon has passed'
const INTERVALS = '95 %, of signals that share their time; none under 30'

/** What mid did after signals, in their direction, beside what trading on it costs. */
export function markoutSection({ arms }: BacktestReading, command: string): Section {
  const horizons = horizonsOf(arms)
  const taken = arms.map(
    ({ name, signals }) => `${name} ${fixed(signals.long + signals.short, 0)} of ${counted(signals.emitted, 'signal')}`,
  )
  const evidence: Evidence = { n: taken.join(', '), interval: INTERVALS, command }
  return {
    heading: 'Markouts',
    claim: claimOf(arms),
    figures: [
      {
        kind: 'intervals',
        title: 'Mean move of mid after a signal, in its direction',
        size: 'full',
        evidence,
        xLabel: 'after the signal could be acted on',
        y: { label: 'bps, before costs', format: 'bps' },
        places: horizons.map(textOf),
        series: arms.map(({ name, outcomes }) => ({
          name,
          values: horizons.map((horizonUs) => {
            const found = outcomes.find((outcome) => outcome.kind === 'taken' && outcome.horizonUs === horizonUs)
            return found === undefined ? measuredOf(null, { reason: NO_SIGNALS }) : meanMeasured(found, NO_SIGNALS)
          }),
        })),
        references: costsOf(arms),
      },
      ...arms.flatMap((arm) => latencyFigures(arm, evidence)),
      hitFigure(arms, horizons, { ...evidence, interval: '95 %, Wilson’s, of as many as there are stretches of that length' }),
    ],
    tables: [outcomeTable(arms, evidence)],
    notes: [
      'Every signal has an outcome, HOLDs and abstentions too: emitted = resolved + open. Moves are before costs; the dashed line is what a trade costs.',
      'How often a signal was right says nothing without what right and wrong are worth: the means are what counts.',
    ],
  }
}

function claimOf(arms: readonly BacktestArm[]): string {
  const said = arms.map(({ costs, name, outcomes }) => {
    const known = outcomes.flatMap((outcome) =>
      outcome.kind === 'taken' && outcome.mean !== null ? [{ ...outcome, mean: outcome.mean }] : [],
    )
    const [first] = known
    if (first === undefined) return `${name} took no side whose outcome is known`
    const best = known.reduce((a, b) => (b.mean > a.mean ? b : a), first)
    const range =
      best.low === null || best.high === null
        ? `n ${best.n}, no interval`
        : `95 % ${signed(best.low, 1)} … ${signed(best.high, 1)}, n ${best.n}`
    const cost = costs.breakEvenBps ?? costs.roundTripFeeBps
    return `after signals of ${name} mid moved at most ${bps(best.mean)} their way, at ${textOf(best.horizonUs)} (${range}), where ${bpsSize(cost)} pay for a trade`
  })
  return said.length === 0 ? 'No arm emitted signals.' : `${said.join('; ')}.`
}

function latencyFigures({ markouts, name, costs }: BacktestArm, evidence: Evidence): Figure[] {
  if (markouts.length === 0) return []
  const delays = distinct(markouts.map(({ addedLatencyUs }) => addedLatencyUs))
  const horizons = distinct(markouts.map(({ horizonUs }) => horizonUs))
  return [
    {
      kind: 'intervals',
      title: `The same by added latency, ${name}`,
      size: 'half',
      evidence: { ...evidence, n: counted(Math.max(...markouts.map(({ n }) => n)), 'signal') },
      xLabel: 'added latency, ms',
      y: { label: 'bps, before costs', format: 'bps' },
      places: delays.map((delayUs) => fixed(delayUs / US_PER_MS, 0)),
      series: horizons.map((horizonUs) => ({
        name: textOf(horizonUs),
        values: delays.map((delayUs) => {
          const found = markouts.find((markout) => markout.addedLatencyUs === delayUs && markout.horizonUs === horizonUs)
          return found === undefined ? measuredOf(null, { reason: NO_SIGNALS }) : meanMeasured(found, NO_SIGNALS)
        }),
      })),
      references: costs.breakEvenBps === null ? [] : [{ label: `break-even ${bpsSize(costs.breakEvenBps)}`, value: costs.breakEvenBps }],
    },
  ]
}

function hitFigure(arms: readonly BacktestArm[], horizons: readonly number[], evidence: Evidence): Figure {
  return {
    kind: 'intervals',
    title: 'How often mid moved the way the signal said',
    size: 'half',
    evidence,
    xLabel: 'after the signal could be acted on',
    y: { label: 'share of signals', format: 'percent', from: 'data' },
    places: horizons.map(textOf),
    series: arms.map(({ name, outcomes }) => ({
      name,
      values: horizons.map((horizonUs) => {
        const found = outcomes.find((outcome) => outcome.kind === 'taken' && outcome.horizonUs === horizonUs)
        const share = found?.above ?? null
        const interval = share === null || found === undefined ? undefined : wilson(share * found.independent, found.independent)
        return measuredOf(share, {
          interval: interval === undefined ? null : [interval.low, interval.high],
          n: found?.n ?? null,
          reason: NO_SIGNALS,
        })
      }),
    })),
    references: [{ label: 'a coin', value: 0.5 }],
  }
}

function outcomeTable(arms: readonly BacktestArm[], evidence: Evidence): Table {
  return {
    title: 'Outcomes of every signal',
    columns: [
      { name: 'arm', align: 'left' },
      { name: 'signal', align: 'left' },
      { name: 'after', align: 'right' },
      { name: 'emitted', align: 'right' },
      { name: 'resolved', align: 'right' },
      { name: 'open', align: 'right' },
      { name: 'unpriced', align: 'right' },
      { name: 'independent', align: 'right' },
      { name: 'mean move', align: 'right' },
      { name: '95 %', align: 'right' },
      { name: 'above 0', align: 'right' },
    ],
    rows: arms.flatMap(({ name, outcomes }) =>
      outcomes.map((outcome) => [
        name,
        outcome.kind === 'taken' ? 'LONG and SHORT' : outcome.kind,
        textOf(outcome.horizonUs),
        fixed(outcome.emitted, 0),
        fixed(outcome.resolved, 0),
        fixed(outcome.open, 0),
        fixed(outcome.unpriced, 0),
        fixed(outcome.independent, 0),
        ...meanCells(outcome, 'none resolved with a mid'),
        outcome.above === null ? { missing: 'none resolved with a mid' } : percent(outcome.above),
      ]),
    ),
    evidence,
  }
}

/** What a trade costs, a line where all arms pay the same. */
function costsOf(arms: readonly BacktestArm[]): Reference[] {
  const fees = distinct(arms.map(({ costs }) => costs.roundTripFeeBps))
  return fees.map((value) => ({ label: `fees there and back ${bpsSize(value)}`, value }))
}

function horizonsOf(arms: readonly BacktestArm[]): number[] {
  return distinct(arms.flatMap(({ outcomes }) => outcomes.map(({ horizonUs }) => horizonUs)))
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}

function textOf(horizonUs: number): string {
  return horizonText(horizonUs / US_PER_SECOND)
}
