import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { settings } from './keys.ts'
import { checkConfig, loadConfig, printConfig } from './load-config.ts'

let folder: string
const file = async (text: string): Promise<string> => {
  const path = join(folder, 'service.yaml')
  await writeFile(path, text)
  return path
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-config-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function issuesOf(sources: Parameters<typeof loadConfig>[0]): Promise<readonly unknown[]> {
  const error: unknown = await loadConfig(sources).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ConfigError)
  return (error as ConfigError).issues
}

describe('settings', () => {
  it('are complete without any being given', () => {
    expect(checkConfig({})).toMatchObject({ source: 'coinbase', http: { host: '127.0.0.1', port: 8_787 }, auth: { insecure: false } })
  })

  it('are taken from the file, then the environment, then flags, then the caller', async () => {
    const path = await file('http:\n  port: 1\n  host: "::1"\n  maxConnections: 10\nproducts: [ETH-USD]\n')
    const config = await loadConfig({
      file: path,
      env: { OF_HTTP_PORT: '2', OF_PRODUCTS: 'BTC-USD, SOL-USD' },
      flags: { 'http.port': '3' },
      values: { 'http.maxConnections': 20 },
    })
    expect(config).toMatchObject({ products: ['BTC-USD', 'SOL-USD'], http: { port: 3, host: '::1', maxConnections: 20 } })
  })

  it('are read from JSON as well', async () => {
    expect(await loadConfig({ file: await file('{"source":"sim","sim":{"seed":7}}') })).toMatchObject({
      source: 'sim',
      sim: { seed: 7, speed: 1 },
    })
  })

  it.each([
    ['http:\n  port: 70000', 'http.port', '70000', 'a whole number from 0 to 65535'],
    ['http:\n  prot: 1', 'http.prot', '1', 'no such setting'],
    ['log:\n  level: loud', 'log.level', '"loud"', 'fatal, error, warn, info, debug, trace, silent'],
    ['products: [btc]', 'products.0', '"btc"', 'a product such as BTC-USD'],
    ['auth:\n  insecure: maybe', 'auth.insecure', '"maybe"', 'true or false'],
    ['costBps: .nan', 'costBps', 'null', 'a number from 0 to 1000'],
  ])('name the key, the value and the range of what cannot be: %s', async (text, key, received, expected) => {
    const path = await file(text)
    expect(await issuesOf({ file: path })).toEqual([{ key, from: path, received, expected }])
  })

  it('name the variable and the flag that cannot be', async () => {
    expect(await issuesOf({ env: { OF_HTTP_PORT: 'many' } })).toMatchObject([
      { key: 'http.port', from: 'OF_HTTP_PORT', received: '"many"' },
    ])
    expect(await issuesOf({ flags: { 'stream.heartbeatMs': '1' } })).toMatchObject([
      { key: 'stream.heartbeatMs', from: '--stream.heartbeatMs', expected: 'a whole number from 100 to 60000' },
    ])
  })

  it.each(['[1, 2]', 'text', '{', 'a: &a [*a, *a]'])('are refused where the file holds none: %s', async (text) => {
    expect((await issuesOf({ file: await file(text) })).length).toBeGreaterThan(0)
  })

  it('are refused where there is no file', async () => {
    expect(await issuesOf({ file: join(folder, 'none.yaml') })).toMatchObject([
      { key: '(file)', received: expect.stringContaining('ENOENT') as string },
    ])
  })

  it('change no prototype', async () => {
    await loadConfig({ file: await file('{"__proto__":{"polluted":1}}') }).catch(() => undefined)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('are shown without secrets, in errors too', async () => {
    const token = 'a-token-that-nobody-guesses'
    expect(printConfig(checkConfig({ auth: { token } }))).not.toContain(token)
    expect(JSON.parse(printConfig(checkConfig({ auth: { token } })))).toMatchObject({ auth: { token: '[redacted]' } })
    expect(JSON.stringify(await issuesOf({ env: { OF_AUTH_TOKEN: 'short secret' } }))).not.toContain('short')
  })

  it('have each a variable of its own', () => {
    const variables = settings.map(({ variable }) => variable)
    expect(new Set(variables).size).toBe(variables.length)
    expect(variables).toEqual(
      expect.arrayContaining(['OF_SOURCE', 'OF_HTTP_ALLOWED_ORIGINS', 'OF_AUTH_TOKEN_SHA256', 'OF_STREAM_SLOW_BYTES']),
    )
  })
})
