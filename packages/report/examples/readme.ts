import { renderHtml, type ReportDocument } from '@of/report'

const document: ReportDocument = {
  title: 'Win rate of 240 trades',
  origin: 'simulated',
  inputs: [{ of: 'trades', facts: [{ name: 'list', value: 'trades.csv' }] }],
  verdicts: [],
  sections: [
    {
      heading: 'Win rate',
      claim: 'Of 240 trades 56.3 % won (95 % 49.9 … 62.4 %).',
      figures: [
        {
          kind: 'intervals',
          title: 'Win rate',
          size: 'half',
          xLabel: 'arm',
          y: { label: 'share that won', format: 'percent', from: 'data' },
          places: ['flow', 'candle'],
          series: [
            {
              name: 'win rate',
              values: [
                { value: 0.563, low: 0.499, high: 0.624, n: 240 },
                { value: null, reason: 'no trades' },
              ],
            },
          ],
          references: [{ label: 'break-even', value: 0.47 }],
          evidence: { n: '240 trades', interval: '95 %, Wilson’s', command: 'of gate --trades trades.csv --json' },
        },
      ],
      tables: [],
      notes: [],
    },
  ],
}

const page = renderHtml(document)
console.log(page.match(/<title>.*<\/title>/)?.[0])
console.log(
  page
    .match(/<p class="evidence">.*<\/p>/)?.[0]
    .replaceAll(/( *<[^>]*>)+ */g, ' ')
    .trim(),
)
console.log(page.includes('n/a: no trades'), /<script|https?:/.test(page))
