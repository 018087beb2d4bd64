/** What a colour says; the words and glyphs beside it say the same. */
export type Role = 'buy' | 'sell' | 'dim' | 'accent' | 'warn' | 'crit' | 'ok' | 'title' | 'banner' | 'whale'

/** How many colours a stream shows. */
export type ColourDepth = 'none' | '16' | '256' | 'truecolor'

/** When to use colours; `auto` is on terminals that have not been told otherwise. */
export type ColourWish = 'never' | 'auto' | 'always'

/** Writes a text in the colour of a role. */
export type Paint = (role: Role, text: string) => string

type Shades = readonly [colours16: string, colours256: string, truecolor: string]

// Select Graphic Rendition parameters. No backgrounds: plain text keeps the terminal's own colours, light or dark.
const shades: Readonly<Record<Role, Shades>> = {
  buy: ['94', '38;5;75', '38;2;69;174;250'],
  sell: ['33', '38;5;209', '38;2;250;130;70'],
  dim: ['90', '38;5;245', '38;2;130;142;160'],
  accent: ['35', '38;5;141', '38;2;169;143;255'],
  warn: ['93', '38;5;221', '38;2;244;207;88'],
  crit: ['91', '38;5;204', '38;2;255;100;146'],
  ok: ['32', '38;5;79', '38;2;84;207;166'],
  title: ['1', '1', '1'],
  banner: ['7;93', '7;38;5;221', '7;38;2;244;207;88'],
  whale: ['7;90', '7;38;5;245', '7;38;2;130;142;160'],
}

const columns = { '16': 0, '256': 1, truecolor: 2 } as const

/** A way of painting for a number of colours. */
export function painter(depth: ColourDepth): Paint {
  if (depth === 'none') return (_role, text) => text
  const column = columns[depth]
  return (role, text) => (text === '' ? text : `\u001B[${shades[role][column]}m${text}\u001B[0m`)
}

/** The colours to use on a stream. A wish on the command line outweighs the environment. */
export function colourDepth(
  wish: ColourWish,
  { isTTY }: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): ColourDepth {
  const { NO_COLOR = '', TERM = '', COLORTERM = '' } = environment
  if (wish === 'never') return 'none'
  if (wish === 'auto' && (isTTY !== true || NO_COLOR !== '' || TERM === 'dumb')) return 'none'
  if (/^(truecolor|24bit)$/i.test(COLORTERM)) return 'truecolor'
  return TERM.includes('256') ? '256' : '16'
}
