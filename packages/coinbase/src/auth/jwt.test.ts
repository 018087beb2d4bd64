import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { type Credentials, credentialsOf } from './credentials.ts'
import { createJwt } from './jwt.ts'

const NAME = 'organizations/made-up/apiKeys/made-up'
const NOW_SECONDS = 1_772_366_400

const keys: Readonly<Record<string, Credentials>> = {
  ES256: credentialsOf(
    NAME,
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  ),
  EdDSA: credentialsOf(NAME, Buffer.alloc(32, 7).toString('base64')),
}

describe.each(Object.entries(keys))('createJwt(credentials, options) with %s', (algorithm, credentials) => {
  const publicKey = createPublicKey(credentials.key)

  it('signs what the venue asks for', async () => {
    const uri = 'GET api.coinbase.com/api/v3/brokerage/accounts'
    const token = await createJwt(credentials, { uri, nowSeconds: NOW_SECONDS })
    const { payload, protectedHeader } = await jwtVerify(token, publicKey, {
      currentDate: new Date(NOW_SECONDS * 1000),
      algorithms: [algorithm],
    })
    expect(payload).toEqual({ sub: NAME, iss: 'cdp', nbf: NOW_SECONDS, exp: NOW_SECONDS + 120, uri })
    expect(protectedHeader).toEqual({ alg: algorithm, typ: 'JWT', kid: NAME, nonce: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })

  it('names no address where there is none', async () => {
    const { payload } = await jwtVerify(await createJwt(credentials, { nowSeconds: NOW_SECONDS }), publicKey, {
      currentDate: new Date(NOW_SECONDS * 1000),
    })
    expect(payload).not.toHaveProperty('uri')
  })

  it('is good for two minutes', async () => {
    const token = await createJwt(credentials, { nowSeconds: NOW_SECONDS })
    const at = (seconds: number): Promise<unknown> => jwtVerify(token, publicKey, { currentDate: new Date((NOW_SECONDS + seconds) * 1000) })
    await expect(at(119)).resolves.toBeDefined()
    await expect(at(120)).rejects.toThrow(/exp/)
    await expect(at(-1)).rejects.toThrow(/nbf/)
  })

  it('never uses a nonce twice', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => createJwt(credentials, { nowSeconds: NOW_SECONDS })))
    expect(new Set(tokens.map((token) => decodeProtectedHeader(token)['nonce'])).size).toBe(20)
  })

  it('is signed with 64 bytes, which another implementation takes as well', async () => {
    const [head, claims, signature] = (await createJwt(credentials, { nowSeconds: NOW_SECONDS })).split('.')
    const bytes = Buffer.from(signature!, 'base64url')
    expect(bytes).toHaveLength(64)
    const signed = Buffer.from(`${head}.${claims}`)
    expect(verify(algorithm === 'ES256' ? 'sha256' : null, signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes)).toBe(true)
  })
})
