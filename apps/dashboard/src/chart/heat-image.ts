import type { HeatColumn } from '../data/merge.ts'
import { channelsOf } from '../theme/palette.ts'

/** Liquidity on one grid: quote currency by column, then by row from the lowest price up. */
export interface HeatGrid {
  readonly low: number
  readonly rowSize: number
  readonly rows: number
  /** `NaN` where no book was believed. */
  readonly notional: readonly Float64Array[]
  /** What the ramp spans, quote currency a row. */
  readonly from: number
  readonly to: number
}

/** Columns on one grid of rows at least `leastRow` high: what falls into a row is summed, never sampled. `undefined` without a book. */
export function heatGridOf(columns: readonly HeatColumn[], leastRow: number): HeatGrid | undefined {
  const known = columns.filter(({ sizes }) => sizes !== null)
  const finest = Math.max(...known.map(({ rowSize }) => rowSize))
  const rowSize = finest * Math.max(1, Math.ceil(leastRow / finest - 1e-9))
  if (known.length === 0 || !Number.isFinite(rowSize)) return undefined
  const firstRow = Math.min(...known.map(({ low }) => Math.floor(low / rowSize + 1e-9)))
  const endRow = Math.max(...known.map(({ low, rowSize: own, sizes }) => Math.ceil((low + own * (sizes?.length ?? 0)) / rowSize - 1e-9)))
  const rows = endRow - firstRow
  const notional = columns.map(({ low, rowSize: own, sizes }) => {
    const column = new Float64Array(rows)
    if (sizes === null) return column.fill(Number.NaN)
    sizes.forEach((size, row) => {
      const price = low + (row + 0.5) * own
      column[Math.floor(price / rowSize + 1e-9) - firstRow]! += size * price
    })
    return column
  })
  return { low: firstRow * rowSize, rowSize, rows, notional, ...rampOf(notional) }
}

/** The ramp spans what rows hold, from the third that is least to all but the largest two in a thousand. */
function rampOf(notional: readonly Float64Array[]): { readonly from: number; readonly to: number } {
  const sample: number[] = []
  const every = Math.max(1, Math.floor(notional.length / 60))
  for (let i = notional.length - 1; i >= 0; i -= every) for (const value of notional[i]!) if (value > 0) sample.push(value)
  sample.sort((a, b) => a - b)
  const at = (share: number): number => sample[Math.min(sample.length - 1, Math.floor(sample.length * share))] ?? 1
  const from = niceBelow(Math.max(1_000, at(0.33)))
  return { from, to: Math.max(from * 10, niceAbove(at(0.998))) }
}

function niceBelow(value: number): number {
  const unit = Number(`1e${Math.floor(Math.log10(value))}`)
  return unit * (value / unit >= 5 ? 5 : value / unit >= 2 ? 2 : 1)
}

function niceAbove(value: number): number {
  const unit = Number(`1e${Math.floor(Math.log10(value))}`)
  return unit * (value / unit <= 2 ? 2 : value / unit <= 5 ? 5 : 10)
}

/** A ramp of 256 colours through stops, as the bytes of an image. */
export function rampColors(stops: readonly string[]): Uint8ClampedArray {
  const channels = stops.map(channelsOf)
  const colors = new Uint8ClampedArray(256 * 4)
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (channels.length - 1)
    const [before, after] = [channels[Math.floor(at)]!, channels[Math.min(channels.length - 1, Math.floor(at) + 1)]!]
    for (let channel = 0; channel < 3; channel++) {
      colors[i * 4 + channel] = before[channel]! + (after[channel]! - before[channel]!) * (at % 1)
    }
    colors[i * 4 + 3] = 255
  }
  return colors
}

/** How far up the ramp a row is, 0…255: logarithmic. */
export function rampIndex(notional: number, { from, to }: Pick<HeatGrid, 'from' | 'to'>): number {
  if (notional <= 0) return 0
  const at = Math.log(notional / from) / Math.log(to / from)
  return Math.round(Math.min(1, Math.max(0, at)) * 235 + (notional >= from ? 20 : 0))
}

/** The grid as an image, a pixel a row and column, lowest price at the bottom. Columns without a book are clear. */
export function heatPixels(grid: HeatGrid, ramp: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const width = grid.notional.length
  const pixels = new Uint8ClampedArray(width * grid.rows * 4)
  grid.notional.forEach((column, x) => {
    if (Number.isNaN(column[0])) return
    column.forEach((notional, row) => {
      const to = ((grid.rows - 1 - row) * width + x) * 4
      const from = rampIndex(notional, grid) * 4
      for (let channel = 0; channel < 4; channel++) pixels[to + channel] = ramp[from + channel]!
    })
  })
  return pixels
}
