const spelling: Readonly<Record<string, string>> = {
  '█': '#',
  '▒': ':',
  '▲': '^',
  '▼': 'v',
  '◆': '*',
  '▞': '/',
  '−': '-',
  '–': '-',
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

/** Whether the environment names a character set other than UTF-8 for the terminal. */
export function isAsciiLocale({ LC_ALL, LC_CTYPE, LANG }: Readonly<Record<string, string | undefined>>): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG || ''
  return locale !== '' && !/utf-?8/i.test(locale)
}

/** A text in ASCII, with signs in place of glyphs. */
export function toAscii(text: string): string {
  return Array.from(text, (glyph) => (glyph.codePointAt(0)! < 128 ? glyph : (spelling[glyph] ?? '?'))).join('')
}
