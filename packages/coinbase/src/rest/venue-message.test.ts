import { describe, expect, it } from 'vitest'
import { venueMessage } from './venue-message.ts'

describe('venueMessage(body)', () => {
  it.each([
    ['{"error":"INVALID_ARGUMENT","code":3,"message":"granularity argument is invalid","details":[]}', 'granularity argument is invalid'],
    ['{"error":"UNAUTHORIZED","code":16,"error_details":"key expired"}', 'key expired'],
    ['{"message":"NotFound"}', 'NotFound'],
    ['{"errors":[{"id":"rate_limit_exceeded","message":"Too many requests"}]}', 'Too many requests'],
    ['{"error":"NOT_FOUND","code":5,"message":""}', 'NOT_FOUND'],
    ['{"message":7}', undefined],
    ['{"errors":[]}', undefined],
    ['["message"]', undefined],
    ['<html>Attention Required! | Cloudflare</html>', undefined],
    ['', undefined],
  ])('finds in %s the message %s', (body, message) => {
    expect(venueMessage(body)).toBe(message)
  })

  it('cuts a message that has no end', () => {
    expect(venueMessage(JSON.stringify({ message: 'x'.repeat(10_000) }))).toHaveLength(200)
  })
})
