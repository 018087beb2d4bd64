const names = {
  bg: '--bg',
  panel: '--panel',
  raised: '--raised',
  line: '--line',
  line2: '--line2',
  t1: '--t1',
  t2: '--t2',
  t3: '--t3',
  buy: '--buy',
  sell: '--sell',
  onBuy: '--on-buy',
  onSell: '--on-sell',
  accent: '--accent',
  onAccent: '--on-accent',
  warn: '--warn',
  crit: '--crit',
  va: '--va',
  out: '--out',
  grid: '--grid',
  sim: '--sim',
  simText: '--sim-text',
} as const

/** The colours a canvas draws with: the same tokens as the page's. `heat` is the ramp of liquidity, from nothing up. */
export type Palette = Readonly<Record<keyof typeof names, string>> & { readonly heat: readonly string[] }

const HEAT_STOPS = 7

/** The tokens as they stand on an element. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const valueOf = (token: string): string => sixDigits(style.getPropertyValue(token).trim())
  const entries = Object.entries(names).map(([name, token]) => [name, valueOf(token)])
  const heat = Array.from({ length: HEAT_STOPS }, (_, i) => valueOf(`--heat${i}`))
  // Every name of the table is there.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { ...(Object.fromEntries(entries) as Readonly<Record<keyof typeof names, string>>), heat }
}

/** A colour as `#rrggbb`: the built page has `#fff` where that is shorter. What is no such colour stays as it is. */
export function sixDigits(color: string): string {
  return /^#[0-9a-f]{3}$/i.test(color) ? color.replaceAll(/[0-9a-f]/gi, (digit) => digit + digit) : color
}

/** A colour of the palette, `#rrggbb`, at an opacity. */
export function withAlpha(color: string, alpha: number): string {
  return `${color}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`
}

/** Red, green and blue of `#rrggbb`, 0…255. */
export function channelsOf(color: string): readonly [number, number, number] {
  const value = Number.parseInt(color.slice(1, 7), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
