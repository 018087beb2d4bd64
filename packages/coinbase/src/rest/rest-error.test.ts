import { describe, expect, it } from 'vitest'
import type { RequestFault } from '../net/net-fault.ts'
import { isPassing, RestError } from './rest-error.ts'

const detail = 'made up'

describe('isPassing(fault)', () => {
  it.each<[RequestFault, boolean]>([
    [{ kind: 'dns', detail }, true],
    [{ kind: 'refused', detail }, true],
    [{ kind: 'timeout', detail }, true],
    [{ kind: 'reset', detail }, true],
    [{ kind: 'rate-limited', detail, status: 429 }, true],
    [{ kind: 'http', detail, status: 500 }, true],
    [{ kind: 'http', detail, status: 503 }, true],
    [{ kind: 'http', detail }, true],
    [{ kind: 'proxy', detail, status: 502 }, true],
    [{ kind: 'http', detail, status: 400 }, false],
    [{ kind: 'http', detail, status: 401 }, false],
    [{ kind: 'http', detail, status: 302 }, false],
    [{ kind: 'proxy', detail, status: 407 }, false],
    [{ kind: 'tls', detail }, false],
    [{ kind: 'too-big', detail }, false],
    [{ kind: 'local', detail }, false],
    [{ kind: 'unreadable-answer', detail }, false],
  ])('of %j is %s', (fault, passing) => {
    expect(isPassing(fault)).toBe(passing)
  })
})

describe('RestError', () => {
  it('says the path and the fault, and keeps what caused it', () => {
    const cause = new Error('connect ECONNREFUSED')
    const error = new RestError({ kind: 'refused', detail: 'connect ECONNREFUSED' }, '/time', { cause })
    expect(error).toMatchObject({ name: 'RestError', message: '/time: connection refused: connect ECONNREFUSED', path: '/time', cause })
  })
})
