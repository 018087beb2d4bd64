import { DAY_US, MINUTE_US, type Us } from '@of/core'
import { DayExtreme } from './day-extreme.ts'
import type { Print } from './print.ts'

/** What was traded in a minute: prices in ticks, volume in lots. */
export interface MinuteBar {
  readonly startUs: Us
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly lots: number
}

/** The last 24 hours in minutes; minutes without a trade have no bar. */
export class TradingDay {
  readonly #bars: MinuteBar[]
  readonly #high = new DayExtreme('high')
  readonly #low = new DayExtreme('low')
  #lots = 0

  constructor(bars: readonly MinuteBar[]) {
    this.#bars = [...bars]
    for (const { startUs, high, low, lots } of bars) {
      this.#lots += lots
      this.#high.add(startUs, high)
      this.#low.add(startUs, low)
    }
  }

  /** Volume of the day, the present minute included. */
  get lots(): number {
    return this.#lots
  }

  /** The highest price of the day. */
  get high(): number | undefined {
    return this.#high.tick
  }

  /** The lowest price of the day. */
  get low(): number | undefined {
    return this.#low.tick
  }

  /** The first price of the day. */
  get open(): number | undefined {
    return this.#bars[0]?.open
  }

  /** The last price of the day. */
  get close(): number | undefined {
    return this.#bars.at(-1)?.close
  }

  /** The minutes that start within [from, to). */
  between(fromUs: Us, toUs: Us): MinuteBar[] {
    return this.#bars.slice(this.#place(fromUs), this.#place(toUs))
  }

  /** Counts a print, and forgets the minutes that ended 24 hours before it. */
  onPrint({ timeUs, tick, lots }: Print): void {
    const startUs = timeUs - (timeUs % MINUTE_US)
    this.#lots += lots
    this.#high.add(startUs, tick)
    this.#low.add(startUs, tick)
    const last = this.#bars.at(-1)
    if (last?.startUs === startUs) {
      const bar = { ...last, high: Math.max(last.high, tick), low: Math.min(last.low, tick), close: tick, lots: last.lots + lots }
      this.#bars[this.#bars.length - 1] = bar
      return
    }
    this.#bars.push({ startUs, open: tick, high: tick, low: tick, close: tick, lots })
    this.#forget(timeUs - DAY_US)
  }

  /** Forgets the minutes that ended by a time. */
  #forget(untilUs: Us): void {
    const firstUs = untilUs - MINUTE_US + 1
    for (const { lots } of this.#bars.splice(0, this.#place(firstUs))) this.#lots -= lots
    this.#high.forget(firstUs)
    this.#low.forget(firstUs)
  }

  /** The place of the first minute that does not start before a time. */
  #place(timeUs: Us): number {
    let low = 0
    let high = this.#bars.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#bars[middle]?.startUs ?? Infinity) < timeUs) low = middle + 1
      else high = middle
    }
    return low
  }
}
