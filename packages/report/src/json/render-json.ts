import { canonicalJson } from '@of/signals'
import type { ReportDocument } from '../document/document.ts'

/** A document as one line of JSON with sorted keys: equal documents give equal bytes. */
export function renderJson(document: ReportDocument): string {
  return `${canonicalJson(document)}\n`
}
