import type { Section } from '../document/document.ts'
import { counted, fixed, percent } from '../format/numbers.ts'
import { horizonText, lengthText } from '../format/times.ts'
import type { StudyResult } from './study-result.ts'

/** What the study read, and what of it could not be used. */
export function qualitySection({ horizons, input }: StudyResult, command: string): Section {
  const { bookLosses, books, firstUs, hiddenTrades, lastUs, lateTrades, trades } = input
  const length = firstUs === null || lastUs === null ? 'no time' : lengthText(lastUs - firstUs)
  const losses = bookLosses === 0 ? 'the book was never lost' : `the book was lost ${counted(bookLosses, 'time')}`
  return {
    heading: 'Coverage and data quality',
    claim: `${counted(books, 'book')} and ${counted(trades, 'trade')} in ${length}; ${losses}.`,
    figures: [],
    tables: [
      {
        title: 'Windows that could not be measured',
        columns: [
          { name: 'horizon', align: 'left' },
          { name: 'same window: measured', align: 'right' },
          { name: 'left out', align: 'right' },
          { name: 'after it: measured', align: 'right' },
          { name: 'left out', align: 'right' },
          { name: 'behind the end', align: 'right' },
        ],
        rows: horizons.map(({ contemporaneous, predictive, seconds }) => [
          horizonText(seconds),
          fixed(contemporaneous.windows, 0),
          fixed(contemporaneous.unmeasured, 0),
          fixed(predictive.windows, 0),
          fixed(predictive.unmeasured, 0),
          fixed(predictive.unfinished, 0),
        ]),
        evidence: { n: `${counted(books, 'book')}, ${counted(trades, 'trade')}`, interval: 'none: these are counts', command },
      },
    ],
    notes: [
      'A window is left out where the book was lost in it, or the mid at an end of the move is not known.',
      ...(lateTrades > 0
        ? [`${counted(lateTrades, 'trade')} came too late for their window, ${percent(lateTrades / trades)} of all.`]
        : []),
      ...(hiddenTrades > 0 ? [`${counted(hiddenTrades, 'trade')} hidden from the book: in no trade imbalance.`] : []),
      ...(input.tickInferred ? [`The tick of ${input.tick ?? 'unknown size'} is the finest decimal seen, not the venue’s word.`] : []),
    ],
  }
}
