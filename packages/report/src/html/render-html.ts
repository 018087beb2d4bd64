import type { Input, Origin, ReportDocument, Section, Verdict } from '../document/document.ts'
import { figureHtml } from './figure.ts'
import { type Markup, markup, raw } from './markup.ts'
import { simulatedPages, style } from './style.ts'
import { tableHtml } from './table.ts'

/** Nothing may be fetched, and nothing run: a browser refuses what the page does not hold itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

const FOOTER =
  'Times are UTC. A dash or a hatched field is not zero: nothing is known there, and the reason is given. Colour means the side of the market, blue to buy and orange to sell; lines and shapes tell everything else apart.'

/**
 * A document as one HTML page that needs nothing else: no script, no other file, no network. It is light or dark as its reader's system is, and light
 * on paper (A4). Equal documents give equal bytes.
 */
export function renderHtml({ inputs, origin, sections, title, verdicts }: ReportDocument): string {
  const isSimulated = origin === 'simulated'
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<title>${isSimulated ? 'SIMULATED · ' : ''}${title}</title>
<style>${raw(style)}${raw(isSimulated ? simulatedPages : '')}</style>
</head>
<body>
${bannerHtml(origin)}${raw(patterns)}
<main>
<header>
<h1>${title}</h1>
${verdicts.map(verdictHtml)}${foundHtml(sections)}
${inputsHtml(inputs)}</header>
${sections.map(sectionHtml)}<footer>${FOOTER}</footer>
</main>
</body>
</html>
`.text
}

/** Hatchings that figures refer to by name. */
const patterns = `<svg class="defs" aria-hidden="true"><defs>
<pattern id="gap" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="7" fill="var(--gap)"/></pattern>
<pattern id="unknown" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1" height="7" fill="var(--line2)"/></pattern>
</defs></svg>`

function bannerHtml(origin: Origin): Markup | undefined {
  switch (origin) {
    case 'market':
      return undefined
    case 'simulated':
      return markup`<div class="banner" role="note">SIMULATED · not a market · made by a simulator</div>\n`
    case 'unstated':
      return markup`<div class="banner unstated" role="note">▲ the results do not say whether their data is a market's or simulated</div>\n`
  }
}

/** What the page was made from, after what it found: it is there to be checked, not to be read first. */
function inputsHtml(inputs: readonly Input[]): Markup | undefined {
  if (inputs.length === 0) return undefined
  const all = inputs.map((input) => markup`<div>${inputHtml(input, inputs.length > 1)}</div>\n`)
  return markup`<div class="inputs"><h2>What it was made from</h2>\n${all}</div>`
}

function inputHtml({ facts, of }: Input, isNamed: boolean): Markup {
  const rows = facts.map(({ name, value }) => markup`<dt>${name}</dt><dd>${value}</dd>\n`)
  return markup`${isNamed ? markup`<p class="input">${of}</p>` : undefined}<dl class="facts">${rows}</dl>\n`
}

function verdictHtml({ of, reasons, tone, word }: Verdict): Markup {
  const items = reasons.map((reason) => markup`<li>${reason}</li>`)
  return markup`<div class="verdict ${tone}"><div class="word">${word}</div><div class="of">${of}</div><ul>${items}</ul></div>\n`
}

/** What was found, a sentence a section, each a way to its section. */
function foundHtml(sections: readonly Section[]): Markup | undefined {
  if (sections.length < 2) return undefined
  const claims = sections.map(({ claim }, index) => markup`<li><a href="#s${index + 1}">${claim}</a></li>\n`)
  return markup`<nav class="found" aria-label="What was found"><h2>What was found</h2><ol>${claims}</ol></nav>`
}

function sectionHtml({ claim, figures, heading, notes, tables }: Section, index: number): Markup {
  const drawn = figures.length === 0 ? undefined : markup`<div class="figures">${figures.map(figureHtml)}</div>\n`
  const limits = notes.length === 0 ? undefined : markup`<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`
  return markup`<section id="s${index + 1}"><h2>${index + 1} ${heading}</h2><p class="claim">${claim}</p>
${drawn}${tables.map(tableHtml)}${limits}</section>\n`
}
