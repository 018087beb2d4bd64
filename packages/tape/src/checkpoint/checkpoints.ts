import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ioFault, recorderError, TapeError } from '../errors.ts'
import type { Manifest } from '../recording/manifest.ts'
import { readManifest, syncDirectory } from '../recording/manifest-file.ts'
import { basisOf } from './basis.ts'
import { type CheckpointReading, decodeCheckpoint, encodeCheckpoint } from './checkpoint-file.ts'

/** Which checkpoint is meant. */
export interface CheckpointKey {
  /** The directory of the recording. */
  readonly directory: string
  /** The number of the segment before which the state is that of the checkpoint. The one behind the last stands for the whole of a recording. */
  readonly segment: number
  /** Says what made the state, program, version and settings: one that another code wrote is not used. */
  readonly code: string
}

/** A checkpoint that a recording has, and what it is worth. */
export interface KnownCheckpoint {
  readonly segment: number
  readonly kind: CheckpointReading['kind']
}

/** The directory of checkpoints, beside the segments. */
const FOLDER = 'checkpoints'
const FILE = /^before-(\d{6,})\.state$/

/**
 * Keeps what a program knew when it had read everything before a segment, so that it can begin there: bytes of its own, `v8.serialize` it may be. The
 * checkpoint rests on the hashes that the manifest has of all segments before, on `code`, and on the version of this Node's serializer.
 *
 * It is there whole or not at all, also after a crash. Throws a `TapeError` when it cannot be written, a `RangeError` for a segment before which not
 * everything is closed.
 */
export async function writeCheckpoint({ directory, segment, code }: CheckpointKey, bytes: Uint8Array): Promise<void> {
  const basis = basisOf(await manifestOf(directory), segment, code)
  if (basis === undefined) throw new RangeError(`tape: expected closed segments before segment ${segment} of ${directory}`)
  const path = pathOf(directory, segment)
  const draft = `${path}.${process.pid}.tmp`
  try {
    await mkdir(dirname(path), { recursive: true })
    await store(draft, encodeCheckpoint(basis, bytes))
    await rename(draft, path)
    await syncDirectory(dirname(path))
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw recorderError(path, error)
  }
}

/**
 * Reads the checkpoint before a segment, if it can be used: anything but what was written, by the same code, after the same segments, is told apart.
 * That the segments before still have their hashes is not looked up: they are not read. Throws a `TapeError` when there is no recording, or no permission.
 */
export async function readCheckpoint({ directory, segment, code }: CheckpointKey): Promise<CheckpointReading> {
  return await readBy(await manifestOf(directory), { directory, segment, code })
}

/** The checkpoints of a recording, in the order of their segments, each read and checked: those of kind `usable` will be read. */
export async function checkpointsOf({ directory, code }: Omit<CheckpointKey, 'segment'>): Promise<readonly KnownCheckpoint[]> {
  const manifest = await manifestOf(directory)
  const names = await readdir(join(directory, FOLDER)).catch(() => [])
  const segments = names.flatMap((name) => FILE.exec(name)?.[1] ?? []).map(Number)
  const found: KnownCheckpoint[] = []
  for (const segment of segments.sort((a, b) => a - b)) {
    const { kind } = await readBy(manifest, { directory, segment, code })
    found.push({ segment, kind })
  }
  return found
}

async function readBy(manifest: Manifest, { directory, segment, code }: CheckpointKey): Promise<CheckpointReading> {
  const path = pathOf(directory, segment)
  let file: Buffer
  try {
    file = await readFile(path)
  } catch (error) {
    const fault = ioFault(path, error)
    if (fault.kind === 'not-found') return { kind: 'missing' }
    throw new TapeError(fault, { cause: error })
  }
  const basis = basisOf(manifest, segment, code)
  return basis === undefined ? { kind: 'stale', detail: 'the segments before it are not there' } : decodeCheckpoint(file, basis)
}

async function manifestOf(directory: string): Promise<Manifest> {
  const manifest = await readManifest(directory)
  if (manifest === undefined) throw new TapeError({ kind: 'is-directory', name: directory })
  return manifest
}

async function store(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

function pathOf(directory: string, segment: number): string {
  return join(directory, FOLDER, `before-${String(segment).padStart(6, '0')}.state`)
}
