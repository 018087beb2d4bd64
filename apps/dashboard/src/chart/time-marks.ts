import { createChartEx, defaultHorzScaleBehavior, type IChartApi, type IHorzScaleBehavior, type Time } from 'lightweight-charts'
import type { chartOptions } from './chart-options.ts'

type Points = Parameters<IHorzScaleBehavior<Time>['fillWeightsForPoints']>[0]
type Weight = Points[number]['timeWeight']

/** The weight that the chart gives to marks at fives of minutes; at halves of hours it is 22, and what is heavier is marked first. */
const FIVE_MINUTES = 21
const QUARTER_HOUR = 21.5

/** Seconds. */
const QUARTER_S = 900

/** A chart over time whose axis has marks at quarters of an hour besides the library's own. */
export function createTimeChart(host: HTMLElement, options: ReturnType<typeof chartOptions>): IChartApi {
  const axis = new (defaultHorzScaleBehavior())()
  const fill = axis.fillWeightsForPoints.bind(axis)
  axis.fillWeightsForPoints = (points, startIndex) => {
    fill(points, startIndex)
    for (const point of points.slice(startIndex)) {
      if (Number(point.timeWeight) === FIVE_MINUTES && isQuarter(point.originalTime)) point.timeWeight = weightOf(QUARTER_HOUR)
    }
  }
  return createChartEx<Time, typeof axis>(host, axis, { ...options, autoSize: true })
}

/** Whether a time of the axis, whole seconds, begins a quarter of an hour. */
function isQuarter(time: unknown): boolean {
  return typeof time === 'number' && time % QUARTER_S === 0
}

function weightOf(weight: number): Weight {
  // A weight is a number with a name.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return weight as Weight
}
