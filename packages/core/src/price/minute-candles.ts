import { addToCandle, type FormingCandle, formingCandle } from '../bars/forming-candle.ts'
import { startOf } from '../bars/span.ts'
import { type Candle, DAY_US, MINUTE_US, type Trade, type Us } from '../market.ts'

/** The candle of a minute: the venue's own, or one made of trades. */
export interface Minute {
  readonly forming: FormingCandle
  readonly fromVenue: boolean
}

/** The minutes of the window in which something traded, oldest first. */
export interface MinuteCandlesState {
  nowUs: Us
  readonly minutes: Minute[]
}

/** One-minute candles of a trailing window. */
export interface MinuteCandles {
  readonly init: () => MinuteCandlesState
  /**
   * Takes in the venue's candle of a minute, which replaces what was known of it. It is final once a later minute has begun; until
   * then further trades add to it.
   */
  readonly onCandle: (state: MinuteCandlesState, candle: Candle) => void
  /** Takes in a trade, which counts in a minute of which the venue has given no candle. */
  readonly onTrade: (state: MinuteCandlesState, trade: Trade) => void
  readonly advance: (state: MinuteCandlesState, nowUs: Us) => void
  /** The candles of the minutes that reach into the window, the current one included, oldest first: a view, which the next trade may change. */
  readonly candles: (state: MinuteCandlesState) => readonly Candle[]
  /**
   * Share of the window that candles account for, from 0 to 1. A minute without trades has no candle, so a hole of up to half an hour is
   * taken for quiet and a longer one for not covered.
   */
  readonly coverage: (state: MinuteCandlesState, nowUs: Us) => number
}

/** The longest time without a trade that is taken for quiet. */
const QUIET_US: Us = 30 * MINUTE_US

/** One-minute candles of `(now − widthUs, now]`, from the venue and, where it has given none, from trades. */
export function minuteCandles(options: { readonly widthUs?: Us } = {}): MinuteCandles {
  const { widthUs = DAY_US } = options
  if (!(widthUs > 0)) throw new RangeError(`minuteCandles: widthUs must be above 0, was ${widthUs}`)
  const hasLeft = (startUs: Us, nowUs: Us): boolean => startUs + MINUTE_US <= nowUs - widthUs

  const advance = (state: MinuteCandlesState, nowUs: Us): void => {
    if (nowUs > state.nowUs) state.nowUs = nowUs
    while (state.minutes.length > 0 && hasLeft(state.minutes[0]!.forming.candle.startUs, state.nowUs)) state.minutes.shift()
  }

  return {
    init: () => ({ nowUs: 0, minutes: [] }),
    onCandle(state, candle) {
      advance(state, candle.startUs)
      if (hasLeft(candle.startUs, state.nowUs)) return
      const at = placeOf(state.minutes, candle.startUs)
      const known = state.minutes[at]?.forming.candle.startUs === candle.startUs
      state.minutes.splice(at, known ? 1 : 0, { forming: formingFrom(candle), fromVenue: true })
    },
    onTrade(state, trade) {
      advance(state, trade.timeUs)
      const startUs = startOf(trade.timeUs, MINUTE_US)
      if (hasLeft(startUs, state.nowUs)) return
      const at = placeOf(state.minutes, startUs)
      const minute = state.minutes[at]
      if (minute?.forming.candle.startUs !== startUs) {
        state.minutes.splice(at, 0, { forming: formingCandle(startUs, trade), fromVenue: false })
      } else if (!minute.fromVenue || at === state.minutes.length - 1) addToCandle(minute.forming, trade)
    },
    advance,
    candles: ({ minutes }) => minutes.map(({ forming }) => forming.candle),
    coverage({ minutes }, nowUs) {
      let coveredUs = 0
      let untilUs = nowUs
      for (let i = minutes.length - 1; i >= 0 && untilUs > nowUs - widthUs; i--) {
        const { startUs } = minutes[i]!.forming.candle
        if (startUs > untilUs) continue
        coveredUs += Math.min(untilUs - Math.max(startUs, nowUs - widthUs), QUIET_US)
        untilUs = startUs
      }
      return Math.min(1, coveredUs / widthUs)
    },
  }
}

/** Where the minute that begins at a time is, or would be. */
function placeOf(minutes: readonly Minute[], startUs: Us): number {
  let at = minutes.length
  while (at > 0 && minutes[at - 1]!.forming.candle.startUs >= startUs) at -= 1
  return at
}

function formingFrom({ startUs, open, high, low, close, volume }: Candle): FormingCandle {
  return {
    candle: { startUs, open, high, low, close, volume },
    openUs: startUs,
    closeUs: startUs,
    traded: { sum: volume, residue: 0 },
  }
}
