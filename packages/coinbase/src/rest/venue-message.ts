import { isObject, parseJson } from '../wire/json.ts'

const LONGEST_MESSAGE = 200

/**
 * The message of an error that the venue answered with: Advanced Trade and Exchange say it in `message`, the platform before them in a
 * list of `errors`. `undefined` for the page of a gateway, or anything else that is none of these.
 */
export function venueMessage(body: string): string | undefined {
  const answer = parseJson(body)
  if (!isObject(answer)) return undefined
  const errors = answer['errors']
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  const candidates = [answer['message'], isObject(first) ? first['message'] : undefined, answer['error_details'], answer['error']]
  const message = candidates.find((candidate) => typeof candidate === 'string' && candidate !== '')
  return typeof message === 'string' ? message.slice(0, LONGEST_MESSAGE) : undefined
}
