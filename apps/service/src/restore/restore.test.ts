import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY_US } from '@of/core'
import { presets } from '@of/signals'
import { openStore, type Store } from '@of/store'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { Desk } from '../desk/desk.ts'
import { Checkpoints, type Kept } from './checkpoints.ts'
import { restored } from './restore.ts'
import { readState, replaceFile } from './state-file.ts'

const NOW_US = 1_760_054_400_000_000

const storeDir = mkdtempSync(join(tmpdir(), 'of-restore-'))
let store: Store
beforeAll(async () => {
  store = await openStore({ path: join(storeDir, 's.duckdb'), origin: 'live' })
})
afterAll(async () => {
  await store.close()
  rmSync(storeDir, { recursive: true })
})

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'of-restore-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const keptStill: Kept['keepStill'] = async (task) => await task()

const written = async (dir: string): Promise<string> => {
  const path = join(dir, 'live.state')
  const desk = new Desk({ products: ['BTC-USD'], ruleSet: presets.default })
  desk.take({ arrivals: [{ kind: 'opened', connection: 'ws1', receivedUs: NOW_US }], events: [] })
  const checkpoint = { takenUs: NOW_US, desk: desk.state, configured: ['BTC-USD'], followed: ['BTC-USD', 'SOL-USD'] }
  const kept = { take: () => checkpoint, keepStill: keptStill, stored: async () => {} }
  await new Checkpoints(path, kept, (why) => expect.fail(why)).write()
  return path
}

const found = async (path: string, options: Partial<Parameters<typeof restored>[0]> = {}) => {
  const { before, events, products } = await restored({
    path,
    store,
    products: ['BTC-USD'],
    ruleSet: presets.default,
    nowUs: NOW_US + 90e6,
    ...options,
  })
  const told = events.map((event) => (event.kind === 'quality' ? event.detail : event.kind))
  return { isRestored: before !== undefined, products, told }
}

describe('restored(parts)', () => {
  it('begins with nothing, and nothing to say, where there was nothing', async () => {
    expect(await found(join(folder(), 'none.state'))).toEqual({ isRestored: false, products: ['BTC-USD'], told: [] })
  })

  it('goes on with what was written down, and with what was followed then', async () => {
    expect(await found(await written(folder()))).toEqual({
      isRestored: true,
      products: ['BTC-USD', 'SOL-USD'],
      told: ['down from 2025-10-10T00:00:00.000Z to 2025-10-10T00:01:30.000Z: restored as of 2025-10-10T00:00:00.000Z'],
    })
  })

  it('follows what the settings say where they have changed', async () => {
    expect((await found(await written(folder()), { products: ['ETH-USD'] })).products).toEqual(['ETH-USD'])
  })

  it.each([
    [
      'a byte is another',
      (bytes: Buffer) => bytes.fill(1, bytes.length >> 1, (bytes.length >> 1) + 1),
      'its hash is not that of its content',
    ],
    ['its end is missing', (bytes: Buffer) => bytes.subarray(0, -1), 'its hash is not that of its content'],
    ['it is something else', () => Buffer.from('[]\n'), 'it is no state of this service'],
    [
      'another program wrote it',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace(' state ', ' stale '), 'latin1'),
      /^code: expected/,
    ],
  ])('uses nothing of it, and says why, where %s', async (_what, change, why) => {
    const path = await written(folder())
    writeFileSync(path, change(readFileSync(path)))
    const { isRestored, told } = await found(path)
    expect(isRestored).toBe(false)
    expect(told[0]!.split('checkpoint not used: ')[1]).toMatch(why)
  })

  it('uses nothing of what was taken with other rules, or more than a day ago', async () => {
    const path = await written(folder())
    expect((await found(path, { ruleSet: presets.brief })).told[0]).toContain('taken with other rules')
    expect((await found(path, { nowUs: NOW_US + 2 * DAY_US })).told[0]).toContain('more than a day old')
  })
})

describe('replaceFile(path, bytes)', () => {
  it('leaves the file as it was where it cannot be replaced', async () => {
    const dir = folder()
    const path = join(dir, 'kept', 'state')
    await replaceFile(path, 'old')
    await expect(replaceFile(join(path, 'below'), 'new')).rejects.toThrow(/EEXIST|ENOTDIR/)
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(await readState(path, 'any')).toEqual({ kind: 'unusable', why: 'it is no state of this service' })
  })
})
