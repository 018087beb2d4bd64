import { writeSync } from 'node:fs'
import { openTape } from '../tape.ts'
import { openRecorder } from '../recorder/open-recorder.ts'
import { faultOf, readAll } from './reading.ts'

/** What the program found when it could write no more. */
export interface ProgramReport {
  /** Kinds of fault with which writing, closing and reading ended. */
  readonly write: string | undefined
  readonly close: string | undefined
  readonly read: string | undefined
  readonly name: string | undefined
  readonly offered: number
  /** Whether what was read back is the beginning of what was offered. */
  readonly isPrefix: boolean
  readonly readBack: number
}

const [, , directory = '', mode = ''] = process.argv
const filler = Array.from({ length: 400 }, (_, at) => ((at * at * 7_919) % 36).toString(36)).join('')

// A limit on the size of files is told by a signal, too, which would end the process.
process.on('SIGXFSZ', () => undefined)

/** Records numbered frames as fast as they come and tells on standard output when the last one that was handed over was received. */
async function recordForEver(): Promise<void> {
  const recorder = await openRecorder({
    directory,
    header: { source: 'coinbase', simulated: true },
    code: { name: 'made-up', version: '0' },
    segmentBytes: 200_000,
  })
  for (let sequence = 0; ;) {
    const receivedUs = Date.now() * 1_000
    const entries = Array.from({ length: 20 }, () => frameOf(sequence++, receivedUs))
    await recorder.write(entries)
    writeSync(1, `${sequence} ${receivedUs}\n`)
    await new Promise((resolve) => void setTimeout(resolve, 3))
  }
}

/** Records until that fails, and tells what became of it. */
async function recordUntilFull(): Promise<ProgramReport> {
  let offered = 0
  let write: unknown
  const opening = await openRecorder({
    directory,
    header: { source: 'coinbase', simulated: true },
    code: { name: 'made-up', version: '0' },
    flushEveryMs: 5,
  }).catch((error: unknown) => error)
  if (opening instanceof Error)
    return {
      write: faultOf(opening)?.kind,
      close: undefined,
      read: undefined,
      name: faultOf(opening)?.name,
      offered,
      isPrefix: true,
      readBack: 0,
    }
  const recorder = opening as Awaited<ReturnType<typeof openRecorder>>
  const fail = (error: unknown): void => {
    write = error
  }
  for (let round = 0; round < 50_000; round++) {
    const entries = Array.from({ length: 20 }, () => frameOf(offered++, 1))
    await recorder.write(entries).catch(fail)
    if (write !== undefined) break
    await new Promise((resolve) => void setImmediate(resolve))
  }
  const close = await recorder.close().catch((error: unknown) => error)
  const { entries, error } = await readAll(openTape({ path: directory }))
  const frames = entries.filter((entry) => entry.kind === 'frame')
  return {
    write: faultOf(write)?.kind,
    close: faultOf(close)?.kind,
    read: faultOf(error)?.kind,
    name: faultOf(write)?.name,
    offered,
    isPrefix: frames.every(({ frame }, sequence) => frame === frameOf(sequence, 1).frame.toString()),
    readBack: frames.length,
  }
}

function frameOf(
  sequence: number,
  receivedUs: number,
): { kind: 'frame'; connection: string; receivedUs: number; sequence: number; frame: Buffer } {
  const random = Array.from({ length: 20 }, (_, at) => ((sequence * 48_271 + at * 69_621) % 2_147_483_647).toString(36)).join('')
  return {
    kind: 'frame',
    connection: 'ws1',
    receivedUs,
    sequence,
    frame: Buffer.from(JSON.stringify({ sequence_num: sequence, random, filler })),
  }
}

if (mode === 'for-ever') await recordForEver()
else if (mode === 'until-full') process.stdout.write(JSON.stringify(await recordUntilFull()))
