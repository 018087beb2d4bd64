import type { FrameArrival } from './input.ts'

/** The frame under another number of its connection. */
export function renumbered(arrival: FrameArrival, sequence: number): FrameArrival {
  const text = Buffer.from(arrival.frame).toString()
  return { ...arrival, frame: Buffer.from(text.replace(/"sequence_num":\d+/, `"sequence_num":${sequence}`)) }
}
