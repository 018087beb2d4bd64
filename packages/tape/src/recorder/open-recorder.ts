import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { recorderError, TapeError } from '../errors.ts'
import { isSegmentFile, MANIFEST_FILE, segmentFile } from '../recording/manifest.ts'
import { DirectoryRecorder } from './directory-recorder.ts'
import type { Recorder, RecorderOptions } from './recorder.ts'
import { SegmentFile } from './segment-file.ts'

/**
 * Begins a recording: a directory with gzip segments, each a recording of its own, and a manifest. Throws a `TapeError` when that cannot be.
 *
 * Everything taken in is in the file half a second later, so a process that is killed loses no more than that and what it had not yet been handed.
 */
export async function openRecorder(options: RecorderOptions): Promise<Recorder> {
  const { directory } = options
  let isDirectoryNew: boolean
  try {
    isDirectoryNew = (await mkdir(directory, { recursive: true })) !== undefined
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new TapeError({ kind: 'cannot-write', name: directory, detail }, { cause: error })
  }
  try {
    const names = await readdir(directory)
    if (names.some((name) => name === MANIFEST_FILE || isSegmentFile(name))) throw new TapeError({ kind: 'exists', name: directory })
    const file = await SegmentFile.create(join(directory, segmentFile(1)))
    const recorder = new DirectoryRecorder(options, { file, isDirectoryNew })
    await recorder.begin()
    return recorder
  } catch (error) {
    throw recorderError(directory, error)
  }
}
