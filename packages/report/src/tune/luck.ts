import { wilson } from '@of/stats'
import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence } from '../document/figure.ts'
import type { Cell } from '../document/table.ts'
import { counted, fixed } from '../format/numbers.ts'
import type { TuneReading } from './tune-result.ts'

const ASKED_FOR = 0.95
const TOO_LITTLE = 'too little varies'
const NOT_RUN = 'not repeated on null data'

/** How much of the best is luck. */
export function luckSection(tuned: TuneReading, command: string): Section {
  const { deflated, nullControl, overfitting, trials, walkForward } = tuned
  const evidence: Evidence = {
    n: `${counted(trials.ever, 'trial')}, ${counted(trials.effective, 'different idea')}, ${counted(nullControl.runs, 'null run')}`,
    interval: 'none: they are probabilities themselves; of the null runs Wilson’s is in the table',
    command,
  }
  return {
    heading: 'How much of it is luck',
    claim: claimOf(tuned),
    figures: [
      {
        kind: 'bars',
        title: 'How sure each is that the best is no luck',
        size: 'full',
        evidence,
        x: { label: 'probability', format: 'percent' },
        hue: 'neutral',
        bars: [
          {
            name: 'Sharpe of the walk forward above 0',
            measured: measuredOf(walkForward.effectivePsr, { n: walkForward.hours, reason: TOO_LITTLE }),
          },
          {
            name: 'deflated by all trials, spread by chance',
            measured: measuredOf(deflated.byChance, { n: trials.ever, reason: TOO_LITTLE }),
          },
          { name: 'deflated by all trials, as spread', measured: measuredOf(deflated.raw, { n: trials.ever, reason: TOO_LITTLE }) },
          {
            name: 'deflated by different ideas, as spread',
            measured: measuredOf(deflated.effective, { n: trials.effective, reason: TOO_LITTLE }),
          },
          {
            name: 'null data are not as good',
            measured: measuredOf(nullControl.p === null ? null : 1 - nullControl.p, {
              n: nullControl.runs,
              reason: nullControl.reason ?? NOT_RUN,
            }),
          },
          {
            name: 'not overfitted (1 − PBO)',
            measured: measuredOf(overfitting.pbo === null ? null : 1 - overfitting.pbo, {
              n: overfitting.blocks,
              reason: overfitting.reason ?? TOO_LITTLE,
            }),
          },
        ],
        references: [{ label: 'asked for', value: ASKED_FOR }],
      },
    ],
    tables: [
      {
        title: 'What was tried, and what that is worth',
        columns: [
          { name: '', align: 'left' },
          { name: 'value', align: 'right' },
        ],
        rows: rowsOf(tuned),
        evidence,
      },
    ],
    notes: [
      'Every configuration ever tried on these data counts, also those that were thrown away.',
      'As spread: the Sharpe ratios of the trials vary by what they cost and are worth as well as by chance, and the more some of them lose the less is left of the best.',
      'Null data are the same signals shifted against the same prices: without an edge, with the same search.',
    ],
  }
}

function rowsOf({ deflated, holdOut, nullControl, overfitting, space, trials }: TuneReading): Cell[][] {
  const asGood = wilson(nullControl.asGood, nullControl.runs)
  const range = asGood === undefined ? '' : ` (95 % ${fixed(asGood.low, 2)} … ${fixed(asGood.high, 2)})`
  return [
    ['configurations in the space', fixed(space.size, 0)],
    ['tried here', fixed(trials.here, 0)],
    ['ever tried on these data', fixed(trials.ever, 0)],
    ['different ideas among them', fixed(trials.effective, 0)],
    ['tried on other data of the same time', fixed(trials.elsewhere, 0)],
    ['deflated Sharpe ratio, all trials, spread by chance', cellOf(deflated.byChance, (value) => fixed(value, 3), TOO_LITTLE)],
    ['deflated Sharpe ratio, all trials, as spread', cellOf(deflated.raw, (value) => fixed(value, 3), TOO_LITTLE)],
    ['deflated Sharpe ratio, different ideas, as spread', cellOf(deflated.effective, (value) => fixed(value, 3), TOO_LITTLE)],
    ['probability of backtest overfitting', cellOf(overfitting.pbo, (value) => fixed(value, 3), overfitting.reason ?? TOO_LITTLE)],
    [
      'null runs as good as the best',
      nullControl.runs === 0 ? { missing: nullControl.reason ?? NOT_RUN } : `${nullControl.asGood} of ${nullControl.runs}${range}`,
    ],
    ['p of the null control', cellOf(nullControl.p, (value) => fixed(value, 3), nullControl.reason ?? NOT_RUN)],
    ['looks at the hold-out', fixed(holdOut.looks, 0)],
    ['looks at other data of the same time', fixed(holdOut.looksElsewhere, 0)],
  ]
}

function claimOf({ deflated, nullControl, trials }: TuneReading): string {
  const sure =
    deflated.byChance === null
      ? 'how sure the best is cannot be said, too little varies'
      : `the best is better than luck with probability ${fixed(deflated.byChance, 2)}`
  const control =
    nullControl.p === null
      ? 'null data were not searched'
      : `${nullControl.asGood} of ${counted(nullControl.runs, 'run')} on data without an edge found as much`
  return `After ${counted(trials.ever, 'trial')} on these data ${sure}; ${control}.`
}
