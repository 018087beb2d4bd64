import { type Bar, MINUTE_US, type Us } from '@of/core'
import { type BoundedFactor, readBounded } from '../synthesizer/bounded-factor.ts'
import { abstain, scoreFactors } from '../synthesizer/score-factors.ts'
import type { SignalSource, SourceInput } from '../synthesizer/source.ts'
import type { Indicators, IndicatorSpans } from './indicators.ts'

/** How the candle baseline looks and decides. */
export interface CandleBaselineOptions extends Partial<IndicatorSpans> {
  /** How many minutes of bars the indicators are computed from, each time anew; 240 unless given. */
  readonly lookBackMinutes?: number
  /** Hundredths that the net must be strictly beyond; 40 unless given. */
  readonly decisionThreshold?: number
}

/** What it remembers: the bars of its look-back. */
export interface CandleBaselineState {
  bars: Bar[]
}

const spans: IndicatorSpans = {
  emaFast: 9,
  emaSlow: 21,
  rsi: 14,
  macdFast: 12,
  macdSlow: 26,
  macdSignal: 9,
  bollinger: 20,
  bandSigmas: 2,
}

/** A bar that closed longer ago says nothing of now. */
const FRESH_US: Us = 5 * MINUTE_US

/**
 * The candle-only system that order flow is held against: EMA cross and MACD follow the trend, RSI and Bollinger bands speak against a price that has
 * run too far. It stands in for a candle system of one's own, of which nothing is known here: its spans and weights are textbook ones, fitted to nothing.
 *
 * It looks at one-minute bars of trades only. Minutes without a trade have no bar and are passed over, as charts do. Each decision computes the
 * indicators anew from the bars of the look-back, so that those bars are all it remembers, and a state rebuilt from them is the same bit for bit.
 *
 * Indicators are loaded when asked for, since most who score need none. Throws a RangeError for spans that are not whole bars within the look-back.
 *
 * @see Wilder (1978), "New Concepts in Technical Trading Systems" (RSI); Appel (1979) (MACD); Bollinger (2001), "Bollinger on Bollinger Bands"
 */
export async function candleBaseline(options: CandleBaselineOptions = {}): Promise<SignalSource<CandleBaselineState>> {
  const { lookBackMinutes = 240, decisionThreshold = 40, ...given } = options
  const used = { ...spans, ...given }
  check(used, lookBackMinutes)
  const { indicatorsOf } = await import('./indicators.ts')
  const rules = rulesOf(used)
  const lookBackUs = lookBackMinutes * MINUTE_US
  return {
    name: 'candles',
    inputs: { features: [], bars: true },
    lookBackUs,
    recipe: { kind: 'candles', options: { ...used, lookBackMinutes, decisionThreshold } },
    init: () => ({ bars: [] }),
    decide(state, { bars, sources, timeUs }) {
      remember(state, bars, timeUs - lookBackUs)
      const { trades } = sources
      if (trades.state === 'absent') return abstain('no trades', decisionThreshold)
      if (trades.state === 'unhealthy') return abstain(`trades: ${trades.reason}`, decisionThreshold)
      const indicators = isFresh(state, timeUs)
        ? indicatorsOf(
            state.bars.map(({ close }) => close),
            used,
          )
        : stale
      const factors = rules.map((rule) => readBounded(rule, indicators[rule.factor]))
      return scoreFactors(factors, decisionThreshold)
    },
  }
}

function remember(state: CandleBaselineState, bars: SourceInput['bars'], sinceUs: Us): void {
  state.bars.push(...bars)
  const kept = state.bars.findIndex(({ startUs }) => startUs >= sinceUs)
  state.bars = kept === -1 ? [] : state.bars.slice(kept)
}

function isFresh({ bars }: CandleBaselineState, timeUs: Us): boolean {
  const last = bars.at(-1)
  return last === undefined || timeUs - last.endUs < FRESH_US
}

const nothing = { value: null, reason: 'no bar closed within 5 minutes' }
const stale: Indicators = { emaCross: nothing, macd: nothing, rsi: nothing, bollinger: nothing }

function rulesOf(used: IndicatorSpans): (BoundedFactor & { readonly factor: keyof Indicators })[] {
  const { bandSigmas, emaFast, emaSlow, macdFast, macdSignal, macdSlow, rsi } = used
  const trend = { unit: 'bps', bullish: { above: 0 }, bearish: { below: 0 } } as const
  return [
    { factor: 'emaCross', ...trend, weight: 30, words: words(`EMA ${emaFast}/${emaSlow}`, 'fast above slow', 'fast below slow') },
    {
      factor: 'macd',
      ...trend,
      weight: 20,
      words: words(`MACD ${macdFast}/${macdSlow}/${macdSignal}`, 'above its signal', 'below its signal'),
    },
    {
      factor: 'rsi',
      unit: '%',
      weight: 25,
      bullish: { below: 30 },
      bearish: { above: 70 },
      words: words(`RSI ${rsi}`, 'oversold', 'overbought'),
    },
    {
      factor: 'bollinger',
      unit: 'sigma',
      weight: 25,
      bullish: { below: -bandSigmas },
      bearish: { above: bandSigmas },
      words: words('Bollinger', 'below the lower band', 'above the upper band'),
    },
  ]
}

function words(label: string, bullish: string, bearish: string): { label: string; bullish: string; bearish: string } {
  return { label, bullish, bearish }
}

function check({ bandSigmas, ...bars }: IndicatorSpans, lookBackMinutes: number): void {
  if (!(bandSigmas > 0)) throw new RangeError(`candleBaseline: bandSigmas must be above 0, was ${bandSigmas}`)
  for (const [name, span] of Object.entries({ ...bars, lookBackMinutes })) {
    if (!Number.isInteger(span) || span < 1) throw new RangeError(`candleBaseline: ${name} must be a positive integer, was ${span}`)
    if (span > lookBackMinutes) throw new RangeError(`candleBaseline: ${name} must be within ${lookBackMinutes} minutes, was ${span}`)
  }
}
