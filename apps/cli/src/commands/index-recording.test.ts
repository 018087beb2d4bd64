import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRecorder } from '@of/tape'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asText, madeUpLines } from '../testing/made-up-recording.ts'
import { of } from '../testing/of-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'of-index-'))
afterAll(() => rmSync(folder, { recursive: true }))
const inFolder = { cwd: folder }

/** A recording of three segments in each of two directories. */
beforeAll(async () => {
  for (const name of ['plain', 'monday']) {
    const recorder = await openRecorder({
      directory: join(folder, name),
      header: { source: 'coinbase', simulated: true },
      code: { name: 'made-up', version: '0' },
      segmentUs: 50_000_000,
    })
    for (const line of madeUpLines(130).slice(1)) {
      const [timeUs = '', connection = '', ...frame] = line.split(' ')
      await recorder.write([{ kind: 'frame', connection, receivedUs: Number(timeUs), frame: Buffer.from(frame.join(' ')) }])
    }
    await recorder.close()
  }
})

describe('of index RECORDING', () => {
  it('keeps what lets --from begin near it, with the same result', async () => {
    const first = await of(['index', 'monday'], inFolder)
    expect(first).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringMatching(/^monday · 2 states written, \d+\.\d MB\n$/) })
    const range = ['--from', '2026-01-05T10:01:50Z', '--to', '2026-01-05T10:02:05Z']
    const [again, plain, indexed, threaded] = await Promise.all([
      of(['index', 'monday'], inFolder),
      of(['features', 'plain', ...range], inFolder),
      of(['features', 'monday', ...range], inFolder),
      of(['features', 'monday', ...range, '--threads', '2'], inFolder),
    ])
    expect(again.stdout).toBe('monday · 0 states written, 0.0 MB · 2 were there\n')
    expect(plain.stdout.split('\n')).toHaveLength(17)
    expect(plain.stderr).toBe('')
    for (const { exitCode, stderr, stdout } of [indexed, threaded]) {
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: plain.stdout })
      expect(stderr).toBe('note: reading begins with segment 3 of 3: the index knows what was before\n')
    }
  })

  it('refuses what has no segments', async () => {
    writeFileSync(join(folder, 'one.of'), asText(madeUpLines(2)))
    const [file, nothing] = await Promise.all([of(['index', 'one.of'], inFolder), of(['index', 'nowhere'], inFolder)])
    expect(file.stderr).toContain('error: one.of: not a directory that of record wrote')
    expect([file.exitCode, nothing.exitCode]).toEqual([66, 66])
  })
})
