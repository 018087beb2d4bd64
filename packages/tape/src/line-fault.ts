import type * as z from 'zod'

/** What is wrong with a line of a recording, as data. `detail` goes on from the words "line 7". */
export type LineFault =
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'unsupported-version'; readonly format: string; readonly supported: number; readonly version: number }

const EXCERPT_CHARACTERS = 40

/** The fault of a line that is not what it should be. */
export function notA(what: string, detail: string): LineFault {
  return { kind: 'damaged', detail: `is not ${what}: ${detail}` }
}

/** Reads JSON, with the parser's complaint as a fault. */
export function parseJson(text: string): { readonly json: unknown } | LineFault {
  try {
    return { json: JSON.parse(text) }
  } catch (error) {
    return notA('JSON', error instanceof Error ? error.message : String(error))
  }
}

/** What a schema finds wrong, in one sentence. */
export function issuesOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message.replace(/^Invalid input: /, '')}`).join('; ')
}

/** The beginning of a text, quoted. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > EXCERPT_CHARACTERS ? `${text.slice(0, EXCERPT_CHARACTERS)}…` : text)
}
