import { type Bar, type MarketEvent, MINUTE_US, timeBars, type TimeBarsState } from '@of/core'
import type { SourceInput } from './source.ts'

/** The bar being made, and those that closed since the last moment of decision. */
export interface SourceInputsState {
  readonly forming: TimeBarsState
  closed: Bar[]
}

/** Makes what sources are shown out of the events of one product. */
export interface SourceInputBuilder {
  readonly init: () => SourceInputsState
  /** Takes in an event; at a moment of decision, what sources are to be shown. */
  readonly step: (state: SourceInputsState, event: MarketEvent) => SourceInput | undefined
}

const minutes = timeBars({ widthUs: MINUTE_US })

/** Events as inputs of sources: one-minute bars are made of every print, hidden ones too, and belong to the first moment at which they are over. */
export const sourceInputs: SourceInputBuilder = {
  init: () => ({ forming: minutes.init(), closed: [] }),
  step(state, event) {
    if (event.kind === 'trade') keep(state, minutes.push(state.forming, event.trade))
    if (event.kind !== 'due') return undefined
    const { features, product, sources, timeUs } = event
    keep(state, minutes.close(state.forming, timeUs))
    const bars = state.closed
    state.closed = []
    return { product, timeUs, features, sources, bars }
  },
}

function keep({ closed }: SourceInputsState, bar: Bar | undefined): void {
  if (bar !== undefined) closed.push(bar)
}
