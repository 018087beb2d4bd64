import { createPrivateKey, type KeyObject } from 'node:crypto'

/**
 * A key of the Coinbase Developer Platform. The secret itself is not kept: what signs is a key object, which shows nothing of it when it
 * is printed or serialised.
 *
 * @see https://docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication
 */
export interface Credentials {
  /** `organizations/{org}/apiKeys/{key}`, or a bare id. */
  readonly keyName: string
  readonly algorithm: 'ES256' | 'EdDSA'
  readonly key: KeyObject
}

/** Why there are no credentials. */
export type CredentialsFault =
  | {
      /** One of the two environment variables is set, the other is not. */
      readonly kind: 'incomplete'
      readonly missing: string
    }
  | {
      /** The key file cannot be read; `code` is the system's. */
      readonly kind: 'unreadable-file'
      readonly file: string
      readonly code: string
    }
  | {
      /** The key file is not the one that the platform hands out. */
      readonly kind: 'malformed-file'
      readonly file: string
      readonly issues: readonly string[]
    }
  | {
      /** The secret is no private key of a kind that the venue knows. */
      readonly kind: 'malformed-secret'
      readonly detail: string
    }

/** Credentials that cannot be used. Neither `fault` nor `message` holds anything of the secret. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError'
  readonly fault: CredentialsFault

  constructor(fault: CredentialsFault) {
    super(describe(fault))
    this.fault = fault
  }
}

const ED25519_PKCS8_HEADER = Buffer.from('302e020100300506032b657004220420', 'hex')
const SEED_BYTES = 32
const SEED_AND_PUBLIC_BYTES = 64
const expected = 'expected a PEM of a P-256 or Ed25519 private key, or 32 or 64 bytes in base64'

/**
 * Credentials from a name and a secret: a PEM (SEC1 or PKCS8, its line ends perhaps written as `\n`) or an Ed25519 seed in base64, with
 * or without the public key behind it. Throws `CredentialsError`.
 */
export function credentialsOf(keyName: string, secret: string): Credentials {
  const key = secret.includes('-----BEGIN') ? pemKey(secret.replaceAll(String.raw`\n`, '\n')) : seedKey(secret.trim())
  if (key.asymmetricKeyType === 'ed25519') return { keyName, algorithm: 'EdDSA', key }
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return { keyName, algorithm: 'ES256', key }
  throw malformed(`${expected}, received a key of type ${key.asymmetricKeyType ?? 'unknown'}`)
}

function pemKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw malformed(`${expected}, received a PEM that cannot be read`)
  }
}

function seedKey(base64: string): KeyObject {
  const bytes = Buffer.from(base64, 'base64')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || (bytes.length !== SEED_BYTES && bytes.length !== SEED_AND_PUBLIC_BYTES)) {
    throw malformed(`${expected}, received neither`)
  }
  return createPrivateKey({ key: Buffer.concat([ED25519_PKCS8_HEADER, bytes.subarray(0, SEED_BYTES)]), format: 'der', type: 'pkcs8' })
}

function malformed(detail: string): CredentialsError {
  return new CredentialsError({ kind: 'malformed-secret', detail })
}

function describe(fault: CredentialsFault): string {
  switch (fault.kind) {
    case 'incomplete':
      return `incomplete credentials: expected ${fault.missing} to be set as well`
    case 'unreadable-file':
      return `unreadable key file: ${fault.file} (${fault.code})`
    case 'malformed-file':
      return `malformed key file: ${fault.file}: ${fault.issues.join('; ')}`
    case 'malformed-secret':
      return `malformed secret: ${fault.detail}`
  }
}
