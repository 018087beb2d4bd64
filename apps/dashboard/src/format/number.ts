/** The minus sign that is as wide as a plus. */
export const MINUS = '−'

/** What stands where nothing is known. */
export const NONE = '–'

const THIN = ' '

/** A number with so many decimals and commas between thousands. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals)
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const isNegative = value < 0 && Number(text) !== 0
  return `${isNegative ? MINUS : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** A signed number: `+0.20`, `−0.20`, `0` for zero itself, `±0.00` for what rounds to it. */
export function signed(value: number, decimals: number): string {
  if (value === 0) return '0'
  const text = fixed(Math.abs(value), decimals)
  if (Number(text.replaceAll(',', '')) === 0) return `±${text}`
  return `${value > 0 ? '+' : MINUS}${text}`
}

/** A signed percentage, `+0.20 %`. */
export function percent(value: number, decimals = 2): string {
  return `${signed(value, decimals)}${THIN}%`
}

/** A share of one as an unsigned percentage, `99.9 %`: never rounded up to the whole. */
export function share(value: number, decimals = 1): string {
  const scale = Number(`1e${decimals}`)
  const floored = value < 1 ? Math.floor(value * 100 * scale + 1e-9) / scale : value * 100
  return `${fixed(floored, decimals)}${THIN}%`
}

/** Basis points: two significant digits below one, one decimal above. */
export function bps(value: number): string {
  // By what it rounds to: 0.000999 has the decimals of 0.0010.
  const amount = Number(Math.abs(value).toPrecision(2))
  if (amount === 0 || amount >= 1) return `${fixed(value, 1)}${THIN}bps`
  const decimals = Math.max(1, 1 - Math.floor(Math.log10(amount)))
  return `${fixed(value, decimals)}${THIN}bps`
}

/** The same with its sign. */
export function signedBps(value: number): string {
  return `${signed(value, 1)}${THIN}bps`
}

/** Dollars: whole below 10,000, then `k`, then `M` and `B` with two decimals below ten; what is there and rounds to nothing is `<$1`. */
export function money(value: number): string {
  const whole = Math.abs(value)
  const sign = value < 0 ? MINUS : ''
  if (whole > 0 && whole < 0.5) return `${sign}<$1`
  // A value is told in the unit that it rounds to.
  if (Math.round(whole) < 10_000) return `${sign}$${fixed(whole, 0)}`
  if (Math.round(whole / 1e3) < 1_000) return `${sign}$${fixed(whole / 1e3, 0)}${THIN}k`
  const [unit, name] = whole / 1e6 < 999.5 ? [1e6, 'M'] : [1e9, 'B']
  const amount = whole / unit
  return `${sign}$${fixed(amount, amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0)}${THIN}${name}`
}

/** A size by significance: three decimals from 10, four from 1, else five. */
export function size(value: number): string {
  return atLeast(value, value >= 10 ? 3 : value >= 1 ? 4 : 5)
}

/** A quantity with so many decimals; one that is there and would round to nothing is told as less than the least: `<0.0001`. */
export function atLeast(value: number, decimals: number): string {
  const text = fixed(value, decimals)
  return value > 0 && Number(text.replaceAll(',', '')) === 0 ? `<${fixed(Number(`1e-${decimals}`), decimals)}` : text
}

/** An amount in a line of words: no decimals from a thousand, one from a hundred, else two. */
export function quantity(value: number): string {
  return atLeast(value, value >= 999.95 ? 0 : value >= 99.995 ? 1 : 2)
}

/** The fewest decimals that tell evenly spaced values exactly, up to so many: the same text never stands at two of them. */
export function sharedDecimals(values: readonly number[], most: number): number {
  for (let few = 0; few < most; few++) {
    const scale = Number(`1e${few}`)
    if (values.every((value) => Math.abs(value * scale - Math.round(value * scale)) < 1e-6)) return few
  }
  return most
}

/** How many decimals a price of this increment has. */
export function decimalsOf(tick: number): number {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = tick * Number(`1e${decimals}`)
    if (Math.abs(scaled - Math.round(scaled)) < 1e-9) return decimals
  }
  return 12
}

/** Bytes in the unit that suits. */
export function bytes(value: number): string {
  if (value < 1e6) return `${fixed(value / 1e3, 0)}${THIN}kB`
  return value < 1e9 ? `${fixed(value / 1e6, 1)}${THIN}MB` : `${fixed(value / 1e9, 1)}${THIN}GB`
}
