import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTape } from '../tape.ts'
import { faultOf, readAll } from '../testing/reading.ts'
import { newDirectories } from '../testing/recording-folder.ts'
import type { ProgramReport } from '../testing/recording-program.ts'

const newDirectory = newDirectories()
const program = ['--conditions=@of/source', fileURLToPath(new URL('../testing/recording-program.ts', import.meta.url))]

/** When what was handed over first and last had been received. */
interface HandedOver {
  readonly firstUs: number
  readonly lastUs: number
}

/** Starts to record in a process of its own, kills that so long after its first frames by its own clock, and says what it had handed over. */
async function killed(directory: string, afterMs: number): Promise<HandedOver> {
  const child = spawn(process.execPath, [...program, directory, 'for-ever'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  const handedOver = (): HandedOver => {
    const times = told.split('\n').slice(0, -1)
    const [firstUs = 0, lastUs = 0] = [times[0], times.at(-1)].map((line) => Number(line?.split(' ')[1]))
    return { firstUs, lastUs }
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
    const { firstUs, lastUs } = handedOver()
    if (lastUs - firstUs >= afterMs * 1_000) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return handedOver()
}

describe('openRecorder(options), in a process that is killed', () => {
  it('has left all but the last second, and the reader says where it ends', async () => {
    const kills = fc.sample(fc.integer({ min: 0, max: 1_600 }), 4)
    await Promise.all(
      kills.map(async (afterMs) => {
        const directory = newDirectory()
        const handedOver = await killed(directory, afterMs)
        const { entries, error } = await readAll(openTape({ path: directory }))
        const frames = entries.flatMap((entry) => (entry.kind === 'frame' ? [entry] : []))
        expect(frames.map(({ frame }) => JSON.parse(frame).sequence_num)).toEqual(frames.map((_, sequence) => sequence))
        const lastUs = frames.at(-1)?.receivedUs
        expect(faultOf(error)).toMatchObject({ kind: 'unclosed', name: directory, lastUs })
        expect(handedOver.lastUs - (lastUs ?? handedOver.firstUs)).toBeLessThanOrEqual(1_000_000)
      }),
    )
  })
})

/** What the program tells of a disk on which it can write no more; `undefined` when this system does not let such a disk be made. */
function reportFrom(command: readonly [string, ...string[]]): ProgramReport | undefined {
  const [file, ...args] = command
  const { status, stdout } = spawnSync(file, args, { encoding: 'utf8' })
  return status === 0 && stdout !== '' ? (JSON.parse(stdout) as ProgramReport) : undefined
}

/** A command that mounts a small disk at a directory where nobody else sees it, and runs the program there. */
function onSmallDisk(directory: string, options: string): readonly [string, ...string[]] {
  mkdirSync(directory)
  const mounting = 'mount -t tmpfs -o "$0" none "$1" && shift && exec "$@"'
  return ['unshare', '-rm', 'sh', '-c', mounting, options, directory, process.execPath, ...program, directory, 'until-full']
}

describe('openRecorder(options), where there is no room', () => {
  it('says that the disk is full, and what is written can be read', ({ skip }) => {
    const directory = newDirectory()
    const report = reportFrom(onSmallDisk(directory, 'size=300k'))
    skip(report === undefined, 'no small disk can be mounted here')
    expect(report).toMatchObject({ write: 'disk-full', close: 'disk-full', read: 'unclosed', name: directory, isPrefix: true })
    expect(report!.readBack).toBeGreaterThan(500)
  })

  it('says so of a limit on the size of files too', ({ skip }) => {
    const directory = newDirectory()
    const limited = 'ulimit -f 128 && exec "$@"'
    const report = reportFrom(['sh', '-c', limited, 'sh', process.execPath, ...program, directory, 'until-full'])
    skip(report === undefined, 'no limit can be set here')
    expect(report).toMatchObject({ write: 'disk-full', close: 'disk-full', read: 'unclosed', name: directory, isPrefix: true })
    expect(report!.readBack).toBeGreaterThan(100)
  })

  it('does not begin where it may not write', ({ skip }) => {
    const directory = newDirectory()
    const report = reportFrom(onSmallDisk(directory, 'ro'))
    skip(report === undefined, 'no read-only disk can be mounted here')
    expect(report).toMatchObject({ write: 'cannot-write', name: directory, offered: 0 })
  })
})
