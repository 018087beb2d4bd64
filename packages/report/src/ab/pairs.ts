import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence, Figure } from '../document/figure.ts'
import type { NumberFormat } from '../format/number-format.ts'
import { bps, counted, fixed, percent, signed, signedPercent, span } from '../format/numbers.ts'
import type { AbPair, AbReading } from './ab-result.ts'

const NOT_COMPARED = 'an arm never moves on the common hours, or both are the same'
const FEW_DAYS = 'under 10 days, or an arm without trades on too many of them'

/** How the arms differ, two by two. */
export function pairsSection({ conclusions, pairs, primary, sampleSize }: AbReading, command: string): Section {
  const names = pairs.map(({ first, second }) => `${first} − ${second}`)
  const hours = pairs[0]?.sharpe.hours ?? 0
  const days = pairs[0]?.winRate.days ?? 0
  const ofHours: Evidence = {
    n: counted(hours, 'common hour'),
    interval: '95 %, studentised stationary bootstrap, the same hours for both',
    command,
  }
  const ofDays: Evidence = { n: counted(days, 'day'), interval: '95 %, days drawn anew, the same for both; none under 10', command }
  const needed = sampleSize.needed === null ? 'a number that is not known' : fixed(sampleSize.needed, 0)
  return {
    heading: 'How the arms differ',
    claim: conclusions.length === 0 ? 'There is nothing to compare.' : `${conclusions.join('; ')}.`,
    figures: [
      figure(
        { title: 'Sharpe ratio of a year', label: 'difference', format: 'signed' },
        names,
        pairs.map(({ sharpe }) => [sharpe.deltaAnnualised, sharpe.intervalAnnualised, sharpe.hours]),
        ofHours,
      ),
      figure(
        { title: 'Win rate', label: 'difference', format: 'signed-percent' },
        names,
        pairs.map(({ winRate }) => [winRate.value, winRate.interval, winRate.days]),
        ofDays,
      ),
      figure(
        { title: 'Mean net return of a trade', label: 'difference, bps', format: 'bps' },
        names,
        pairs.map(({ net }) => [net.value, net.interval, net.days]),
        ofDays,
      ),
    ],
    tables: [
      {
        title: 'Differences, first less second',
        columns: [
          { name: 'pair', align: 'left' },
          { name: 'Sharpe of a year', align: 'right' },
          { name: '95 %', align: 'right' },
          { name: 'win rate', align: 'right' },
          { name: '95 %', align: 'right' },
          { name: 'net a trade', align: 'right' },
          { name: '95 %', align: 'right' },
          { name: 'p', align: 'right' },
          { name: 'p, Holm', align: 'right' },
        ],
        rows: pairs.map((pair, index) => [names[index] ?? '', ...cells(pair)]),
        evidence: { n: `${ofHours.n}, ${ofDays.n}`, interval: '95 %, as in the figures', command },
      },
    ],
    notes: [
      `What decides is ${primary.metric}, at ${percent(primary.alpha, { decimals: 0 })} two-sided${primary.correction === 'holm' ? `, corrected for ${primary.comparisons} comparisons by Holm` : ''}; the others are told beside it.`,
      `To find ${sampleSize.difference} four times in five takes ${needed} ${sampleSize.unit}; there are ${fixed(sampleSize.available, 0)}.`,
    ],
  }
}

type Difference = readonly [value: number | null, interval: readonly [number, number] | null, n: number]

function figure(
  { format, label, title }: { readonly title: string; readonly label: string; readonly format: NumberFormat },
  places: readonly string[],
  values: readonly Difference[],
  evidence: Evidence,
): Figure {
  return {
    kind: 'intervals',
    title: `${title}, first less second`,
    size: 'half',
    evidence,
    xLabel: 'pair',
    y: { label, format },
    places,
    series: [
      { name: 'difference', values: values.map(([value, interval, n]) => measuredOf(value, { interval, n, reason: NOT_COMPARED })) },
    ],
    references: [],
  }
}

function cells({ net, p, pHolm, sharpe, winRate }: AbPair) {
  return [
    cellOf(sharpe.deltaAnnualised, two, NOT_COMPARED),
    cellOf(sharpe.intervalAnnualised, (interval) => span(interval, two), NOT_COMPARED),
    cellOf(winRate.value, signedPercent, FEW_DAYS),
    cellOf(winRate.interval, (interval) => span(interval, signedPercent), FEW_DAYS),
    cellOf(net.value, bps, FEW_DAYS),
    cellOf(net.interval, (interval) => span(interval, bps), FEW_DAYS),
    cellOf(p, three, NOT_COMPARED),
    cellOf(pHolm, three, NOT_COMPARED),
  ]
}

function two(value: number): string {
  return signed(value, 2)
}

function three(value: number): string {
  return fixed(value, 3)
}
