import type { Ink, Region } from '../../terminal/canvas.ts'

/** The columns of a waterfall: an even scale about zero. */
export const WATERFALL_COLUMNS = 22

const HALF = WATERFALL_COLUMNS / 2

/** Hundredths that a column stands for: ten, and more only where the factors could add up to more than the columns hold. */
export function columnWorth(wholeWeight: number): number {
  return Math.max(10, 10 * Math.ceil(wholeWeight / (10 * HALF)))
}

/** One bar of a waterfall, in hundredths: it starts where the one before it ended. */
export interface Step {
  readonly from: number
  readonly to: number
}

/** A glyph of a waterfall and its ink; a space where nothing is drawn. */
export type WaterfallCell = readonly [glyph: string, ink: Ink]

/** The cells of one row: its bar, and thin marks at zero and at both thresholds. */
export function waterfallCells({ from, to }: Step, threshold: number, worth: number): WaterfallCell[] {
  const marks = new Set([-threshold, 0, threshold].map((mark) => columnOf(mark, worth)))
  const low = Math.min(from, to)
  const high = Math.max(from, to)
  return Array.from({ length: WATERFALL_COLUMNS }, (_, column): WaterfallCell => {
    const start = (column - HALF) * worth
    const share = Math.max(0, Math.min(high, start + worth) - Math.max(low, start)) / worth
    if (share >= 0.25) return to > from ? [risingGlyph(share, low > start), 'buy'] : [share >= 0.75 ? '▒' : '░', 'sell']
    if (from === to && columnOf(from, worth) === column) return ['▏', 'plain']
    return marks.has(column) ? ['▏', 'dim'] : [' ', 'plain']
  })
}

function risingGlyph(share: number, isRightHalf: boolean): string {
  if (share >= 0.75) return '█'
  return isRightHalf ? '▐' : '▌'
}

/** The column that begins at or holds a number of hundredths. */
export function columnOf(hundredths: number, worth: number): number {
  return Math.max(0, Math.min(WATERFALL_COLUMNS - 1, HALF + Math.floor(hundredths / worth)))
}

/** Writes cells side by side. */
export function drawCells(region: Region, x: number, y: number, cells: readonly WaterfallCell[]): void {
  for (const [column, [glyph, ink]] of cells.entries()) region.put(x + column, y, glyph, ink)
}
