import type { ReportDocument } from '../document/document.ts'
import { partsOf, type ResultFile } from '../result/read-results.ts'
import { documentOf } from './part.ts'

/** One page of all results in some files, in their order. Throws a `ReportInputError` where a file holds something else. */
export function reportOf(files: readonly ResultFile[], options: { readonly title?: string | undefined } = {}): ReportDocument {
  return documentOf(files.flatMap(partsOf), options.title)
}
