import * as z from 'zod'
import type { FeedFault } from '../errors.ts'
import { issueLines } from '../wire/issues.ts'
import { parseJson } from '../wire/json.ts'

/** What the venue answered to a request, or why it could not be read. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: Extract<FeedFault, { readonly kind: 'unreadable-answer' }> }

/** Reads the body of an answer. Total: whatever the text, it is either understood or a fault. */
export function readBody<Value>(body: string, schema: z.ZodType<Value>): Answer<Value> {
  const result = schema.safeParse(parseJson(body))
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, fault: { kind: 'unreadable-answer', issues: issueLines(result.error) } }
}
