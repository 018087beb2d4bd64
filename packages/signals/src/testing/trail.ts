import { createHash } from 'node:crypto'
import { InputTrail, type TrailEntry } from '../evidence/input-trail.ts'

/** When the first of them arrives. */
export const ARRIVED_US = 1_786_285_920_000_000

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What has arrived, once all of it was taken in. */
export function trailOf(entries: readonly TrailEntry[]): InputTrail {
  const hash = createHash('sha256')
  const trail = new InputTrail({ update: (data) => void hash.update(data), value: () => hash.copy().digest('hex') })
  for (const entry of entries) trail.add(entry)
  return trail
}

/** A little of everything that can arrive. */
export const arrivals: readonly TrailEntry[] = [
  { kind: 'header', header: { format: 'of-frames', version: 1, source: 'coinbase', simulated: false } },
  { kind: 'opened', connection: 'main', receivedUs: ARRIVED_US },
  { kind: 'rest', receivedUs: ARRIVED_US + 1, path: '/products', body: '[]' },
  { kind: 'frame', connection: 'main', receivedUs: ARRIVED_US + 2, frame: bytes('{"channel":"l2_data","sequence_num":7,"events":[]}') },
  { kind: 'frame', connection: 'main', receivedUs: ARRIVED_US + 3, frame: bytes('{"channel":"l2_data","sequence_num": 19}') },
  { kind: 'frame', connection: 'aux', receivedUs: ARRIVED_US + 4, frame: bytes('not even JSON') },
  { kind: 'closed', connection: 'main', receivedUs: ARRIVED_US + 5 },
]
