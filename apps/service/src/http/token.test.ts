import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKnownHost, isLoopback } from './authority.ts'
import { secretOf, Token } from './token.ts'

describe('token', () => {
  it('matches its secret and no other, however given', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (secret, other) => {
        const byHash = new Token(createHash('sha256').update(secret, 'utf8').digest('hex'))
        expect([Token.of(secret).matches(secret), byHash.matches(secret)]).toEqual([true, true])
        expect(byHash.matches(other)).toBe(secret === other)
      }),
    )
  })

  it('is refused where it is no hash', () => {
    expect(() => new Token('abcd')).toThrow('token: expected a SHA-256, received 2 bytes')
  })

  it('is read from the header, or from among the subprotocols', () => {
    expect(secretOf({ authorization: 'Bearer abc-DEF_1' })).toBe('abc-DEF_1')
    expect(secretOf({ authorization: 'Basic abc' })).toBeUndefined()
    expect(secretOf({ 'sec-websocket-protocol': `of.v1, of.token.${Buffer.from('geheim ü').toString('base64url')}` })).toBe('geheim ü')
    expect(secretOf({ 'sec-websocket-protocol': 'of.v1' })).toBeUndefined()
  })
})

describe('host', () => {
  it.each([
    ['localhost:8787', true],
    ['127.0.0.1', true],
    ['127.8.8.8:1', true],
    ['[::1]:8787', true],
    ['evil.example', false],
    ['localhost.evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['10.0.0.5', false],
    ['user@localhost', false],
    ['localhost/..', false],
    ['', false],
    [undefined, false],
  ])('on loopback is %s: %s', (host, known) => {
    expect(isKnownHost(host, { bound: '127.0.0.1', allowed: [] })).toBe(known)
  })

  it.each([
    ['10.0.0.5:8787', true],
    ['[fe80::1]', true],
    ['of.example', true],
    ['OF.example', true],
    ['evil.example', false],
  ])('elsewhere is %s: %s', (host, known) => {
    expect(isKnownHost(host, { bound: '0.0.0.0', allowed: ['of.example'] })).toBe(known)
  })

  it('is of this machine alone where it says so', () => {
    expect(['127.0.0.1', '127.1.2.3', '::1', 'localhost', '0.0.0.0', '::', '192.168.0.1', '127.evil.example'].map(isLoopback)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
