/** The slope of a line through points, by least squares; 0 for fewer than two points. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length
  const xx = points.reduce((sum, [x]) => sum + (x - meanX) * (x - meanX), 0)
  const xy = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return xx > 0 ? xy / xx : 0
}
