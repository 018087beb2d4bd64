/** A share in per cent: `29.2 %`. */
export function percent(share: number, decimals: number): string {
  return `${fixed(100 * share, decimals)} %`
}

/** Basis points with their sign: `+1.25 bps`. */
export function bps(value: number): string {
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${value > 0 ? '+' : ''}${fixed(value, decimals)} bps`
}

/** A p-value: three decimals, never shown as zero. */
export function p(value: number): string {
  return value < 0.001 ? '< 0.001' : fixed(value, 3)
}

/** A number with so many decimals and a minus sign that is one. */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '\u2212')
}
