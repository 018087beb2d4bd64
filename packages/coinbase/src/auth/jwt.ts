import { randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Credentials } from './credentials.ts'

/** What a token is for, and when. */
export interface JwtOptions {
  /** Of a request: method, host and path without query, as `GET api.coinbase.com/api/v3/brokerage/accounts`. A WebSocket has none. */
  readonly uri?: string
  /** Unix seconds; the venue refuses a clock that is some tens of seconds off. */
  readonly nowSeconds: number
}

const LIFE_SECONDS = 120
const NONCE_BYTES = 16

/**
 * A token that the venue takes for two minutes: of a WebSocket it only matters when subscribing.
 *
 * @see https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/websocket/websocket-authentication
 */
export async function createJwt({ keyName, algorithm, key }: Credentials, { uri, nowSeconds }: JwtOptions): Promise<string> {
  return new SignJWT(uri === undefined ? {} : { uri })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid: keyName, nonce: randomBytes(NONCE_BYTES).toString('hex') })
    .setSubject(keyName)
    .setIssuer('cdp')
    .setNotBefore(nowSeconds)
    .setExpirationTime(nowSeconds + LIFE_SECONDS)
    .sign(key)
}
