import { generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { CredentialsError, credentialsOf } from './credentials.ts'

const NAME = 'organizations/made-up/apiKeys/made-up'
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const ed25519 = generateKeyPairSync('ed25519').privateKey

const seed = Buffer.from(ed25519.export({ format: 'jwk' }).d ?? '', 'base64url')
const publicHalf = Buffer.from(ed25519.export({ format: 'jwk' }).x ?? '', 'base64url')
const sec1 = p256.export({ type: 'sec1', format: 'pem' }).toString()
const pkcs8 = p256.export({ type: 'pkcs8', format: 'pem' }).toString()
const ed25519Pem = ed25519.export({ type: 'pkcs8', format: 'pem' }).toString()

const secrets = {
  'a SEC1 PEM': [sec1, 'ES256', p256],
  'a PKCS8 PEM': [pkcs8, 'ES256', p256],
  'a PEM whose line ends are written out': [sec1.replaceAll('\n', String.raw`\n`), 'ES256', p256],
  'a PEM of Ed25519': [ed25519Pem, 'EdDSA', ed25519],
  'a seed': [seed.toString('base64'), 'EdDSA', ed25519],
  'a seed with its public key behind it': [Buffer.concat([seed, publicHalf]).toString('base64'), 'EdDSA', ed25519],
} as const

function faultOf(run: () => unknown): CredentialsError {
  try {
    run()
  } catch (error) {
    if (error instanceof CredentialsError) return error
  }
  throw new Error('expected a CredentialsError')
}

describe('credentialsOf(keyName, secret)', () => {
  it.each(Object.entries(secrets))('reads %s', (_name, [secret, algorithm, key]) => {
    const credentials = credentialsOf(NAME, secret)
    expect(credentials).toMatchObject({ keyName: NAME, algorithm })
    expect(credentials.key.equals(key)).toBe(true)
  })

  it.each(Object.entries(secrets))('shows nothing of %s', (_name, [secret]) => {
    const credentials = credentialsOf(NAME, secret)
    const shown = [
      JSON.stringify(credentials),
      JSON.stringify({ options: { credentials } }),
      inspect(credentials, { depth: Infinity, showHidden: true }),
      inspect([credentials.key], { depth: Infinity, showHidden: true, getters: true }),
      inspect(Object.entries(credentials), { depth: Infinity, showHidden: true }),
    ].join('\n')
    for (const piece of piecesOf(secret)) expect(shown).not.toContain(piece)
  })

  it.each([
    ['an empty text', ''],
    ['a short seed', Buffer.alloc(31, 7).toString('base64')],
    ['a seed with something else behind it', `${seed.toString('base64')} #`],
    ['a PEM that was cut off', sec1.slice(0, 90)],
    ['the public key', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    [
      'a key of another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
    ['a key of another kind', generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('refuses %s, and says nothing of it', (_name, secret) => {
    const error = faultOf(() => credentialsOf(NAME, secret))
    expect(error.fault.kind).toBe('malformed-secret')
    expect(error.cause).toBeUndefined()
    const shown = `${inspect(error, { depth: Infinity, showHidden: true })} ${JSON.stringify(error)}`
    for (const piece of piecesOf(secret)) expect(shown).not.toContain(piece)
  })
})

/** The lines of a secret that are secret, whole and in other spellings of the same bytes. */
function piecesOf(secret: string): readonly string[] {
  const lines = secret.split(/\n|\\n/).filter((line) => line.length > 8 && !line.startsWith('-----'))
  return lines.flatMap((line) => [line.slice(0, 12), Buffer.from(line, 'base64').toString('hex').slice(0, 24)])
}
