import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@of/api'
import { checkConfig, type RunningService, startService } from '@of/service'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProcess, type Ran } from '../testing/in-process.ts'
import { asText, madeUpLines, startMs } from '../testing/made-up-recording.ts'
import { evidenceCommand, type EvidenceOptions } from './evidence.ts'
import { explainCommand } from './explain-bundle.ts'
import { verifyCommand } from './verify.ts'

const asked = { product: ['BTC-USD'], arm: [], factors: [] }
const idAt = (minute: number): string => `BTC-USD-${(startMs + minute * 60_000) * 1_000}`

let folder = ''
let recording = ''
let service: RunningService
let url = ''

const evidence = (options: Partial<EvidenceOptions>): Promise<Ran> =>
  inProcess((host) => evidenceCommand([], { ...asked, ...options }, host))
const derived = (options: Partial<EvidenceOptions> = {}): Promise<Ran> =>
  inProcess((host) => evidenceCommand([recording], { ...asked, ...options }, host))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'of-evidence-of-service-'))
  recording = join(folder, 'recording')
  await writeFile(recording, asText(madeUpLines(150)))
  const config = checkConfig({ source: recording, http: { port: 0 }, replay: { speed: 100_000 }, store: { dir: join(folder, 'store') } })
  service = await startService({ ...config, log: { level: 'silent' } })
  url = service.url
  await service.sourceEnded
})

afterAll(async () => {
  await service.close()
  await rm(folder, { recursive: true })
})

describe('evidence of a service', () => {
  it('is what the recorded frames give, but that it names no recording', async () => {
    const [kept, own] = await Promise.all([evidence({ url }), derived()])
    expect(kept.exitCode).toBe(0)
    const { hash: _, inputs, ...bundle } = JSON.parse(kept.stdout)
    const { hash: _other, inputs: ownInputs, ...ownBundle } = JSON.parse(own.stdout)
    expect(bundle).toEqual(ownBundle)
    expect(inputs).toEqual({ ...ownInputs, recording: [] })
    expect(bundle.timeUs).toBe((startMs + 120_000) * 1_000)
  })

  it('is verified from the recording by the time or the id of the signal, and fails where a byte of the frames is another one', async () => {
    const options = { url, factors: [], json: true } as const
    const found = await inProcess((host) => verifyCommand('BTC-USD@2026-01-05T10:01', { ...options, recording: [recording] }, host))
    expect(JSON.parse(found.stdout)).toMatchObject({ verified: true, bundles: [{ timeUs: (startMs + 60_000) * 1_000, simulated: true }] })
    const changed = join(folder, 'changed')
    await writeFile(
      changed,
      asText(madeUpLines(150)).replace('"price_level":"99.99","new_quantity":"3"', '"price_level":"99.99","new_quantity":"4"'),
    )
    const other = await inProcess((host) => verifyCommand(idAt(1), { ...options, recording: [changed] }, host))
    expect(other.exitCode).toBe(1)
    expect(other.stdout).toContain('"path":"inputs.content"')
  })

  it('is explained, and said to be missing where there is none', async () => {
    const options = { ...asked, recording: [], url }
    const { stdout } = await inProcess((host) => explainCommand(idAt(2), options, host))
    expect(stdout).toContain('Evidence - BTC-USD, 2026-01-05 10:02:00 UTC')
    expect(stdout).toMatch(/Recording: +not named, as a service received it/)
    const missing = await inProcess((host) => explainCommand(idAt(7), options, host))
    expect(missing).toMatchObject({ exitCode: 64, error: expect.stringContaining('received BTC-USD-1767607620000000') })
    const other = await inProcess((host) => verifyCommand(idAt(2), { recording: [recording], factors: [] }, host))
    expect(other.error).toBe(`${idAt(2)}: expected --url or --store, received none`)
    const nowhere = await inProcess((host) => explainCommand(idAt(2), { ...options, url: undefined }, host))
    expect(nowhere.error).toBe(`${idAt(2)}: expected --url, --store or --recording, received none`)
    expect((await evidence({ url, rules: 'mine.json' })).error).toBe(`--rules: expected a recording with it, received ${url}`)
    expect((await evidence({ url, product: [] })).error).toBe('--product: expected a product such as BTC-USD, received none')
  })

  it('is answered with every byte as it was sealed, and kept in the store', async () => {
    const { bundle, ...rest } = await createClient({ url }).evidence({ id: idAt(1) })
    expect(rest).toEqual({ id: idAt(1), product: 'BTC-USD', timeUs: (startMs + 60_000) * 1_000, simulated: true, recording: null })
    await service.close()
    const store = join(folder, 'store')
    expect((await evidence({ store, at: '2026-01-05T10:01:30' })).stdout).toBe(`${bundle}\n`)
    expect(await evidence({ store, at: '2026-01-05T10:00:30' })).toMatchObject({
      exitCode: 65,
      error: expect.stringContaining('holds no evidence of BTC-USD'),
    })
  })
})
