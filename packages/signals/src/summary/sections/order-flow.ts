import { imbalanceLabel, momentumLabel, ofiLabel } from '@of/core'
import { readingOf, rowOf, scored, toneOf, valueOf } from '../rows.ts'
import type { SummaryInput, SummaryRow, SummarySection } from '../summary.ts'
import { signed3 } from '../units.ts'

/** Imbalance of the book, order flow imbalance and its momentum. */
export function orderFlowSection(input: SummaryInput): SummarySection {
  const imbalance = readingOf(input, scored(input, 'orderImbalanceMean', 'imbalance10'))
  return {
    title: 'Order Flow',
    rows: [
      rowOf('Imbalance', imbalance, (value) => ({ value: signed3(value), note: imbalanceLabel(value), tone: toneOf(value, 0.05) })),
      rowOf('OFI', readingOf(input, 'ofi'), (value) => ofiText(value, input)),
      rowOf('Momentum', readingOf(input, 'ofiMomentum'), (value) => ({
        value: signed3(value),
        note: momentumLabel(value),
        tone: toneOf(value, 0.1),
      })),
    ],
  }
}

function ofiText(ofi: number, input: SummaryInput): Omit<SummaryRow, 'label'> {
  const normalised = valueOf(input, 'ofiNormalised')
  // Without a depth to divide by, any flow but none counts as pressure.
  const [value, before, neutralTo] =
    normalised === undefined ? ([ofi, 'ofiBefore', 0] as const) : ([normalised, 'ofiNormalisedBefore', 0.05] as const)
  return { value: signed3(ofi), note: ofiLabel(value, valueOf(input, before), neutralTo), tone: toneOf(value, neutralTo) }
}
