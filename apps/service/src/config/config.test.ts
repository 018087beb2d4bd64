import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { rangeOf, settings } from './keys.ts'
import { checkConfig, loadConfig, printConfig } from './load-config.ts'
import { settingsText } from './settings-text.ts'

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
    const { config } = await loadConfig({
      file: path,
      env: { OF_HTTP_PORT: '2', OF_PRODUCTS: 'BTC-USD, SOL-USD' },
      flags: { 'http.port': '3' },
      values: { 'http.maxConnections': 20 },
    })
    expect(config).toMatchObject({ products: ['BTC-USD', 'SOL-USD'], http: { port: 3, host: '::1', maxConnections: 20 } })
  })

  it('are read from JSON as well', async () => {
    const { config } = await loadConfig({ file: await file('{"source":"sim","sim":{"seed":7}}') })
    expect(config).toMatchObject({ source: 'sim', sim: { seed: 7, speed: 1 } })
  })

  it.each([
    ['http:\n  port: 70000', 'http.port', '70000', 'a whole number from 0 to 65535'],
    ['http:\n  prot: 1', 'http.prot', 'prot', 'one of host, port, allowedHosts, allowedOrigins, requestsPer10s, maxConnections'],
    ['log:\n  level: loud', 'log.level', '"loud"', 'fatal, error, warn, info, debug, trace, silent'],
    ['products: [btc]', 'products.0', '"btc"', 'a product such as BTC-USD'],
    ['auth:\n  insecure: maybe', 'auth.insecure', '"maybe"', 'true or false'],
    ['costBps: .nan', 'costBps', 'null', 'a number from 0 to 1000'],
    ['preset: bold', 'preset', '"bold"', 'brief, default'],
    ['products: []', 'products', '[]', '1 to 200 of: a product such as BTC-USD'],
    ['http: 8080', 'http', '8080', 'a group of settings'],
    ['http:\n  host: 0.0.0.0', 'http.host', '"0.0.0.0"', 'an address of this machine alone, or auth.token, or auth.insecure'],
    ['alerts: { rules: [{ id: a, when: { on: moon } }] }', 'alerts.rules.0.when.on', '"moon"', 'feature, signal, whale, quality'],
    ['alerts: { rules: [{ id: a, when: { on: whale } }] }', 'alerts.rules.0.when.minNotional', 'nothing', 'a number'],
    [
      'alerts: { rules: [{ id: a, when: { on: whale, minNotional: 1 }, quietSecond: 9 }] }',
      'alerts.rules.0.quietSecond',
      'quietSecond',
      'a key that there is',
    ],
    [
      'alerts: { rules: [{ id: a, when: { on: feature, feature: mood, is: above, value: 1 } }] }',
      'alerts.rules.0.when.feature',
      '"mood"',
      'the name of a feature, as of list-features prints them',
    ],
    [
      'alerts: { webhooks: [{ name: a, url: "http://me:pass@a.b/", secret: sixteen characters }] }',
      'alerts.webhooks.0.url',
      '"http://[redacted]@a.b/"',
      'an address that begins with http:// or https://, without a user in it',
    ],
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

  it('name flags as they were given', async () => {
    const issues = await issuesOf({ flags: { 'http.port': 'many' }, flagNames: { 'http.port': 'port' } })
    expect(issues).toMatchObject([{ key: 'http.port', from: '--port' }])
  })

  it('refuse an id of a rule that is used twice', async () => {
    const rule = '{ id: a, when: { on: whale, minNotional: 1 } }'
    expect(await issuesOf({ file: await file(`alerts: { rules: [${rule}, ${rule}] }`) })).toMatchObject([{ key: 'alerts.rules.1.id' }])
  })

  it('take a speed for the source that has one, whatever names it', async () => {
    const { config } = await loadConfig({ env: { OF_SOURCE: 'sim' }, flags: { speed: '5' } })
    expect([config.sim.speed, config.replay.speed]).toEqual([5, 1])
    expect((await loadConfig({ flags: { source: 'monday', speed: '5000' } })).config.replay.speed).toBe(5_000)
    expect(await issuesOf({ flags: { speed: '5' } })).toMatchObject([{ key: 'source', from: '--speed' }])
  })

  it('take lists of rules from the environment as JSON', async () => {
    const rules = [{ id: 'a', when: { on: 'whale', minNotional: 1 } }]
    const { config } = await loadConfig({ env: { OF_ALERTS_RULES: JSON.stringify(rules) } })
    expect(config.alerts.rules).toMatchObject(rules)
    expect(await issuesOf({ env: { OF_ALERTS_RULES: 'a,b' } })).toMatchObject([{ key: 'alerts.rules', from: 'OF_ALERTS_RULES' }])
  })

  it('refuse a variable of a group that is no setting of it, and leave others alone', async () => {
    expect(await issuesOf({ env: { OF_HTTP_PROT: '1' } })).toMatchObject([{ key: 'OF_HTTP_PROT', received: 'OF_HTTP_PROT' }])
    await expect(loadConfig({ env: { OF_RECORDINGS: '/data' } })).resolves.toBeDefined()
  })

  it.each(['[1, 2]', 'text', '{', 'a: &a [*a, *a]'])('are refused where the file holds none: %s', async (text) => {
    expect((await issuesOf({ file: await file(text) })).length).toBeGreaterThan(0)
  })

  it('are refused where there is no file', async () => {
    const path = join(folder, 'none.yaml')
    expect(await issuesOf({ file: path })).toMatchObject([{ key: path, from: '--config', received: 'no file' }])
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

  it('are each described, with what they can be', () => {
    for (const { key, schema } of settings) expect([key, schema.description, rangeOf(schema)]).not.toContain(undefined)
    expect(settingsText()).toContain(
      'http.port · OF_HTTP_PORT\n    port to listen on; 0 is any free one\n    a whole number from 0 to 65535; 8787',
    )
  })

  it('have each a variable of its own', () => {
    const variables = settings.map(({ variable }) => variable)
    expect(new Set(variables).size).toBe(variables.length)
    expect(variables).toEqual(
      expect.arrayContaining(['OF_SOURCE', 'OF_HTTP_ALLOWED_ORIGINS', 'OF_AUTH_TOKEN_SHA256', 'OF_STREAM_SLOW_BYTES']),
    )
  })
})
