import { HOUR_US } from '@of/core'
import type { ReportDocument } from '../document/document.ts'
import type { Evidence, Figure, LinePoint, Measured } from '../document/figure.ts'

const START_US = 1_786_262_400_000_000
const HOURS = 30 * 24

const evidence: Evidence = {
  n: '1,204 windows in 12 blocks',
  interval: '95 %, blocks of 30 min drawn anew 2,000 times',
  command: 'of study monday.of.gz --product BTC-USD --json',
}

/** A number in [0, 1) that looks random and is always the same. */
function noise(seed: number): number {
  const x = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  return (Math.imul(x ^ (x >>> 15), 0x85ebca6b) >>> 0) / 2 ** 32
}

function walk(seed: number, drift: number): LinePoint[] {
  let value = 0
  return Array.from({ length: HOURS }, (_, index) => {
    value += drift + (noise(seed + index) - 0.5) * 8
    const isHole = index > 300 && index < 312
    return { timeUs: START_US + index * HOUR_US, value: isHole ? null : value }
  })
}

function measured(value: number, halfWidth: number | null, n: number): Measured {
  return { value, low: halfWidth === null ? null : value - halfWidth, high: halfWidth === null ? null : value + halfWidth, n }
}

const missing: Measured = { value: null, reason: '38 windows, under 100' }
const places = ['1 s', '2 s', '5 s', '10 s', '30 s', '1 min', '5 min', '15 min']

/** One figure of each kind, of invented numbers. */
export const madeUpFigures: readonly Figure[] = [
  {
    kind: 'lines',
    title: 'Equity after costs',
    says: 'order flow ends at −212 bps, candles at −431 bps.',
    size: 'full',
    evidence,
    y: { label: 'bps of notional', format: 'bps' },
    isFilled: false,
    references: [],
    gaps: [{ fromUs: START_US + 300 * HOUR_US, toUs: START_US + 312 * HOUR_US, reason: 'book lost 12 h' }],
    lines: [
      {
        name: 'order flow',
        points: walk(1, -0.2).map((point) => (point.value === null ? point : { ...point, low: point.value - 30, high: point.value + 30 })),
      },
      { name: 'candles', points: walk(9_000, -0.6) },
      { name: 'both', points: walk(20_000, 0.1) },
    ],
  },
  {
    kind: 'intervals',
    title: 'Contemporaneous R²',
    says: 'What moves within the same window: no forecast.',
    size: 'half',
    evidence,
    xLabel: 'window',
    y: { label: 'R², moves of the same window', format: 'percent' },
    places,
    series: [
      { name: 'OFI', values: places.map((_, index) => measured(0.42 + 0.03 * index, index > 5 ? null : 0.05, 40_000 >> index)) },
      {
        name: 'trade imbalance',
        values: places.map((_, index) => (index === 7 ? missing : measured(0.22 + 0.02 * index, 0.04, 40_000 >> index))),
      },
    ],
    references: [],
  },
  {
    kind: 'intervals',
    title: 'Predictive R², out of sample',
    size: 'half',
    evidence,
    xLabel: 'horizon',
    y: { label: 'R², moves after it', format: 'percent' },
    places,
    series: [
      { name: 'OFI', values: places.map((_, index) => (index === 7 ? missing : measured(0.004 - 0.001 * index, 0.003, 40_000 >> index))) },
    ],
    references: [{ label: 'chance', value: 0.001 }],
  },
  {
    kind: 'bars',
    title: 'What each factor adds',
    size: 'half',
    evidence,
    x: { label: 'mean contribution, hundredths', format: 'signed' },
    hue: 'side',
    references: [],
    bars: [
      { name: 'order imbalance', measured: measured(4.2, 1.1, 212) },
      { name: 'OFI momentum', measured: measured(-2.1, 0.9, 212) },
      { name: 'whales', measured: { value: null, reason: 'never fired' } },
      { name: 'profile', measured: measured(9.4, 3.2, 212) },
    ],
  },
  {
    kind: 'reliability',
    title: 'Reliability',
    size: 'half',
    evidence,
    x: { label: 'stated', format: 'percent' },
    yLabel: 'came true',
    against: 'diagonal',
    series: [
      {
        name: 'win probability',
        bins: [0.45, 0.5, 0.55, 0.6, 0.65].map((stated, index) => ({
          stated,
          observed: 0.5 + (stated - 0.5) * 0.4,
          low: 0.46 + (stated - 0.5) * 0.4,
          high: 0.54 + (stated - 0.5) * 0.4,
          n: 400 - index * 60,
        })),
      },
    ],
  },
  {
    kind: 'histogram',
    title: 'Net result of a trade',
    size: 'half',
    evidence,
    x: { label: 'bps after costs', format: 'bps' },
    noun: 'trades',
    bins: Array.from({ length: 20 }, (_, index) => ({
      from: -50 + index * 5,
      to: -45 + index * 5,
      count: Math.round(40 * noise(index + 77) * (1 - Math.abs(index - 9) / 11)),
    })),
    references: [{ label: 'mean −4.1', value: -4.1 }],
  },
  {
    kind: 'heat',
    title: 'Correlation of factors',
    size: 'half',
    evidence,
    columns: ['imbalance', 'momentum', 'whales', 'depth'],
    rows: ['imbalance', 'momentum', 'whales', 'depth'].map((name, row) => ({
      name,
      values: [0, 1, 2, 3].map((column): Measured =>
        row + column === 5 ? missing : measured(row === column ? 1 : 0.7 - 0.3 * Math.abs(row - column), null, 212),
      ),
    })),
    format: 'signed',
    greatest: 1,
  },
  {
    kind: 'hours',
    title: 'R² by hour of the day',
    size: 'half',
    evidence,
    y: { label: 'R²', format: 'percent' },
    hours: Array.from({ length: 24 }, (_, hour) => (hour > 3 && hour < 9 ? missing : measured(0.3 + 0.2 * noise(hour), 0.05, 12))),
  },
  {
    kind: 'coverage',
    title: 'What was received',
    size: 'full',
    evidence,
    fromUs: START_US,
    toUs: START_US + HOURS * HOUR_US,
    tracks: [
      {
        name: 'book',
        gaps: [
          { fromUs: START_US + 300 * HOUR_US, toUs: START_US + 312 * HOUR_US, reason: 'sequence gap' },
          { fromUs: START_US + 500 * HOUR_US, toUs: START_US + 500 * HOUR_US + 1, reason: 'book lost 0.9 s' },
        ],
      },
      { name: 'trades', gaps: [] },
    ],
  },
  { kind: 'missing', title: 'Depth law', size: 'half', evidence: { ...evidence, interval: 'n/a' }, reason: '2 blocks, under 3' },
]

/** A document with one of everything, of invented numbers. */
export const madeUpDocument: ReportDocument = {
  title: 'BTC-USD, a study of invented numbers',
  origin: 'simulated',
  inputs: [
    {
      of: 'study of BTC-USD',
      facts: [
        { name: 'recording', value: 'monday.of.gz' },
        { name: 'sha256', value: '9f3c21e0b1d54f0a7c66e8b0c1d2e3f4a5b6c7d8e9f00112233445566778899a' },
        { name: 'span', value: '2026-08-09 00:00:00 – 2026-09-08 00:00:00 UTC · 30 d 0 h' },
        { name: 'rule set', value: 'default · 9f3c21e' },
      ],
    },
  ],
  verdicts: [
    {
      word: 'NOT ENOUGH DATA',
      tone: 'open',
      of: 'order flow, 48 trades on <BTC-USD>',
      reasons: [
        'mean net return −4.1 bps (95 % −11.2 … +3.0) does not exclude break-even',
        '412 more trades are needed for 80 % power at 3 bps',
      ],
    },
  ],
  sections: [
    {
      heading: 'Everything that can be drawn',
      claim: 'Within the same 10 s, OFI explains 51.0 % of the mid’s moves over 1,204 windows; this is no forecast.',
      figures: madeUpFigures,
      tables: [
        {
          title: 'By horizon',
          columns: [
            { name: 'horizon', align: 'left' },
            { name: 'n', align: 'right' },
            { name: 'R²', align: 'right' },
            { name: 'β', align: 'right' },
          ],
          rows: [
            ['10 s', '1,204', '51.0 %', '+1.204'],
            ['15 min', '38', { missing: '38 windows, under 100' }, { missing: 'zero variance' }],
          ],
          evidence,
        },
      ],
      notes: ['The sampling of the venue, 50 ms batches, is coarser than the paper’s.'],
    },
    { heading: 'Nothing', claim: 'Nothing can be said.', figures: [], tables: [], notes: [] },
  ],
}
