import { draw } from '../chart/draw.ts'
import type { Figure } from '../document/figure.ts'
import { evidenceLine } from './evidence.ts'
import { keysHtml } from './keys.ts'
import { type Markup, markup, raw } from './markup.ts'

/** A figure with its title, what it says, what its marks mean and what it rests on. */
export function figureHtml(figure: Figure): Markup {
  const { evidence, says, size, title } = figure
  const caption = markup`<figcaption><h3>${title}</h3>${says === undefined ? undefined : markup`<p class="says">${says}</p>`}</figcaption>`
  return markup`<figure class="${size}">${caption}\n${drawingHtml(figure)}\n${evidenceLine(evidence)}</figure>\n`
}

function drawingHtml(figure: Figure): Markup {
  if (figure.kind === 'missing') return markup`<div class="missing"><span>n/a: ${figure.reason}</span></div>`
  return markup`${keysHtml(figure)}<div class="plotted">${raw(draw(figure))}</div>`
}
