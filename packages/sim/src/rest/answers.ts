import type { VenueAnswer } from '../venue/client.ts'

/** An answer in JSON. */
export function json(body: string, headers: Readonly<Record<string, string>> = {}, status: number = 200): VenueAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body }
}

/**
 * An error of Advanced Trade, with the number that gRPC has for it.
 *
 * @see https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/rest-api
 */
export function advancedError(error: 'INVALID_ARGUMENT' | 'NOT_FOUND' | 'UNAUTHORIZED', message: string): VenueAnswer {
  const { code, status } = advancedErrors[error]
  return json(JSON.stringify({ error, code, message, details: [] }), {}, status)
}

const advancedErrors = {
  INVALID_ARGUMENT: { code: 3, status: 400 },
  NOT_FOUND: { code: 5, status: 404 },
  UNAUTHORIZED: { code: 16, status: 401 },
} as const

/** An error of Exchange. @see https://docs.cdp.coinbase.com/exchange/rest-api/requests */
export function exchangeError(status: 400 | 401 | 404 | 429, message: string): VenueAnswer {
  return json(JSON.stringify({ message }), {}, status)
}
