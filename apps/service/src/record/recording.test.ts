import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY_US } from '@of/core'
import { openTape } from '@of/tape'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { SourceArrival } from '../source/source.ts'
import { Recording, type RecordingOptions } from './recording.ts'

const NOW_US = 1_760_054_400_000_000

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'of-recording-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const opened = async (dir: string, options: Partial<RecordingOptions> = {}): Promise<Recording> => {
  const usual = { dir, simulated: true, segmentBytes: 1e6, segmentUs: 60e6, keepDays: undefined, nowUs: NOW_US, onFailure: () => undefined }
  const recording = await Recording.open({ ...usual, ...options })
  onTestFinished(() => recording.close())
  return recording
}

const frame = (sequence: number, bytes = 10): SourceArrival => ({
  kind: 'frame',
  connection: 'ws1',
  receivedUs: NOW_US + sequence,
  frame: Buffer.from(JSON.stringify({ sequence_num: sequence, text: 'x'.repeat(bytes) })),
  sequence,
})

describe('Recording', () => {
  it('keeps what arrived, in order, for whoever reads recordings', async () => {
    const dir = folder()
    const recording = await opened(dir)
    recording.take([{ kind: 'opened', connection: 'ws1', receivedUs: NOW_US }, frame(0)])
    recording.take([frame(1)])
    expect(recording.health.state).toBe('on')
    await recording.close()
    const kinds: string[] = []
    for await (const batch of openTape({ path: recording.path }))
      for (const entry of batch)
        kinds.push(entry.kind === 'frame' ? String(JSON.parse(Buffer.from(entry.frame).toString()).sequence_num) : entry.kind)
    expect(kinds).toEqual(['header', 'opened', '0', '1'])
    expect(recording.health).toMatchObject({ state: 'off', path: recording.path, reason: null })
  })

  it('leaves nothing behind where nothing came', async () => {
    const dir = folder()
    const recording = await opened(dir)
    await recording.close()
    expect(readdirSync(dir)).toEqual([])
  })

  it('gives up, and says why, rather than hold what a disk does not take', async () => {
    const failures: string[] = []
    const recording = await opened(folder(), { onFailure: (why) => failures.push(why) })
    for (let sequence = 0; sequence < 70; sequence += 1) recording.take([frame(sequence, 1_048_576)])
    expect(recording.health).toMatchObject({ state: 'failed', reason: 'the disk is too slow: 64 MB waited' })
    expect(failures).toEqual(['the disk is too slow: 64 MB waited'])
  })

  it('lets go of earlier recordings that are kept no longer, and of nothing else', async () => {
    const dir = folder()
    const old = await opened(dir)
    old.take([frame(0)])
    await old.close()
    writeFileSync(join(dir, 'notes.txt'), 'no recording')
    const later = await opened(dir, { nowUs: Date.now() * 1_000 + 10 * DAY_US, keepDays: 9 })
    expect([existsSync(old.path), existsSync(later.path), existsSync(join(dir, 'notes.txt'))]).toEqual([false, true, true])
  })
})
