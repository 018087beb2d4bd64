import type { FeatureReading } from '@of/core'
import { fixed, signed } from '../../text/number.ts'
import { readingOf, rowOf, scored, toneOf, valueOf } from '../rows.ts'
import type { SummaryInput, SummaryRow, SummarySection } from '../summary.ts'
import { baseText, signed3 } from '../units.ts'

/** What takers bought and sold, and whether a whale was among them. */
export function tradeFlowSection(input: SummaryInput): SummarySection {
  return {
    title: 'Trade Flow',
    rows: [deltaRow('CVD', readingOf(input, 'cvd')), deltaRow('Delta 60 s', readingOf(input, 'delta60')), whaleRow(input)],
  }
}

function deltaRow(label: string, reading: FeatureReading): SummaryRow {
  return rowOf(label, reading, (value) => {
    const meaning = deltaLabel(value)
    return { value: signed3(value), note: reading.note === undefined ? meaning : `${meaning}, ${reading.note}`, tone: toneOf(value) }
  })
}

function deltaLabel(value: number): string {
  if (value === 0) return 'balanced'
  return value > 0 ? 'net aggressive buying' : 'net aggressive selling'
}

/** Whales as the rule set has them: by a fixed notional, or by a quantile of the orders before. */
function whaleRow(input: SummaryInput): SummaryRow {
  const label = 'Whale Detected'
  if (scored(input, 'largeNetOrders', 'whaleNetOrders') === 'whaleNetOrders') {
    return rowOf(label, readingOf(input, 'whaleDetected'), (detected) => whaleText(detected !== 0, input))
  }
  return rowOf(label, readingOf(input, 'largeOrderCount'), (count) => {
    const net = valueOf(input, 'largeNetOrders')
    if (count === 0) return { value: 'False', tone: 'neutral' }
    const parts = [`${fixed(count, 0)} of $50 k or more in 5 min`, ...(net === undefined ? [] : [`net ${signed(net, 0)}`])]
    return { value: 'True', note: parts.join(', '), tone: toneOf(net ?? 0) }
  })
}

function whaleText(detected: boolean, input: SummaryInput): Omit<SummaryRow, 'label'> {
  if (!detected) return { value: 'False', tone: 'neutral' }
  const count = valueOf(input, 'whaleCount')
  const net = valueOf(input, 'whaleNetOrders')
  const largest = valueOf(input, 'whaleLargest')
  const parts = [
    count === undefined ? [] : [`${fixed(count, 0)} in 5 min`],
    net === undefined ? [] : [`net ${signed(net, 0)}`],
    largest === undefined ? [] : [`largest ${baseText(fixed(largest, 3), input.product)}`],
  ].flat()
  return { value: 'True', ...(parts.length > 0 ? { note: parts.join(', ') } : {}), tone: toneOf(net ?? 0) }
}
