import { digestLine, type PipelineEvent } from '@of/pipeline'
import { decisionLine, decisionObject } from '../render/decision.ts'
import type { OwnValues } from '../factors/own-columns.ts'
import { csv, ndjson, type SeriesFormat } from '../render/series.ts'
import type { Tells } from './task.ts'

/** A decision or a sample. */
export type Due = Extract<PipelineEvent, { readonly kind: 'decision' | 'sample' }>

/** How what falls due is written down. */
export interface Spelling {
  /** What is printed of it, if its product was asked for; empty where that is nothing. `own` are values of factors of one's own. */
  readonly text: (due: Due, simulated: boolean, own?: OwnValues) => string
  /** Its line in a digest; `undefined` where none is made. */
  readonly digested: (due: Due) => string | undefined
}

const formats: Readonly<Record<'csv' | 'ndjson', SeriesFormat>> = { csv, ndjson }

/** How what is wanted is written down. */
export function spellingOf(tells: Tells): Spelling {
  switch (tells.kind) {
    case 'reports':
      return { text: () => '', digested: () => undefined }
    case 'rows':
      return { text: rowText(formats[tells.format]), digested: () => undefined }
    case 'decisions':
      return { text: decisionTexts[tells.form], digested: digestLine }
  }
}

function rowText({ row }: SeriesFormat): Spelling['text'] {
  return (due, simulated, own) =>
    due.kind === 'sample' ? row({ timeUs: due.timeUs, product: due.product, simulated, features: due.features, own }) : ''
}

const decisionTexts: Readonly<Record<'text' | 'json' | 'none', Spelling['text']>> = {
  text: (due, simulated) => (due.kind === 'decision' ? decisionLine(due, simulated) : ''),
  json: (due, simulated) => (due.kind === 'decision' ? decisionObject(due, simulated) : ''),
  none: () => '',
}
