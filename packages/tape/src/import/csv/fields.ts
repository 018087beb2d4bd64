import { parse } from 'csv-parse/sync'

/** What stands between the fields of a line. */
export type Separator = ',' | ';' | '\t' | '|'

const SEPARATORS: readonly Separator[] = [',', ';', '\t', '|']

/**
 * The fields of a line of CSV; `undefined` where its quotation marks do not agree. Only lines with a quotation mark need a parser: of one without, the
 * separators are all there is to know.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function fieldsOf(line: string, separator: Separator): readonly string[] | undefined {
  if (!line.includes('"')) return line.split(separator)
  try {
    const [record] = parse(line, { delimiter: separator, relax_column_count: true })
    return record
  } catch {
    return undefined
  }
}

/** The separator of a heading: that which it has most of; a comma where it has none. */
export function separatorOf(heading: string): Separator {
  let best: Separator = ','
  for (const separator of SEPARATORS) if (heading.split(separator).length > heading.split(best).length) best = separator
  return best
}
