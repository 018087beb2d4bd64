import type { FeatureReading } from '@of/core'
import { fixed, signed } from '../../text/number.ts'
import { depthLabel, deviationLabel, deviationPct, pressureLabel, spreadLabel } from '@of/core'
import { readingOf, rowOf, scored, toneOf } from '../rows.ts'
import type { SummaryInput, SummarySection } from '../summary.ts'
import { bpsText, signed3 } from '../units.ts'

/** Deviation from VWAP, spread, depth imbalance and buy pressure. */
export function microstructureSection(input: SummaryInput): SummarySection {
  const depth = readingOf(input, scored(input, 'depthImbalanceShell', 'depthImbalance10'))
  return {
    title: 'Microstructure',
    rows: [
      rowOf('VWAP Dev', deviationOf(input), (value) => ({ value: `${signed(value, 2)}%`, note: deviationLabel(value), tone: 'neutral' })),
      rowOf('Spread', readingOf(input, 'spreadBps'), (value) => {
        const label = spreadLabel(value)
        return { value: bpsText(value), note: `${label} liquidity`, tone: label === 'good' ? 'neutral' : 'warn' }
      }),
      rowOf('Depth Imb', depth, (value) => ({ value: signed3(value), note: depthLabel(value), tone: toneOf(value, 0.05) })),
      rowOf('Buy Press', readingOf(input, 'buyPressure'), (value) => ({
        value: `${fixed(value, 1)}%`,
        note: pressureLabel(value),
        tone: toneOf(value - 50, 15),
      })),
    ],
  }
}

/** In per cent, from the VWAP that was scored: the rolling one is scored in sigmas, which say nothing of the distance. */
function deviationOf(input: SummaryInput): FeatureReading {
  if (scored(input, 'vwap24hDeviation', 'vwapDeviation') === 'vwapDeviation') return readingOf(input, 'vwapDeviation')
  const vwap = readingOf(input, 'vwap24h')
  const price = readingOf(input, 'lastPrice')
  if (vwap.value === null) return vwap
  return price.value === null ? price : { value: deviationPct(price.value, vwap.value) }
}
