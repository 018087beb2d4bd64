import { addTo, type Candle, DAY_US, type FeatureSnapshot, MINUTE_US, SECOND_US, type Trade, type Us } from '@of/core'
import { addTrade, emptyMinute, type Minute, type MinuteReadings } from './minute.ts'

/** For how long minutes are kept, and for how long with every price. */
const KEPT_US = DAY_US + 2 * 60 * MINUTE_US
const PRICES_KEPT_US = 4 * 60 * MINUTE_US

const OFI_SPAN_US = 10 * SECOND_US

/** What is remembered of minutes, as plain data. */
export interface MinutesState {
  readonly minutes: readonly Minute[]
  /** How many of them have their prices rounded. */
  readonly coarse: number
  readonly changes: number
  readonly rowSize: number | undefined
}

/** The minutes of the last day of a product, oldest first. */
export class Minutes {
  readonly #minutes: Minute[]
  #coarse: number
  #changes: number
  /** The step that prices of old minutes are rounded to. */
  #rowSize: number | undefined

  /** Goes on with what was remembered, which belongs to it from then on. */
  constructor({ changes, coarse, minutes, rowSize }: MinutesState = { minutes: [], coarse: 0, changes: 0, rowSize: undefined }) {
    this.#minutes = [...minutes]
    this.#coarse = coarse
    this.#changes = changes
    this.#rowSize = rowSize
  }

  /** What is remembered, to be written down at once: it goes on changing. */
  get state(): MinutesState {
    return { minutes: this.#minutes, coarse: this.#coarse, changes: this.#changes, rowSize: this.#rowSize }
  }

  /** The start of the oldest. */
  get firstUs(): Us | undefined {
    return this.#minutes[0]?.startUs
  }

  /** Those that start in a span, its start included and its end not. */
  between(fromUs: Us, toUs: Us): readonly Minute[] {
    return this.#minutes.filter(({ startUs }) => startUs >= fromUs && startUs < toUs)
  }

  /** Grows with every change of any of them. */
  get changes(): number {
    return this.#changes
  }

  /** From here on prices of old minutes are rounded to steps of so much. */
  set rowSize(rowSize: number) {
    this.#rowSize = rowSize
  }

  onTrades(trades: readonly Trade[]): void {
    for (const trade of trades) addTrade(this.#at(trade.timeUs), trade)
  }

  /** The venue's candles of a minute each. */
  onCandles(candles: readonly Candle[]): void {
    for (const candle of candles) this.#at(candle.startUs).candle = candle
  }

  /** What the features say at the end of a second: of the minute that the second belongs to. */
  onSample(timeUs: Us, features: FeatureSnapshot): void {
    const minute = this.#at(timeUs - 1)
    minute.seconds += 1
    if (features.mid.value !== null) minute.bookSeconds += 1
    if (features.lastPrice.value !== null) minute.tradeSeconds += 1
    minute.last = readingsOf(features, timeUs % DAY_US === 0 ? minute.last : undefined)
    if (timeUs % OFI_SPAN_US === 0) {
      minute.ofiDue += 1
      if (features.ofi.value !== null) {
        minute.ofiKnown += 1
        addTo(minute.ofi, features.ofi.value)
      }
    }
    this.#forget(timeUs)
  }

  /** The minute of a time, which is about to change. */
  #at(timeUs: Us): Minute {
    const startUs = Math.floor(timeUs / MINUTE_US) * MINUTE_US
    const minutes = this.#minutes
    let at = minutes.length - 1
    while (at >= 0 && minutes[at]!.startUs > startUs) at -= 1
    const found = minutes[at]
    this.#changes += 1
    if (found?.startUs === startUs) {
      found.changed = this.#changes
      return found
    }
    const minute = emptyMinute(startUs)
    minute.changed = this.#changes
    minutes.splice(at + 1, 0, minute)
    if (at + 1 < this.#coarse) this.#coarse = at + 1
    return minute
  }

  #forget(nowUs: Us): void {
    const minutes = this.#minutes
    let gone = 0
    while (gone < minutes.length && minutes[gone]!.startUs < nowUs - KEPT_US) gone += 1
    minutes.splice(0, gone)
    this.#coarse = Math.max(0, this.#coarse - gone)
    const rowSize = this.#rowSize
    if (rowSize === undefined) return
    for (; this.#coarse < minutes.length && minutes[this.#coarse]!.startUs < nowUs - PRICES_KEPT_US; this.#coarse += 1)
      coarsen(minutes[this.#coarse]!, rowSize)
  }
}

/** At midnight the sums of the day have begun anew: what was said of them just before stands. */
function readingsOf(features: FeatureSnapshot, before: MinuteReadings | undefined): MinuteReadings {
  return {
    vwap: before === undefined ? features.vwap.value : before.vwap,
    vwapSd: before === undefined ? features.vwapSigma.value : before.vwapSd,
    cvd: before === undefined ? features.cvd.value : before.cvd,
    momentum: features.ofiMomentum.value,
    momentumZ: features.ofiMomentumZ.value,
  }
}

function coarsen({ prices }: Minute, rowSize: number): void {
  const exact = [...prices]
  prices.clear()
  for (const [price, { buy, sell }] of exact) {
    const low = Math.floor(price / rowSize + 1e-9) * rowSize
    const row = prices.get(low)
    if (row === undefined) prices.set(low, { buy, sell })
    else {
      row.buy += buy
      row.sell += sell
    }
  }
}
