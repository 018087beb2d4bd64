import type { Bar } from '@of/api'
import type { ITimeScaleApi, Logical, Time, UTCTimestamp } from 'lightweight-charts'

/** Where moments lie on the time axis. */
export interface TimeScale {
  readonly xOf: (timeUs: number) => number
  /** The moment that is so far to the right. */
  readonly timeOf: (x: number) => number
  readonly barWidth: number
}

/** Slots of equal width, one for each bar that could be: time without bars takes its room. */
export interface TimeGrid {
  /** Start of the first slot, µs. */
  readonly startUs: number
  readonly widthUs: number
  /** How many slots there are. */
  readonly slots: number
  /** Where moments lie, of which the middle of a slot is where its bar is drawn; `undefined` before there is an axis. */
  readonly scaleOf: (axis: ITimeScaleApi<Time>) => TimeScale | undefined
  /** The moment that a number of slots from the first is. */
  readonly timeAt: (logical: number) => number
  /** How many slots from the first a moment is. */
  readonly logicalOf: (timeUs: number) => number
}

/** More slots than this are not made: the oldest bars go. */
const MOST_SLOTS = 5_000

/** The grid of some bars, up to now. */
export function timeGridOf(bars: readonly Bar[], widthUs: number, nowUs: number | undefined): TimeGrid {
  const last = bars.at(-1)?.startUs ?? 0
  const endUs = Math.max(last, nowUs === undefined ? 0 : Math.floor(nowUs / widthUs) * widthUs)
  const first = bars[0]?.startUs ?? endUs
  const startUs = Math.max(first, endUs - (MOST_SLOTS - 1) * widthUs)
  const slots = endUs === 0 ? 0 : Math.round((endUs - startUs) / widthUs) + 1
  const logicalOf = (timeUs: number): number => (timeUs - startUs) / widthUs - 0.5
  const timeAt = (logical: number): number => startUs + (logical + 0.5) * widthUs
  return {
    startUs,
    widthUs,
    slots,
    logicalOf,
    timeAt,
    scaleOf: (axis) => {
      const origin = axis.logicalToCoordinate(logicalIndex(0))
      const next = axis.logicalToCoordinate(logicalIndex(1))
      if (origin === null || next === null || slots === 0) return undefined
      const barWidth = next - origin
      return { barWidth, xOf: (timeUs) => origin + logicalOf(timeUs) * barWidth, timeOf: (x) => timeAt((x - origin) / barWidth) }
    },
  }
}

/** The time that the chart's axis knows a moment by: whole seconds. */
export function axisTime(timeUs: number): UTCTimestamp {
  // The chart's times are numbers with a name.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Math.round(timeUs / 1e6) as UTCTimestamp
}

function logicalIndex(index: number): Logical {
  // A logical index is a number with a name.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return index as Logical
}
