import { plot, type PlotOptions } from '@observablehq/plot'
import { parseHTML } from 'linkedom'

/** How wide figures are drawn, in CSS pixels: what the column of a page holds, once or twice side by side. */
export const widths = { full: 820, half: 398 } as const

const { document } = parseHTML('<!doctype html><html><body></body></html>')

/** Attributes whose numbers are places or lengths in the picture. */
const geometry = /\b(d|transform|x|y|x1|y1|x2|y2|cx|cy|r|width|height)="([^"]*)"/g

/**
 * A plot as SVG. Places are rounded to a hundredth of a pixel: neither the engine's last bits nor its version can be seen in the text.
 */
export function svgOf(options: PlotOptions & { readonly label: string }): string {
  const { label, ...plotted } = options
  const drawn: { readonly outerHTML: string } = plot({ document, className: 'plot', ariaLabel: label, ...plotted })
  return drawn.outerHTML
    .replace(/<style>[^]*?<\/style>/g, '')
    .replaceAll(geometry, (_match, name: string, value: string) => `${name}="${value.replaceAll(/-?\d+\.\d+(?:e[-+]?\d+)?/g, rounded)}"`)
    .replace('<svg ', '<svg role="img" ')
}

function rounded(text: string): string {
  const value = Math.round(Number(text) * 100) / 100
  return String(value === 0 ? 0 : value)
}
