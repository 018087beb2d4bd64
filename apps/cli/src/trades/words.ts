/** What stands for a figure that is not known. */
const NOT_KNOWN = '– (n/a)'

/** A number with so many decimals, and a minus sign that is one; signed where both signs make sense. */
export function figure(value: number | null, decimals: number): string {
  return value === null ? NOT_KNOWN : withMinus(value.toFixed(decimals))
}

/** A figure that is a difference or a return: with its sign. */
export function signed(value: number | null, decimals: number): string {
  if (value === null) return NOT_KNOWN
  const text = withMinus(value.toFixed(decimals))
  return value > 0 && Number(value.toFixed(decimals)) !== 0 ? `+${text}` : text
}

/** A share in per cent with one decimal; what is not whole is never shown as 100 %. */
export function percentOf(share: number | null): string {
  if (share === null) return NOT_KNOWN
  return share < 1 && share >= 0.9995 ? '> 99.9 %' : `${(100 * share).toFixed(1)} %`
}

/** A probability that nothing more happened than chance: never shown as zero. */
export function chance(p: number | null): string {
  if (p === null) return 'n/a'
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}

/** An interval of shares in per cent. */
export function percentEnds(ends: readonly [number, number] | null): string {
  return ends === null ? 'n/a' : `${figure(100 * ends[0], 1)} – ${figure(100 * ends[1], 1)} %`
}

/** An interval. */
export function endsOf(ends: readonly [number, number] | null, decimals: number): string {
  return ends === null ? 'n/a' : `${signed(ends[0], decimals)} – ${signed(ends[1], decimals)}`
}

function withMinus(text: string): string {
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '\u2212')
}
