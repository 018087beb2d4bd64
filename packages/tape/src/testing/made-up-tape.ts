import type { TapeEntry } from '../entry.ts'
import { encodeEntry } from '../encode.ts'

const START_US = 1_700_000_000_000_000

/** An invented recording: a header, a product list, an opened connection and frames, with letters of one to four bytes in UTF-8, each frame as long as wanted. */
export function madeUpEntries(frames: number, fillerCharacters = 0): TapeEntry[] {
  const entries: TapeEntry[] = [
    { kind: 'header', header: { format: 'of-frames', version: 1, source: 'coinbase', simulated: true, session: 'made-up' } },
    { kind: 'rest', receivedUs: START_US, path: '/market/products?limit=2', body: '{"products":[{"product_id":"BTC-USD","symbol":"₿"}]}' },
    { kind: 'opened', connection: 'ws.1', receivedUs: START_US + 1 },
  ]
  let random = 1
  for (let sequence = 0; sequence < frames; sequence++) {
    random = (random * 48_271) % 2_147_483_647
    const frame = JSON.stringify({
      sequence_num: sequence,
      price: 60_000 + (random % 997),
      note: ['', 'é', '€', '😀'][random % 4],
      filler: '-'.repeat(fillerCharacters),
    })
    entries.push({ kind: 'frame', connection: 'ws.1', receivedUs: START_US + 1_000 * sequence, frame: Buffer.from(frame) })
  }
  return entries
}

/** Entries as the bytes of a recording in our own format. */
export function bytesOf(entries: readonly TapeEntry[]): Buffer {
  return Buffer.concat(entries.map(encodeEntry))
}
