import type { FeatureName } from '@of/core'
import { fixed, signed } from '../../text/number.ts'
import { priceRow, readingOf, rowOf, scored, toneOf, valueOf } from '../rows.ts'
import type { SummaryInput, SummaryRow, SummarySection } from '../summary.ts'
import { baseText, bpsText } from '../units.ts'

/** VWAP, price and trend, and what a market order costs. */
export function priceSection(input: SummaryInput): SummarySection {
  const one = input.product.includes('-') ? baseText('1', input.product) : '1 unit'
  const rolling = scored(input, 'vwap24hDeviation', 'vwapDeviation') === 'vwap24hDeviation'
  return {
    title: 'Price and Cost',
    rows: [
      priceRow(rolling ? 'VWAP 24 h' : 'VWAP', readingOf(input, rolling ? 'vwap24h' : 'vwap'), input.product),
      priceRow('Current Price', readingOf(input, 'lastPrice'), input.product),
      rowOf('Trend', readingOf(input, 'vwapTrend'), (value) => ({ value: `${signed(value, 4)} bps/min`, tone: toneOf(value) })),
      depthRow(input),
      impactRow(`Buy Impact (${one})`, input, 'impactBuyMidBps', 'impactBuyTouchBps'),
      impactRow(`Sell Impact (${one})`, input, 'impactSellMidBps', 'impactSellTouchBps'),
    ],
  }
}

function depthRow(input: SummaryInput): SummaryRow {
  return rowOf('Depth (10 bps)', readingOf(input, 'depthBid10'), (bid) => {
    const ask = valueOf(input, 'depthAsk10')
    const amount = (base: number): string => baseText(fixed(base, 3), input.product)
    return { value: `bid ${amount(bid)}, ask ${ask === undefined ? '–' : amount(ask)}`, tone: 'neutral' }
  })
}

/** Against mid a taker always pays half the spread; against the touch that part is out of sight. */
function impactRow(label: string, input: SummaryInput, fromMid: FeatureName, fromTouch: FeatureName): SummaryRow {
  return rowOf(label, readingOf(input, fromMid), (mid) => {
    const touch = valueOf(input, fromTouch)
    return { value: `${bpsText(mid)} from mid, ${touch === undefined ? '–' : bpsText(touch)} from touch`, tone: 'neutral' }
  })
}
