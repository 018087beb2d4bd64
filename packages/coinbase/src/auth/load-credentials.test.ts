import { generateKeyPairSync } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CredentialsError } from './credentials.ts'
import { credentialsFromEnvironment, credentialsFromFile } from './load-credentials.ts'

const NAME = 'organizations/made-up/apiKeys/made-up'
const secret = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString()

describe('credentialsFromEnvironment(environment)', () => {
  it('reads name and secret', () => {
    const environment = { COINBASE_KEY_NAME: NAME, COINBASE_KEY_SECRET: secret.replaceAll('\n', String.raw`\n`) }
    expect(credentialsFromEnvironment(environment)).toMatchObject({ keyName: NAME, algorithm: 'ES256' })
  })

  it.each([[{}], [{ COINBASE_KEY_NAME: '', COINBASE_KEY_SECRET: '' }], [{ COINBASE_KEY_NAME: undefined }]])(
    'finds none in %j',
    (environment) => {
      expect(credentialsFromEnvironment(environment)).toBeUndefined()
    },
  )

  it.each([
    [{ COINBASE_KEY_NAME: NAME }, 'incomplete credentials: expected COINBASE_KEY_SECRET to be set as well'],
    [{ COINBASE_KEY_SECRET: secret }, 'incomplete credentials: expected COINBASE_KEY_NAME to be set as well'],
  ])('refuses half of them', (environment, message) => {
    expect(() => credentialsFromEnvironment(environment)).toThrow(
      new CredentialsError({ kind: 'incomplete', missing: /COINBASE_KEY_\w+/.exec(message)![0] }),
    )
    expect(() => credentialsFromEnvironment(environment)).toThrow(message)
  })
})

describe('credentialsFromFile(file)', () => {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'of-credentials-'))
  })
  afterAll(async () => {
    await rm(directory, { recursive: true })
  })

  async function keyFile(name: string, text: string, mode = 0o600): Promise<string> {
    const file = join(directory, name)
    await writeFile(file, text)
    await chmod(file, mode)
    return file
  }

  it('reads the file that the platform hands out', async () => {
    const file = await keyFile('good.json', JSON.stringify({ name: NAME, privateKey: secret }))
    expect(await credentialsFromFile(file)).toMatchObject({ credentials: { keyName: NAME, algorithm: 'ES256' }, warnings: [] })
  })

  it.each([
    [0o644, 1],
    [0o640, 1],
    [0o604, 1],
    [0o600, 0],
    [0o400, 0],
  ])('with permissions %o has %i warnings', async (mode, count) => {
    const file = await keyFile(`mode-${mode}.json`, JSON.stringify({ name: NAME, privateKey: secret }), mode)
    const { warnings } = await credentialsFromFile(file)
    expect(warnings).toEqual(count === 0 ? [] : [{ kind: 'readable-by-others', file, mode }])
  })

  it('says which file is not there', async () => {
    const file = join(directory, 'nowhere.json')
    await expect(credentialsFromFile(file)).rejects.toMatchObject({ fault: { kind: 'unreadable-file', file, code: 'ENOENT' } })
    await expect(credentialsFromFile(directory)).rejects.toMatchObject({ fault: { kind: 'unreadable-file', code: 'EISDIR' } })
  })

  it.each([
    ['no JSON', secret],
    ['no name', JSON.stringify({ privateKey: secret })],
    ['an empty secret', JSON.stringify({ name: NAME, privateKey: '' })],
  ])('refuses a file with %s, and says nothing of the secret', async (name, text) => {
    const error: unknown = await credentialsFromFile(await keyFile(`${name}.json`, text)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'CredentialsError', fault: { kind: 'malformed-file' } })
    expect(String(error)).not.toContain(secret.split('\n')[1])
  })
})
