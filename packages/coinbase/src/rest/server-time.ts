import type { Us } from '@of/core'
import * as z from 'zod'
import { wholeNumber } from '../wire/decimal.ts'
import { type Answer, readBody } from './read-body.ts'

/** The path of a request for the venue's time. */
export const TIME_PATH = '/api/v3/brokerage/time'

const answer: z.ZodType<Us> = z.compile(z.object({ epochMillis: wholeNumber }).transform(({ epochMillis }) => epochMillis * 1000))

/**
 * Reads the venue's time, which it tells to the millisecond.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-server-time
 */
export function readServerTime(body: string): Answer<Us> {
  return readBody(body, answer)
}
