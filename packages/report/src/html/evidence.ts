import type { Evidence } from '../document/figure.ts'
import { type Markup, markup } from './markup.ts'

/** The line under everything that is shown: how much it rests on, how far it may be off, how to make it again. */
export function evidenceLine({ command, interval, n }: Evidence): Markup {
  return markup`<p class="evidence"><b>n</b> ${n} · <b>interval</b> ${interval}<br><code>${command}</code></p>`
}
