import type { Us } from '@of/core'
import type { NumberFormat } from '../format/number-format.ts'

/** What a reader needs before believing a figure or a table: how much it rests on, how far it may be off, and how to make it again. */
export interface Evidence {
  /** What was counted, with its noun: `1,204 windows in 12 blocks`. */
  readonly n: string
  /** What the intervals mean and how they were found, or why there are none. */
  readonly interval: string
  /** The command that makes the numbers. */
  readonly command: string
}

/** An axis of numbers. */
export interface ValueAxis {
  /** What is measured, with its unit. */
  readonly label: string
  readonly format: NumberFormat
  /** Where a vertical axis begins: at zero unless it is `data`, for values of which zero is no place of note. */
  readonly from?: 'zero' | 'data'
}

interface FigureFrame {
  readonly title: string
  /** What the figure shows, in one sentence made from its numbers. */
  readonly says?: string
  readonly evidence: Evidence
  /** `half` stands beside another on a wide page; `full` has the width of the page. */
  readonly size: 'half' | 'full'
}

/** A value written beside the curves, as a dashed line across the figure. */
export interface Reference {
  readonly label: string
  readonly value: number
}

/** A time in which nothing is known. */
export interface Gap {
  readonly fromUs: Us
  readonly toUs: Us
  readonly reason: string
}

/** One moment of a line; `null` breaks it. */
export interface LinePoint {
  readonly timeUs: Us
  readonly value: number | null
  /** The interval at this moment, where there is one. */
  readonly low?: number
  readonly high?: number
}

/** Values over time. Lines are told apart by name, shade and dashes. */
export interface LinesFigure extends FigureFrame {
  readonly kind: 'lines'
  readonly y: ValueAxis
  readonly lines: readonly { readonly name: string; readonly points: readonly LinePoint[] }[]
  /** Whether what lies between a line and zero is filled, as in a drawdown. */
  readonly isFilled: boolean
  readonly references: readonly Reference[]
  readonly gaps: readonly Gap[]
}

/** A measured value and the interval it lies in. */
export type Measured =
  | { readonly value: number; readonly low: number | null; readonly high: number | null; readonly n: number | null }
  | { readonly value: null; readonly reason: string }

/** Values with intervals over a few named places, horizons for instance. */
export interface IntervalsFigure extends FigureFrame {
  readonly kind: 'intervals'
  /** What the places are, with their unit. */
  readonly xLabel: string
  readonly y: ValueAxis
  readonly places: readonly string[]
  /** Each with one value a place, in the order of the places. */
  readonly series: readonly { readonly name: string; readonly values: readonly Measured[] }[]
  /** Values under it are marked at the lower edge, so that one of them does not flatten all others. */
  readonly lowest?: number
  readonly references: readonly Reference[]
}

/** One bar, named. */
export interface Bar {
  readonly name: string
  readonly measured: Measured
}

/** Named values as bars from zero. */
export interface BarsFigure extends FigureFrame {
  readonly kind: 'bars'
  readonly x: ValueAxis
  readonly bars: readonly Bar[]
  /** `side` where the sign of a value means to buy or to sell. */
  readonly hue: 'side' | 'neutral'
  readonly references: readonly Reference[]
}

/** How often something came true, by what was stated of it before: a share that it names itself, or a score. */
export interface ReliabilityFigure extends FigureFrame {
  readonly kind: 'reliability'
  readonly x: ValueAxis
  readonly yLabel: string
  /** What a share would be if what was stated were one, or were worthless: the diagonal, or the share of a coin. */
  readonly against: 'diagonal' | number
  /** All shares are from 0 to 1. */
  readonly series: readonly { readonly name: string; readonly bins: readonly ReliabilityPoint[] }[]
}

/** How often what was stated like this came true. */
export interface ReliabilityPoint {
  readonly stated: number
  readonly observed: number
  readonly low: number | null
  readonly high: number | null
  readonly n: number
}

/** How often values fell into which range. */
export interface HistogramFigure extends FigureFrame {
  readonly kind: 'histogram'
  readonly x: ValueAxis
  /** What was counted: `trades`. */
  readonly noun: string
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[]
  readonly references: readonly Reference[]
}

/** A number a cell, shaded by its size. */
export interface HeatFigure extends FigureFrame {
  readonly kind: 'heat'
  readonly columns: readonly string[]
  readonly rows: readonly { readonly name: string; readonly values: readonly Measured[] }[]
  readonly format: NumberFormat
  /** What the shades run over; by absolute value, so that −1 is as dark as 1. */
  readonly greatest: number
}

/** A value each hour of the UTC day; an hour without one is hatched. */
export interface HoursFigure extends FigureFrame {
  readonly kind: 'hours'
  readonly y: ValueAxis
  /** 24, from midnight. */
  readonly hours: readonly Measured[]
}

/** What was received when, one row a source. */
export interface CoverageFigure extends FigureFrame {
  readonly kind: 'coverage'
  readonly fromUs: Us
  readonly toUs: Us
  readonly tracks: readonly { readonly name: string; readonly gaps: readonly Gap[] }[]
}

/** A figure that could not be made: its place is kept, with the reason. */
export interface MissingFigure extends FigureFrame {
  readonly kind: 'missing'
  readonly reason: string
}

/** What can be drawn. All of it is plain data, so a document can be kept as JSON and drawn later. */
export type Figure =
  | LinesFigure
  | IntervalsFigure
  | BarsFigure
  | ReliabilityFigure
  | HistogramFigure
  | HeatFigure
  | HoursFigure
  | CoverageFigure
  | MissingFigure
