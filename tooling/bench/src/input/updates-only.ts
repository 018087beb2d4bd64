import type { Arrival } from '@of/coinbase'
import { type FrameArrival, type Input, inputOf } from './input.ts'
import { renumbered } from './renumbered.ts'

const BOOK = '{"channel":"l2_data"'

/** Whether a frame brings changes of a book, or whole books. */
function bookFrame({ frame }: FrameArrival): 'update' | 'snapshot' | undefined {
  const head = Buffer.from(frame.buffer, frame.byteOffset, Math.min(frame.byteLength, 200)).toString()
  if (!head.startsWith(BOOK)) return undefined
  return head.includes('"type":"snapshot"') ? 'snapshot' : 'update'
}

/** The update frames of an input alone, numbered as if nothing else had been sent; its books are opened before the clock runs. */
export function updatesOnly(input: Input): Input {
  const opening: Arrival[] = [...input.opening]
  const updates: FrameArrival[] = []
  let sequence = 0
  for (const kind of ['snapshot', 'update'] as const) {
    for (const arrival of input.arrivals) {
      if (bookFrame(arrival) !== kind) continue
      ;(kind === 'snapshot' ? opening : updates).push(renumbered(arrival, sequence++))
    }
  }
  return inputOf(`${input.name}, updates only`, updates, opening)
}
