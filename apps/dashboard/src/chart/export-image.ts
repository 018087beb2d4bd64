import type { Origin } from '@of/api'
import type { Palette } from '../theme/palette.ts'

/** What an image of the chart says besides the chart. */
export interface ImageWords {
  /** What it shows. */
  readonly title: string
  /** As of when, and of what time. */
  readonly asOf: string
  readonly origin: Origin | undefined
  /** Names of the panes below the main one, and how far down each begins, px. */
  readonly panes: readonly { readonly name: string; readonly top: number }[]
}

const FONT = "'Inter Variable', system-ui, sans-serif"
const STRIP = 24
const HEAD = 40

/** The chart with a heading, and over it, where it shows no market of now, the same strip that the page has. */
export function imageOf(chart: HTMLCanvasElement, { asOf, origin, panes, title }: ImageWords, palette: Palette): HTMLCanvasElement {
  const ratio = devicePixelRatio
  const strip = stripWords(origin)
  const top = (strip === undefined ? 0 : STRIP) + HEAD
  const canvas = document.createElement('canvas')
  canvas.width = chart.width
  canvas.height = chart.height + Math.round(top * ratio)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('expected a canvas to draw on, received none')
  context.scale(ratio, ratio)
  const width = canvas.width / ratio
  context.fillStyle = palette.panel
  context.fillRect(0, 0, width, top)
  context.textBaseline = 'middle'
  if (strip !== undefined) {
    context.fillStyle = palette.sim
    context.fillRect(0, 0, width, STRIP)
    write(context, strip, { x: width / 2, y: STRIP / 2, font: `700 12px ${FONT}`, color: palette.simText, align: 'center' })
  }
  const middle = top - HEAD / 2
  write(context, title, { x: 12, y: middle, font: `650 15px ${FONT}`, color: palette.t1, align: 'left' })
  write(context, asOf, { x: width - 12, y: middle, font: `450 12px ${FONT}`, color: palette.t2, align: 'right' })
  context.drawImage(chart, 0, top, width, chart.height / ratio)
  for (const { name, top: from } of panes)
    write(context, name, { x: 12, y: top + from + 13, font: `600 11px ${FONT}`, color: palette.t1, align: 'left' })
  return canvas
}

/** What the strip over the page says in a line; `undefined` where the market is live. */
export function stripWords(origin: Origin | undefined): string | undefined {
  if (origin === undefined) return 'ORIGIN NOT KNOWN'
  if (origin.kind === 'live') return undefined
  if (origin.kind === 'sim') return `SIMULATED · not a market · ${origin.words}`
  return `REPLAY${origin.simulated ? ' · SIMULATED' : ''} · ${origin.words}`
}

interface Text {
  readonly x: number
  readonly y: number
  readonly font: string
  readonly color: string
  readonly align: CanvasTextAlign
}

function write(context: CanvasRenderingContext2D, words: string, { align, color, font, x, y }: Text): void {
  context.font = font
  context.fillStyle = color
  context.textAlign = align
  context.fillText(words, x, y)
}
