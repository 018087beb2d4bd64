/** Shades, dashes and shapes that tell series apart; hue is kept for the side of the market. All are the page's custom properties. */
export const ink = [
  { stroke: 'var(--accent)', dash: '', symbol: 'circle' },
  { stroke: 'var(--t1)', dash: '5 3', symbol: 'square' },
  { stroke: 'var(--t3)', dash: '', symbol: 'triangle' },
  { stroke: 'var(--t1)', dash: '1.5 2.5', symbol: 'diamond' },
  { stroke: 'var(--t3)', dash: '8 3 1.5 3', symbol: 'cross' },
  { stroke: 'var(--accent)', dash: '3 3', symbol: 'star' },
] as const

/** Shade, dashes and shape of the series at a place; they begin anew after the last. */
export function inkOf(index: number): (typeof ink)[number] {
  return ink[index % ink.length] ?? ink[0]
}
