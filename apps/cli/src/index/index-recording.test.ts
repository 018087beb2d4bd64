import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SECOND_US } from '@of/core'
import { presets } from '@of/signals'
import { openRecorder, readManifest } from '@of/tape'
import { afterAll, describe, expect, it } from 'vitest'
import { begun } from '../input/beginning.ts'
import { Reading, type TimeRange } from '../input/reading.ts'
import { Study } from '../study/study.ts'
import type { Findings, Task, Tells, Told } from '../study/task.ts'
import { troubledLines } from '../study/testing/troubled-lines.ts'
import { startMs } from '../testing/made-up-recording.ts'
import { type IndexOutcome, indexRecording } from './index-recording.ts'

const folder = mkdtempSync(join(tmpdir(), 'of-index-'))
afterAll(() => rmSync(folder, { recursive: true }))
const { signal } = new AbortController()
const usual = troubledLines(62).slice(1)

/** The first of the lines as a recording in segments of ten seconds; more are written by `more`, and all is closed by `close`. */
async function recorded(
  name: string,
  lines: readonly string[] = usual,
): Promise<{ readonly directory: string; readonly close: () => Promise<unknown> }> {
  const directory = join(folder, name)
  const header = { source: 'coinbase', simulated: true }
  const recorder = await openRecorder({ directory, header, code: { name: 'made-up', version: '0' }, segmentUs: 10 * SECOND_US })
  for (const line of lines) {
    const [timeUs = '', connection = '', ...frame] = line.split(' ')
    await recorder.write([{ kind: 'frame', connection, receivedUs: Number(timeUs), frame: Buffer.from(frame.join(' ')) }])
  }
  return { directory, close: () => recorder.close() }
}

async function closed(name: string, lines: readonly string[] = usual): Promise<string> {
  const { close, directory } = await recorded(name, lines)
  await close()
  return directory
}

async function indexed(directory: string): Promise<IndexOutcome> {
  const { segments } = (await readManifest(directory))!
  return await indexRecording({ directory, segments, signal, onProgress: () => {} })
}

const at = (second: number): number => (startMs + second * 1_000) * 1_000
const decisions: Tells = { kind: 'decisions', form: 'json' }
const reports: Tells = { kind: 'reports' }

interface Came {
  readonly told: readonly Omit<Told, 'step'>[]
  readonly findings: Findings
  readonly span: Reading['span']
  readonly simulated: boolean
}

/** What comes of a range, read from the beginning or from where `begun` says, and the segment that is. */
async function came(
  directory: string,
  range: TimeRange,
  tells: Tells,
  isIndexed: boolean,
): Promise<Came & { readonly segment: number | undefined }> {
  const { known, start } = isIndexed ? await begun([directory], range, { remark: () => {} }) : {}
  const reading = new Reading({ recordings: [{ path: directory }], range, start, signal, onProgress: () => {} })
  const task: Task = { ruleSet: presets.brief, countFromUs: range.fromUs, sampleEveryUs: SECOND_US, products: [], tells, known }
  const study = new Study({ reading, task, threads: 1 })
  const told: Omit<Told, 'step'>[] = []
  for await (const batch of study.told()) for (const { step: _, ...one } of batch) told.push(one)
  return { told, findings: study.findings, span: reading.span, simulated: reading.simulated, segment: start?.segment }
}

describe('indexRecording(options)', () => {
  it('changes nothing of what is asked about a part, but where the reading begins', async () => {
    const directory = await closed('plain')
    expect(await indexed(directory)).toMatchObject({ written: 6, kept: 0, damage: undefined })
    const questions: readonly (readonly [TimeRange, segment: number | undefined])[] = [
      [{ fromUs: at(45), toUs: at(52) }, 5],
      [{ fromUs: at(21) }, 3],
      [{ fromUs: at(30.029) }, 3],
      [{ fromUs: at(30.03) }, 4],
      [{ fromUs: at(61) }, 7],
      [{ fromUs: at(5), toUs: at(12) }, undefined],
      [{ fromUs: at(-5), toUs: at(1) }, undefined],
      [{ toUs: at(30) }, undefined],
      [{ fromUs: at(1_000) }, 7],
    ]
    for (const [range, segment] of questions) {
      for (const tells of [decisions, reports]) {
        const { segment: begunAt, ...short } = await came(directory, range, tells, true)
        const { segment: _, ...long } = await came(directory, range, tells, false)
        expect(short).toEqual(long)
        expect(begunAt).toBe(segment)
      }
    }
  })

  it('begins before a time of receipt that had come too early', async () => {
    const early = usual.findIndex((line) => Number(line.slice(0, line.indexOf(' '))) > at(25))
    const jump = usual[early]!.replace(/^\d+/, String(at(50)))
    const directory = await closed('early', usual.toSpliced(early, 1, jump))
    await indexed(directory)
    const { segment: begunAt, ...short } = await came(directory, { fromUs: at(45) }, decisions, true)
    const { segment: _, ...long } = await came(directory, { fromUs: at(45) }, decisions, false)
    expect(short).toEqual(long)
    expect(begunAt).toBe(3)
  })

  it('goes on where it was left, and makes anew what cannot be used', async () => {
    const directory = await closed('left')
    const states = join(directory, 'checkpoints')
    await indexed(directory)
    const whole = readdirSync(states).map((name) => readFileSync(join(states, name)))
    expect(await indexed(directory)).toMatchObject({ written: 0, kept: 6 })
    rmSync(join(states, 'before-000006.state'))
    writeFileSync(join(states, 'before-000004.state'), 'nothing of the kind')
    const outcome = await indexed(directory)
    expect(outcome).toMatchObject({ written: 4, kept: 2 })
    expect(readdirSync(states).map((name) => readFileSync(join(states, name)))).toEqual(whole)
  })

  it('follows a recording that grows, up to what is not closed', async () => {
    const { close, directory } = await recorded('growing')
    await expect.poll(async () => (await readManifest(directory))!.segments.length).toBe(7)
    const outcome = await indexed(directory)
    expect(outcome).toMatchObject({ written: 6, damage: { fault: { kind: 'unclosed' } } })
    await close()
    expect(await indexed(directory)).toMatchObject({ written: 0, kept: 6, damage: undefined })
  })

  it('keeps what stands before a damage', async () => {
    const directory = await closed('damaged')
    const path = join(directory, 'segment-000004.of.gz')
    writeFileSync(path, readFileSync(path).with(200, 0).with(201, 0))
    expect(await indexed(directory)).toMatchObject({ written: 2, damage: { fault: { kind: 'damaged' } } })
  })
})

describe('begun(paths, range, host)', () => {
  it('begins at the beginning, and says why, where states are of other segments or of another program', async () => {
    const directory = await closed('stale')
    await indexed(directory)
    const path = join(directory, 'manifest.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${'0'.repeat(64)}"`))
    const remarks: string[] = []
    expect(await begun([directory], { fromUs: at(45) }, { remark: (text) => remarks.push(text) })).toEqual({})
    expect(remarks).toEqual([
      expect.stringContaining('its index is of another version of this program, or of a recording that has changed'),
    ])
  })

  it('says nothing of files, of several recordings and of standard input', async () => {
    const directory = await closed('several')
    await indexed(directory)
    const remarks: string[] = []
    const remark = (text: string): void => void remarks.push(text)
    const range = { fromUs: at(45) }
    for (const paths of [[directory, directory], ['-'], [join(directory, 'segment-000001.of.gz')]]) {
      expect(await begun(paths, range, { remark })).toEqual({})
    }
    expect(await begun([directory], {}, { remark })).toEqual({})
    expect(remarks).toEqual([])
  })
})
