import { createHash, timingSafeEqual } from 'node:crypto'
import { TOKEN_PROTOCOL } from '@of/api'

/** The token that is asked for, of which only the hash is kept. */
export class Token {
  readonly #sha256: Buffer

  /** Throws a `RangeError` for what is no SHA-256 in hex. */
  constructor(sha256Hex: string) {
    const sha256 = Buffer.from(sha256Hex, 'hex')
    if (sha256.length !== 32) throw new RangeError(`token: expected a SHA-256, received ${sha256.length} bytes`)
    this.#sha256 = sha256
  }

  /** That of a secret. */
  static of(secret: string): Token {
    return new Token(hash(secret).toString('hex'))
  }

  /** Whether a secret is it, in a time that does not tell how far it agrees. */
  matches(secret: string): boolean {
    return timingSafeEqual(hash(secret), this.#sha256)
  }
}

/** The secret that a request carries: in its Authorization header, or among the subprotocols of a WebSocket. */
export function secretOf(headers: {
  readonly authorization?: string | undefined
  readonly 'sec-websocket-protocol'?: string | undefined
}): string | undefined {
  const bearer = /^Bearer ([\w.~+/=-]{1,2048})$/i.exec(headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return bearer
  const protocol = headers['sec-websocket-protocol']?.split(',').find((offered) => offered.trim().startsWith(TOKEN_PROTOCOL))
  return protocol === undefined ? undefined : Buffer.from(protocol.trim().slice(TOKEN_PROTOCOL.length), 'base64url').toString('utf8')
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest()
}
