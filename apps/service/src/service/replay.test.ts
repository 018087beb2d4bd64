import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@of/api'
import { simulate } from '@of/sim'
import { openRecorder } from '@of/tape'
import { expect, it } from 'vitest'
import { runningService } from '../testing/running.ts'

const START_US = 1_767_323_040_000_000

it('a replay is paused, goes forward to where it is asked, says where it is, and goes nowhere back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'replay-'))
  const source = join(folder, 'recording')
  const header = { source: 'coinbase', simulated: true, session: 'made-up' }
  const recorder = await openRecorder({ directory: source, header, code: { name: 'test', version: '1.0.0' } })
  await recorder.write([...simulate({ seed: 1, startUs: START_US, durationUs: 20e6 })])
  await recorder.close()
  const service = await runningService({ source, products: ['BTC-USD'], replay: { speed: 0.01 } })
  try {
    const ask = createClient({ url: service.url })
    await expect.poll(async () => (await ask.health()).replay?.state).toBe('running')
    const toUs = START_US + 12e6
    expect(await ask.changeReplay({ body: { paused: true, toUs } })).toMatchObject({ state: 'seeking', speed: 0.01 })
    await expect.poll(async () => (await ask.health()).replay?.state).toBe('paused')
    const { origin, replay } = await ask.health()
    expect(origin).toMatchObject({ kind: 'replay', simulated: true })
    expect(replay?.atUs).toBeGreaterThan(toUs - 1e6)
    expect(replay?.atUs).toBeLessThanOrEqual(toUs)
    expect(replay?.toUs).toBeGreaterThan(toUs)
    await expect(ask.changeReplay({ body: { toUs: START_US } })).rejects.toThrow(/goes forward only/)
  } finally {
    await service.close()
    await rm(folder, { recursive: true })
  }
})
