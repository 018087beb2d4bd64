import { microstructureSection } from './sections/microstructure.ts'
import { orderFlowSection } from './sections/order-flow.ts'
import { priceSection } from './sections/price.ts'
import { qualitySection } from './sections/quality.ts'
import { signalSection } from './sections/signal.ts'
import { tradeFlowSection } from './sections/trade-flow.ts'
import { volumeProfileSection } from './sections/volume-profile.ts'
import type { Summary, SummaryInput } from './summary.ts'

/** Puts features and a signal into words: the founding summary first, then what it left out. */
export function summarise(input: SummaryInput): Summary {
  return {
    title: `Order Flow Analysis - ${input.product}`,
    sections: [
      orderFlowSection(input),
      microstructureSection(input),
      signalSection(input.signal),
      tradeFlowSection(input),
      volumeProfileSection(input),
      priceSection(input),
      qualitySection(input),
    ],
  }
}
