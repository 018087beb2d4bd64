import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { liveCredentials } from './credentials.ts'

const folder = mkdtempSync(join(tmpdir(), 'of-credentials-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = join(folder, 'key.json')
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
writeFileSync(file, JSON.stringify({ name: 'organizations/o/apiKeys/k', privateKey: privateKey.export({ type: 'sec1', format: 'pem' }) }))

describe('liveCredentials(options, context)', () => {
  it('takes the key file, and remarks when others may read it', async () => {
    chmodSync(file, 0o644)
    const remarks: string[] = []
    const credentials = await liveCredentials({ keyFile: file }, { command: 'of watch', remark: (text) => remarks.push(text) })
    expect(credentials).toMatchObject({ algorithm: 'ES256' })
    expect(remarks).toEqual([`${file} may be read by others (mode 0o644): chmod 600 ${file}`])
  })

  it('has no key for anybody but Coinbase', async () => {
    const context = { command: 'of watch', remark: () => {} }
    expect(await liveCredentials({ url: 'ws://127.0.0.1:8787' }, context)).toBeUndefined()
    await expect(liveCredentials({ keyFile: file, url: 'wss://notcoinbase.com' }, context)).rejects.toMatchObject({
      fault: { kind: 'usage' },
    })
    expect(await liveCredentials({ keyFile: file, url: 'wss://advanced-trade-ws.coinbase.com' }, context)).toBeDefined()
  })
})
