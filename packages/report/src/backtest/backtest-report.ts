import { originOf, provenanceFacts } from '../build/inputs.ts'
import type { Part } from '../build/part.ts'
import { bpsSize } from '../format/numbers.ts'
import { spanText } from '../format/times.ts'
import type { BacktestReading } from './backtest-result.ts'
import { equitySection } from './equity.ts'
import { markoutSection } from './markouts.ts'
import { qualitySection } from './quality.ts'
import { reliabilitySection } from './reliability.ts'
import { tradesSection } from './trades.ts'
import { backtestCommandOf } from './words.ts'

/** A backtest, or live trading on paper, as part of a page. */
export function backtestPart(result: BacktestReading): Part {
  const { arms, input, rules, span } = result
  const { fees } = rules
  const command = backtestCommandOf(result)
  return {
    name: `paper trades of ${arms.map(({ name }) => name).join(', ')}`,
    origin: originOf(input),
    inputs: [
      ...provenanceFacts(input),
      ...(span === null ? [] : [{ name: 'span', value: spanText(span.fromUs, span.toUs) }]),
      {
        name: 'fees',
        value: fees.name.includes(' ') ? fees.name : `${fees.name}: taker ${bpsSize(fees.takerBps)}, maker ${bpsSize(fees.makerBps)}`,
      },
      { name: 'one entry', value: `${rules.notional} in quote currency, ${rules.entry} orders` },
      { name: 'command', value: command },
    ],
    verdicts: [],
    sections: [
      equitySection(result, command),
      tradesSection(result, command),
      markoutSection(result, command),
      reliabilitySection(result, command),
      qualitySection(result, command),
    ],
  }
}
