/** A second of a series: its value, `none` where it cannot be told yet, `gap` where its source was not there. */
export type Point = number | 'none' | 'gap'

const EIGHTHS = '▏▎▍▌▋▊▉█'
const STEPS = '▁▂▃▄▅▆▇█'

/** A bar that fills a share of some columns, in eighths of a column; whatever is above nothing shows. */
export function bar(share: number, columns: number): string {
  if (!(share > 0) || columns < 1) return ''
  const eighths = Math.max(1, Math.round(Math.min(1, share) * columns * 8))
  const rest = eighths % 8
  return '█'.repeat(Math.floor(eighths / 8)) + (rest === 0 ? '' : EIGHTHS[rest - 1]!)
}

/** The last points of a series as a line of steps from the smallest to the largest, at the right of some columns. ▞ is time without data. */
export function sparkline(points: readonly Point[], columns: number): string {
  const shown = columns < 1 ? [] : points.slice(-columns)
  const values = shown.filter((point) => typeof point === 'number')
  const least = Math.min(...values)
  const range = Math.max(...values) - least
  const step = (value: number): string => STEPS[range === 0 ? 3 : Math.min(7, Math.floor(((value - least) / range) * 8))]!
  const glyphs = shown.map((point) => (typeof point === 'number' ? step(point) : point === 'gap' ? '▞' : '·'))
  return glyphs.join('').padStart(columns)
}
