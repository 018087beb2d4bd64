/** Draws what a terminal shows, from its truecolor output, as an SVG. */

const WIDTH = 7.8
const HEIGHT = 17
const PADDING = 18
const COLOURS = { background: '#10141B', text: '#E8ECF2' } as const

interface Style {
  readonly fill: string
  readonly bold: boolean
  readonly reverse: boolean
}

const plain: Style = { fill: COLOURS.text, bold: false, reverse: false }

/** The style after a Select Graphic Rendition sequence: bold, reverse, a truecolor foreground, or back to plain. */
function restyled(style: Style, parameters: string): Style {
  const rgb = /38;2;(\d+);(\d+);(\d+)/.exec(parameters)
  const others = parameters.replace(/38;2;\d+;\d+;\d+/, '').split(';')
  const base = others.includes('0') || parameters === '' ? plain : style
  return {
    fill: rgb ? `rgb(${rgb.slice(1).join(',')})` : base.fill,
    bold: base.bold || others.includes('1'),
    reverse: base.reverse || others.includes('7'),
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The picture of a terminal that printed the text. Columns are pinned, so that any monospaced font keeps them. */
export function terminalPicture(output: string): string {
  const lines = output.trimEnd().split('\n')
  const columns = Math.max(...lines.map((line) => line.replaceAll(/\u001B\[[\d;]*m/g, '').length))
  let style = plain
  const shapes = lines.flatMap((line, row) => {
    let column = 0
    const top = PADDING + row * HEIGHT
    return line.split(/(\u001B\[[\d;]*m)/).flatMap((part) => {
      if (part.startsWith('\u001B[')) {
        style = restyled(style, part.slice(2, -1))
        return []
      }
      if (part === '') return []
      const x = PADDING + column * WIDTH
      const width = part.length * WIDTH
      column += part.length
      const box = style.reverse ? `<rect x="${x}" y="${top}" width="${width}" height="${HEIGHT}" fill="${style.fill}"/>` : ''
      const fill = style.reverse ? COLOURS.background : style.fill
      const weight = style.bold ? ' font-weight="700"' : ''
      return [
        `${box}<text x="${x}" y="${top + 13}" fill="${fill}"${weight} textLength="${width}" xml:space="preserve">${escaped(part)}</text>`,
      ]
    })
  })
  const size = `width="${Math.ceil(columns * WIDTH + 2 * PADDING)}" height="${lines.length * HEIGHT + 2 * PADDING}"`
  const font = `font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${font}>`,
    `<rect width="100%" height="100%" rx="8" fill="${COLOURS.background}"/>`,
    ...shapes,
    '</svg>',
    '',
  ].join('\n')
}
