import { DAY_US, MINUTE_US, type Us } from '@of/core'
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
  #bars: MinuteBar[]
  #lots = 0

  constructor(bars: readonly MinuteBar[]) {
    this.#bars = [...bars]
    for (const bar of bars) this.#lots += bar.lots
  }

  /** Volume of the day, the present minute included. */
  get lots(): number {
    return this.#lots
  }

  /** The highest price of the day. */
  get high(): number | undefined {
    return this.#bars.reduce<number | undefined>((high, bar) => Math.max(high ?? bar.high, bar.high), undefined)
  }

  /** The lowest price of the day. */
  get low(): number | undefined {
    return this.#bars.reduce<number | undefined>((low, bar) => Math.min(low ?? bar.low, bar.low), undefined)
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
    return this.#bars.filter(({ startUs }) => startUs >= fromUs && startUs < toUs)
  }

  /** Counts a print, and forgets the minutes that ended 24 hours before it. */
  onPrint({ timeUs, tick, lots }: Print): void {
    this.#lots += lots
    const startUs = timeUs - (timeUs % MINUTE_US)
    const last = this.#bars.at(-1)
    if (last?.startUs === startUs) {
      const bar = { ...last, high: Math.max(last.high, tick), low: Math.min(last.low, tick), close: tick, lots: last.lots + lots }
      this.#bars[this.#bars.length - 1] = bar
      return
    }
    this.#bars.push({ startUs, open: tick, high: tick, low: tick, close: tick, lots })
    while (this.#bars[0] !== undefined && this.#bars[0].startUs + MINUTE_US <= timeUs - DAY_US) this.#lots -= this.#bars.shift()?.lots ?? 0
  }
}
