import { describe, expect, it } from 'vitest'
import { describeNetFault, type RequestFault } from './net-fault.ts'

describe('describeNetFault(fault)', () => {
  it.each<[RequestFault, string]>([
    [{ kind: 'dns', detail: 'getaddrinfo ENOTFOUND a.invalid', code: 'ENOTFOUND' }, 'name not found: getaddrinfo ENOTFOUND a.invalid'],
    [{ kind: 'refused', detail: 'connect ECONNREFUSED 127.0.0.1:1' }, 'connection refused: connect ECONNREFUSED 127.0.0.1:1'],
    [{ kind: 'proxy', detail: 'no tunnel: Refused', status: 407 }, 'proxy failed (407): no tunnel: Refused'],
    [{ kind: 'http', detail: 'Service Unavailable', status: 503 }, 'error answer (503): Service Unavailable'],
    [{ kind: 'http', detail: 'Parse Error' }, 'error answer: Parse Error'],
    [{ kind: 'closed', detail: 'no reason given', code: 1006 }, 'connection closed (1006): no reason given'],
    [{ kind: 'silent', detail: 'nothing for 5 s' }, 'silent connection: nothing for 5 s'],
    [{ kind: 'rate-limited', detail: 'Too many requests', status: 429 }, 'too many requests (429): Too many requests'],
    [{ kind: 'unreadable-answer', detail: 'candles: expected array' }, 'unreadable answer: candles: expected array'],
  ])('says %j', (fault, sentence) => {
    expect(describeNetFault(fault)).toBe(sentence)
  })
})
