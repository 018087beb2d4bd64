const spelling: Readonly<Record<string, string>> = {
  '█': '#',
  '▒': ':',
  '▲': '^',
  '▼': 'v',
  '◆': '*',
  '▞': '/',
  '−': '-',
  '–': '-',
  '↳': '>',
  '·': '|',
  '…': '...',
  '±': '+/-',
  '≥': '>=',
  '≤': '<=',
  '×': 'x',
  '∞': 'inf',
  σ: 'sigma',
  μ: 'u',
  α: 'alpha',
  Σ: 'sum',
}

/** Signs of one cell for glyphs of one cell, where a picture is drawn. */
const cells: Readonly<Record<string, string>> = {
  '…': '~',
  '±': '~',
  '≥': '>',
  '≤': '<',
  '∞': 'I',
  σ: 's',
  μ: 'u',
  α: 'a',
  Σ: 'S',
  '░': ':',
  '▉': '#',
  '▊': '#',
  '▋': '#',
  '▐': '#',
  '▌': '#',
  '▍': '|',
  '▎': '|',
  '▏': '|',
  '─': '-',
  '│': '|',
  '┬': '+',
  '┴': '+',
  '├': '+',
  '┤': '+',
  '┼': '+',
  '●': 'o',
  '◄': '<',
  '←': '<',
  '→': '>',
}

/** The steps of a sparkline from low to high, and signs that are as high. */
const SPARKS = '▁▂▃▄▅▆▇█'
const ASCII_SPARKS = '_..--==^'

/** Whether the environment names a character set other than UTF-8 for the terminal. */
export function isAsciiLocale({ LC_ALL, LC_CTYPE, LANG }: Readonly<Record<string, string | undefined>>): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG || ''
  return locale !== '' && !/utf-?8/i.test(locale)
}

/** A text in ASCII, with signs in place of glyphs. */
export function toAscii(text: string): string {
  return Array.from(text, (glyph) => (glyph.codePointAt(0)! < 128 ? glyph : (spelling[glyph] ?? '?'))).join('')
}

/** A glyph of one cell in ASCII, as one sign. */
export function asciiCell(glyph: string): string {
  return glyph.codePointAt(0)! < 128 ? glyph : (cells[glyph] ?? spelling[glyph] ?? '?')
}

/** A step of a sparkline in ASCII. */
export function asciiSpark(glyph: string): string {
  return ASCII_SPARKS[SPARKS.indexOf(glyph)] ?? asciiCell(glyph)
}
