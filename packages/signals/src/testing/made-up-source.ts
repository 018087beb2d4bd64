import type { Bar, Us } from '@of/core'
import { MINUTE_US } from '@of/core'
import type { Direction } from '../score/signal.ts'
import type { SignalSource, SourceInput, SourceReading } from '../synthesizer/source.ts'
import { healthy } from './inputs.ts'

/** An input at so many minutes after the beginning of time, with nothing to see unless given. */
export function inputAt(minute: number, rest: Partial<SourceInput> = {}): SourceInput {
  return { product: 'MADE-USD', timeUs: minute * MINUTE_US, features: {}, sources: healthy, bars: [], ...rest }
}

/** What a source of the synthesis tests says: a net, or `null` to abstain. */
export type Word = number | null

/** A source that says the words of a list, one after the other, with a threshold of 40. */
export function saying(name: string, words: readonly Word[]): SignalSource<{ at: number }> {
  return {
    name,
    inputs: { features: [], bars: false },
    lookBackUs: 0,
    init: () => ({ at: 0 }),
    decide(state) {
      const word = words[state.at] ?? null
      state.at += 1
      return readingOf(word)
    },
  }
}

/** The minute bars of a series of closes, the first of which ends at `endsAt` minutes. */
export function barsOf(closes: readonly number[], endsAt = 1): Bar[] {
  return closes.map((close, at) => {
    const endUs: Us = (endsAt + at) * MINUTE_US
    const startUs = endUs - MINUTE_US
    const prices = { open: close, high: close, low: close, close, vwap: close }
    return { ...prices, startUs, endUs, volume: 1, buyVolume: 1, sellVolume: 0, trades: 1, notional: close }
  })
}

function readingOf(net: Word): SourceReading {
  const common = { decisionThreshold: 40, reasons: ['made up'], factors: [] }
  if (net === null) return { ...common, direction: 'HOLD', net, reachableNet: 0, abstained: true, reason: 'no word' }
  const direction: Direction = net > 40 ? 'LONG' : net < -40 ? 'SHORT' : 'HOLD'
  return { ...common, direction, net, reachableNet: 100, abstained: false }
}
