import { cellOf, measuredOf } from '../build/measured.ts'
import type { Section } from '../document/document.ts'
import type { Evidence } from '../document/figure.ts'
import { counted, fixed, percent } from '../format/numbers.ts'
import type { BacktestReading } from './backtest-result.ts'

const NO_TIME = 'no time passed'

/** How far the market was seen. */
export function qualitySection({ quality }: BacktestReading, command: string): Section {
  const lost = quality.reduce((sum, { booksLost }) => sum + booksLost, 0)
  const messages = quality.reduce((sum, { bookMessages }) => sum + bookMessages, 0)
  const evidence: Evidence = {
    n: `${counted(messages, 'book message')} of ${counted(quality.length, 'product')}`,
    interval: 'none: these are counts and shares of what was received',
    command,
  }
  return {
    heading: 'Coverage and data quality',
    claim: `${lost === 0 ? 'No book was lost' : `A book was lost ${counted(lost, 'time')}`} in ${evidence.n}.`,
    figures: [
      {
        kind: 'bars',
        title: 'Share of the time in which the book could be believed',
        size: 'full',
        evidence,
        x: { label: 'of the time from its first to its last event', format: 'percent' },
        hue: 'neutral',
        bars: quality.map(({ believed, moments, product }) => ({
          name: product,
          measured: measuredOf(believed, { n: moments, reason: NO_TIME }),
        })),
        references: [],
      },
    ],
    tables: [
      {
        title: 'What was received',
        columns: [
          { name: 'product', align: 'left' },
          { name: 'moments of decision', align: 'right' },
          { name: 'book messages', align: 'right' },
          { name: 'prints', align: 'right' },
          { name: 'hidden', align: 'right' },
          { name: 'books lost', align: 'right' },
          { name: 'believed', align: 'right' },
        ],
        rows: quality.map(({ believed, bookMessages, booksLost, hiddenPrints, moments, prints, product }) => [
          product,
          fixed(moments, 0),
          fixed(bookMessages, 0),
          fixed(prints, 0),
          fixed(hiddenPrints, 0),
          fixed(booksLost, 0),
          cellOf(believed, percent, NO_TIME),
        ]),
        evidence,
      },
    ],
    notes: ['Nothing is filled and nothing is decided by a book that cannot be believed.'],
  }
}
