import type { RequestFault } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { CliError } from '../errors.ts'
import { painter } from '../render/colour.ts'
import { renderFailure } from '../render/failure.ts'
import { explain } from './explain.ts'
import { explainNet, isHopeless, unreachableText } from './net-fault.ts'

const detail = 'getaddrinfo ENOTFOUND advanced-trade-ws.coinbase.com'
const faults: readonly (readonly [code: string, fault: RequestFault])[] = [
  ['E_NET_DNS', { kind: 'dns', detail, code: 'ENOTFOUND' }],
  ['E_NET_DNS', { kind: 'dns', detail, code: 'EAI_AGAIN' }],
  ['E_NET_REFUSED', { kind: 'refused', detail, code: 'ECONNREFUSED' }],
  ['E_NET_UNREACHABLE', { kind: 'unreachable', detail, code: 'ENETUNREACH' }],
  ['E_NET_TIMEOUT', { kind: 'timeout', detail }],
  ['E_NET_RESET', { kind: 'reset', detail, code: 'ECONNRESET' }],
  ['E_NET_TLS', { kind: 'tls', detail, code: 'SELF_SIGNED_CERT_IN_CHAIN' }],
  ['E_NET_PROXY', { kind: 'proxy', detail, code: 'ECONNREFUSED' }],
  ['E_NET_PROXY', { kind: 'proxy', detail, status: 407 }],
  ['E_NET_PROXY', { kind: 'proxy', detail, status: 403 }],
  ['E_HTTP', { kind: 'http', detail }],
  ['E_HTTP_401', { kind: 'http', detail, status: 401 }],
  ['E_HTTP_403', { kind: 'http', detail, status: 403 }],
  ['E_HTTP_404', { kind: 'http', detail, status: 404 }],
  ['E_HTTP_429', { kind: 'http', detail, status: 429 }],
  ['E_HTTP_429', { kind: 'rate-limited', detail, status: 429 }],
  ['E_HTTP_451', { kind: 'http', detail, status: 451 }],
  ['E_HTTP_503', { kind: 'http', detail, status: 503 }],
  ['E_NET_CLOSED', { kind: 'closed', detail, code: 1008 }],
  ['E_NET_TOO_BIG', { kind: 'too-big', detail }],
  ['E_NET_SILENT', { kind: 'silent', detail }],
  ['E_NET_LOCAL', { kind: 'local', detail }],
  ['E_HTTP_ANSWER', { kind: 'unreadable-answer', detail }],
]

describe('explainNet(fault, url)', () => {
  it.each(faults)('gives %s a meaning and something to do, and ends with 69', (code, fault) => {
    const explanation = explainNet(fault, undefined)
    expect(explanation).toMatchObject({ code, exitCode: 69 })
    expect(explanation.meaning.join(' ')).toMatch(/^[A-Z].*\.$/)
    expect(explanation.remedies.length).toBeGreaterThan(0)
  })

  it.each(faults)('says %s in one line of less than 100 characters', (_code, fault) => {
    expect(`error: ${unreachableText(undefined, fault)}`.length).toBeLessThan(100)
    expect(unreachableText(undefined, fault)).toMatch(/^cannot reach Coinbase \(.+\)$/)
  })

  it('advises on this machine what helps on this machine', () => {
    const refused = { kind: 'refused', detail } as const
    expect(explainNet(refused, 'ws://127.0.0.1:8787').remedies).toEqual([['of sim --port 8787', 'starts a simulated venue there']])
    for (const [, fault] of faults) {
      const advice = JSON.stringify(explainNet(fault, 'ws://localhost:8787').remedies)
      expect(advice).not.toMatch(/PROXY|coinbase\.com/)
    }
  })

  it('names a venue of another address by that', () => {
    expect(unreachableText('ws://venue.example:99/x', { kind: 'refused', detail })).toBe(
      'cannot reach venue.example:99 (connection refused)',
    )
  })
})

describe('a venue that cannot be reached', () => {
  it('is told with what it means and what to do', () => {
    const error = new CliError({ kind: 'unreachable', url: undefined, fault: { kind: 'dns', detail, code: 'ENOTFOUND' } })
    expect(renderFailure(explain(error), painter('none'))).toBe(
      [
        'error: cannot reach Coinbase (DNS: advanced-trade-ws.coinbase.com not found)',
        '',
        '  This machine cannot resolve the name. It is not a problem with your key.',
        '  Try:  of doctor --net                      checks DNS, proxy, TLS one by one',
        '        HTTPS_PROXY=http://host:port of …    goes through a proxy',
        '        of demo --source sim                 the built-in simulator, marked SIMULATED',
        '',
        '  code E_NET_DNS · exit 69 · --verbose for the trace',
        '',
      ].join('\n'),
    )
  })
})

describe('isHopeless(fault)', () => {
  it('tells a wrong setting from a bad moment', () => {
    const hopeless = faults.flatMap(([code, fault]) =>
      fault.kind !== 'rate-limited' && fault.kind !== 'unreadable-answer' && isHopeless(fault) ? [code] : [],
    )
    expect([...new Set(hopeless)]).toEqual([
      'E_NET_DNS',
      'E_NET_TLS',
      'E_NET_PROXY',
      'E_HTTP_401',
      'E_HTTP_403',
      'E_HTTP_451',
      'E_NET_LOCAL',
    ])
  })
})
