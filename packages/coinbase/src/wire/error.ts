import * as z from 'zod'
import { issueLines } from './issues.ts'
import type { JsonObject } from './json.ts'

/** The venue's refusal of a request. It belongs to no channel, carries no number and does not say which request it answers. */
export interface ErrorFrame {
  readonly kind: 'error'
  readonly message: string
}

const errorFrame = z.object({ type: z.literal('error'), message: z.string() })

/**
 * Reads an error frame.
 *
 * @see https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-overview
 */
export function readError(raw: JsonObject): { readonly frame: ErrorFrame } | { readonly issues: readonly string[] } {
  const result = errorFrame.safeParse(raw)
  return result.success ? { frame: { kind: 'error', message: result.data.message } } : { issues: issueLines(result.error) }
}
