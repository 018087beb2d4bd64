import type { Step } from '../input/reading.ts'

type Frame = Extract<Step, { readonly kind: 'frame' }>
type Other = Exclude<Step, Frame>

/**
 * Steps as they cross threads: frames as columns in shared memory (times of receipt, ends of their bytes, connections, then the bytes one after
 * another), and the few others as they are, each with the number of frames before it.
 */
export interface PackedSteps {
  readonly memory: SharedArrayBuffer
  readonly frames: number
  /** The names that the third column counts. */
  readonly connections: readonly string[]
  readonly others: readonly { readonly at: number; readonly step: Other }[]
}

/** Bytes of a row: a time, an end and a connection. */
const ROW_BYTES = 8 + 4 + 4

interface Columns {
  readonly times: Float64Array
  readonly ends: Uint32Array
  readonly names: Uint32Array
  readonly bytes: Uint8Array
}

function columnsOf(memory: SharedArrayBuffer, frames: number): Columns {
  return {
    times: new Float64Array(memory, 0, frames),
    ends: new Uint32Array(memory, 8 * frames, frames),
    names: new Uint32Array(memory, 12 * frames, frames),
    bytes: new Uint8Array(memory, ROW_BYTES * frames),
  }
}

/** Packs steps into memory that `memoryOf` gives, which must be at least so many bytes large. */
export function packed(steps: readonly Step[], memoryOf: (bytes: number) => SharedArrayBuffer): PackedSteps {
  let frames = 0
  let bytes = 0
  for (const step of steps) {
    if (step.kind !== 'frame') continue
    frames += 1
    bytes += step.frame.length
  }
  const memory = memoryOf(ROW_BYTES * frames + bytes)
  const columns = columnsOf(memory, frames)
  const numbers = new Map<string, number>()
  const others: { at: number; step: Other }[] = []
  let row = 0
  let end = 0
  for (const step of steps) {
    if (step.kind !== 'frame') {
      others.push({ at: row, step })
      continue
    }
    let name = numbers.get(step.connection)
    if (name === undefined) numbers.set(step.connection, (name = numbers.size))
    columns.bytes.set(step.frame, end)
    end += step.frame.length
    columns.times[row] = step.receivedUs
    columns.ends[row] = end
    columns.names[row] = name
    row += 1
  }
  return { memory, frames, connections: [...numbers.keys()], others }
}

/** The steps that were packed. Their frames lie in the shared memory: they stand as long as nothing else is packed into it. */
export function unpacked({ connections, frames, memory, others }: PackedSteps): readonly Step[] {
  const { bytes, ends, names, times } = columnsOf(memory, frames)
  const steps: Step[] = []
  let next = 0
  let start = 0
  for (let row = 0; row < frames; row++) {
    while (others[next]?.at === row) steps.push(others[next++]!.step)
    const end = ends[row]!
    steps.push({ kind: 'frame', connection: connections[names[row]!]!, receivedUs: times[row]!, frame: bytes.subarray(start, end) })
    start = end
  }
  while (next < others.length) steps.push(others[next++]!.step)
  return steps
}
