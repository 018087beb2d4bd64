import type { Fact, Origin, ReportDocument, Section, Verdict } from '../document/document.ts'
import { originOfAll } from './inputs.ts'

/** What one result brings to a page. */
export interface Part {
  /** What it is of: `study of BTC-USD`. */
  readonly name: string
  readonly origin: Origin
  readonly inputs: readonly Fact[]
  readonly verdicts: readonly Verdict[]
  readonly sections: readonly Section[]
}

/** A page of one part or of several, in their order; where there are several, headings say whose they are, and which of them is simulated. */
export function documentOf(parts: readonly Part[], title?: string): ReportDocument {
  const isOne = parts.length === 1
  const named = parts.map((part) => ({ ...part, name: `${part.name}${part.origin === 'simulated' && !isOne ? ' (SIMULATED)' : ''}` }))
  return {
    title: title ?? capitalised(parts.map(({ name }) => name).join(', ')),
    origin: originOfAll(parts.map(({ origin }) => origin)),
    inputs: named.map(({ inputs, name }) => ({ of: name, facts: inputs })),
    verdicts: parts.flatMap(({ verdicts }) => verdicts),
    sections: named.flatMap(({ name, sections }) =>
      isOne ? sections : sections.map((section) => ({ ...section, heading: `${capitalised(name)}: ${section.heading}` })),
    ),
  }
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
