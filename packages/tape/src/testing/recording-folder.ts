import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { RecordedEntry } from '../recorder/entry.ts'

const START_US = 1_767_323_045_678_000

/** Hands out directories that are not there yet; all are gone after the tests of the file. */
export function newDirectories(): () => string {
  const folder = mkdtempSync(join(tmpdir(), 'tape-recorder-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  let count = 0
  return () => join(folder, `recording-${++count}`)
}

/** Invented frames of one connection after its opening, 10 ms apart, numbered from zero. */
export function madeUpFrames(count: number, fillerCharacters = 0): RecordedEntry[] {
  const filler = Array.from({ length: fillerCharacters }, (_, at) => String.fromCodePoint(97 + ((at * at * 7 + at) % 26))).join('')
  const frames = Array.from({ length: count }, (_, sequence): RecordedEntry => {
    const frame = JSON.stringify({ sequence_num: sequence, random: (sequence * 48_271) % 2_147_483_647, note: '€', filler })
    return { kind: 'frame', connection: 'ws1', receivedUs: START_US + 10_000 * sequence, sequence, frame: Buffer.from(frame) }
  })
  return [{ kind: 'opened', connection: 'ws1', receivedUs: START_US }, ...frames]
}
