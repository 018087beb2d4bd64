import type { FactorFigures } from '@of/study'
import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence, Figure, Measured } from '../document/figure.ts'
import type { Table } from '../document/table.ts'
import { counted, fixed, percent, signed } from '../format/numbers.ts'
import { horizonText } from '../format/times.ts'
import type { StudyResult } from './study-result.ts'

const LEAST_DECISIONS = 30
const UNDER = `under ${LEAST_DECISIONS} decisions, or one of them does not vary`

/** How the factors of the signal hang together, and what each of them adds. */
export function factorSections({ factors }: StudyResult, command: string): Section[] {
  if (factors === null) return []
  const evidence: Evidence = {
    n: counted(factors.decisions, 'decision'),
    interval: 'none: they are counts and shares of these decisions',
    command,
  }
  return [
    {
      heading: `Factors of the signal, rule set ${factors.ruleSet}`,
      claim: claimOf(factors),
      figures: [
        correlationFigure(factors, { ...evidence, interval: `none; n/a under ${LEAST_DECISIONS} decisions` }),
        ...addsFigures(factors, command),
      ],
      tables: [useTable(factors, evidence), ...ablationTables(factors, command)],
      notes: [
        'Order imbalance and depth were one number scored twice in the founding brief: a correlation of 1. Here they are two measures.',
        ...(factors.abstained > 0 ? [`${counted(factors.abstained, 'decision')} abstained and count in no figure of a factor.`] : []),
      ],
    },
  ]
}

function claimOf({ decisions, doubleScored, factors, pairs }: FactorFigures): string {
  const fired = factors.filter((factor) => factor.fired > 0).length
  const said = `${fired} of ${counted(factors.length, 'factor')} fired in ${counted(decisions, 'decision')}`
  const known = pairs.flatMap(({ correlation, factors: names }) => (correlation === null ? [] : [{ correlation, names }]))
  const [first] = known
  if (first === undefined) return `${said}; how they go together is not known.`
  const closest = known.reduce((a, b) => (Math.abs(b.correlation) > Math.abs(a.correlation) ? b : a), first)
  const twice =
    doubleScored === null || doubleScored.correlation === null
      ? ''
      : `; the pair that was scored twice has ${signed(doubleScored.correlation, 2)}`
  return `${said}; the closest pair is ${closest.names.join(' and ')}, correlation ${signed(closest.correlation, 2)}${twice}.`
}

function correlationFigure({ factors, pairs }: FactorFigures, evidence: Evidence): Figure {
  const names = factors.map(({ factor }) => factor)
  return {
    kind: 'heat',
    title: 'Correlation of the factors’ values',
    size: 'full',
    evidence,
    columns: names,
    rows: names.map((name) => ({
      name,
      values: names.map((other): Measured => {
        if (other === name) return { value: 1, low: null, high: null, n: null }
        const pair = pairs.find(({ factors: both }) => both.includes(name) && both.includes(other))
        return measuredOf(pair?.correlation, { n: pair?.n ?? null, reason: UNDER })
      }),
    })),
    format: 'signed',
    greatest: 1,
  }
}

function addsFigures({ ablation }: FactorFigures, command: string): Figure[] {
  return ablation.map(({ factors, n, seconds }) => ({
    kind: 'bars',
    title: `What each factor adds to R², ${horizonText(seconds)} after a decision`,
    size: 'half',
    evidence: {
      n: `${counted(n, 'decision')} that do not overlap`,
      interval: `none: within the sample; n/a under ${LEAST_DECISIONS} decisions`,
      command,
    },
    x: { label: 'R² with all factors less R² without it', format: 'signed-percent' },
    hue: 'neutral',
    references: [],
    bars: factors.map(({ adds, factor }) => ({ name: factor, measured: measuredOf(adds, { n, reason: `${n} decisions` }) })),
  }))
}

function useTable({ decisions, factors }: FactorFigures, evidence: Evidence): Table {
  return {
    title: 'How often factors have a value, and fire',
    columns: [
      { name: 'factor', align: 'left' },
      { name: 'known', align: 'right' },
      { name: 'fired', align: 'right' },
      { name: 'of decisions', align: 'right' },
    ],
    rows: factors.map(({ factor, fired, known }) => [
      factor,
      fixed(known, 0),
      known === 0 ? { missing: 'it never had a value' } : fixed(fired, 0),
      known === 0 || decisions === 0 ? { missing: 'it never had a value' } : percent(fired / decisions),
    ]),
    evidence,
  }
}

function ablationTables({ ablation }: FactorFigures, command: string): Table[] {
  if (ablation.length === 0) return []
  const n = ablation.map((figures) => `${fixed(figures.n, 0)} at ${horizonText(figures.seconds)}`).join(', ')
  return [
    {
      title: 'What the signal explains of the moves after its decisions',
      columns: [
        { name: 'horizon', align: 'left' },
        { name: 'n', align: 'right' },
        { name: 'R², all factors weighted freely', align: 'right' },
        { name: 'chance', align: 'right' },
        { name: 'R², net as it is', align: 'right' },
      ],
      rows: ablation.map((figures) => {
        const reason = `under ${LEAST_DECISIONS} decisions that do not overlap, or nothing varies`
        return [
          horizonText(figures.seconds),
          fixed(figures.n, 0),
          cellOf(figures.r2, percent, reason),
          cellOf(figures.chanceR2, percent, reason),
          cellOf(figures.netR2, percent, reason),
        ]
      }),
      evidence: { n: `decisions that do not overlap: ${n}`, interval: 'none: within the sample, so at best', command },
    },
  ]
}
