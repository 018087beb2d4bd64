import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import zlib from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bookFrame, EVERY_FRAME, envelopeFrame, heartbeatFrame, MADE, SENT, tradesFrame } from '../testing/made-up-frames.ts'
import { damagedFrames, writtenFrames } from '../testing/written-frames.ts'
import { FrameReader } from './frame-reader.ts'
import type { Frame } from './frame.ts'
import { readFrame } from './read-frame.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

/** All that a frame says, in objects of its own. */
function told(frame: Frame): unknown {
  if (frame.kind !== 'level2') return structuredClone(frame)
  const events = frame.events.map(({ changes: { asks, prices, sizes, from, to }, ...event }) => ({
    ...event,
    levels: Array.from({ length: to - from }, (_, row) => [asks[from + row], prices[from + row], sizes[from + row]]),
  }))
  return { ...frame, events }
}

/** Whether a frame was read without its text; as it was read, it must be as its text is read. */
function isFast(reader: FrameReader, bytes: Uint8Array): boolean {
  const slow = count(reader)
  const frame = told(reader.read(bytes))
  expect(frame).toStrictEqual(told(readFrame(textOf(bytes))))
  return count(reader) === slow
}

function count({ slow }: FrameReader): number {
  return [...slow.values()].reduce((sum, frames) => sum + frames, 0)
}

/** One level of a book frame as text, whose parts can be exchanged. */
function levelFrame(parts: { readonly price?: string; readonly size?: string; readonly time?: string; readonly side?: string }): string {
  const { price = '83277.25', size = '0.00715626', time = MADE, side = 'bid' } = parts
  return envelopeFrame(3, 'l2_data', [
    { type: 'update', product_id: 'MADE-UP', updates: [{ side, event_time: time, price_level: price, new_quantity: size }] },
  ])
}

function bigSnapshot(levels: number): string {
  const rows = Array.from({ length: levels }, (_, row) => [row % 2 === 0 ? 'bid' : 'offer', `${row + 1}.25`, `0.0${row + 1}`] as const)
  return bookFrame(0, 'snapshot', 'MADE-UP', rows)
}

describe('FrameReader.read(bytes)', () => {
  it('reads any frame of the four channels as its text is read', () => {
    const reader = new FrameReader()
    let fast = 0
    fc.assert(
      fc.property(writtenFrames, (text) => {
        if (isFast(reader, bytesOf(text))) fast += 1
      }),
      { numRuns: 1_500 },
    )
    expect(fast).toBeGreaterThan(150)
  })

  it('reads any damaged frame as its text is read', () => {
    const reader = new FrameReader()
    fc.assert(
      fc.property(damagedFrames(fc.oneof(writtenFrames, fc.constantFrom(...Object.values(EVERY_FRAME)))), (bytes) => {
        isFast(reader, bytes)
      }),
      { numRuns: 1_500 },
    )
    expect(count(reader)).toBeGreaterThan(500)
  })

  it('reads a frame with any one byte changed, lost or doubled as its text is read', () => {
    const reader = new FrameReader()
    const levels = ['bid', 'bid', 'bid', 'offer', 'offer'].map((side, row) => [side, `1${row}.5`, `0.${row}`] as const)
    for (const text of [
      bookFrame(1, 'update', 'MADE-UP', levels),
      EVERY_FRAME['a ticker']!,
      EVERY_FRAME['trades, newest first']!,
      heartbeatFrame(8),
    ]) {
      const sound = bytesOf(text)
      expect(isFast(reader, sound)).toBe(true)
      for (let at = 0; at < sound.length; at++) {
        for (const other of [sound[at]! ^ 1, 0x30, 0]) isFast(reader, sound.with(at, other))
        isFast(reader, new Uint8Array([...sound.subarray(0, at), ...sound.subarray(at + 1)]))
        isFast(reader, new Uint8Array([...sound.subarray(0, at), ...sound.subarray(at, at + 1), ...sound.subarray(at)]))
      }
    }
  })

  it('reads every channel', () => {
    const reader = new FrameReader()
    for (const text of Object.values(EVERY_FRAME)) isFast(reader, bytesOf(text))
    // Two events in one frame: possible, never seen.
    expect([...reader.slow]).toEqual([['l2_data', 1]])
  })

  it.each([
    ['a book update', bookFrame(1, 'update', 'MADE-UP', [['bid', '72867.6', '0']])],
    ['a book without levels', bookFrame(1, 'snapshot', 'MADE-UP', [])],
    ['a frame of 2024', bookFrame(1, 'update', 'MADE-UP', [['bid', '1', '1']]).replace('"timestamp"', '"client_id":"","timestamp"')],
    ['trades oldest first', tradesFrame(1, 'update', 'MADE-UP', [['7', '1', '1', 'BUY'], ['8', '1', '1', 'SELL']])], // oxfmt-ignore
    ['trades of one id', tradesFrame(1, 'update', 'MADE-UP', [['7', '1', '1', 'BUY'], ['7', '2', '1', 'SELL'], ['5', '3', '1', 'BUY']])], // oxfmt-ignore
    ['a ticker', EVERY_FRAME['a ticker']!],
    ['a heartbeat', heartbeatFrame(0)],
    ['a size of eight zeros', levelFrame({ size: '0.00000000' })],
    ['a size of fifteen digits', levelFrame({ size: '9.99999999999999' })],
    ['a price of fifteen digits', levelFrame({ price: '999999999999999' })],
    ['a time without fraction', levelFrame({ time: '2026-03-01T12:00:00Z' })],
    ['a time of nine digits', levelFrame({ time: '2026-03-01T12:00:00.999999999Z' })],
    ['no time', levelFrame({ time: '0001-01-01T00:00:00.000000Z' })],
    ['29 February', levelFrame({ time: '2024-02-29T23:59:59Z' })],
  ])('needs no text of %s', (_name, text) => {
    expect(isFast(new FrameReader(), bytesOf(text))).toBe(true)
  })

  it.each([
    ['a space', levelFrame({}).replace(',', ', ')],
    ['another order of keys', levelFrame({}).replace(/("price_level":"[^"]*"),("new_quantity":"[^"]*")/, '$2,$1')],
    ['a further key', levelFrame({}).replace('"new_quantity"', '"orders":3,"new_quantity"')],
    ['a key twice', levelFrame({}).replace('"new_quantity"', '"price_level":"7","new_quantity"')],
    ['an escape', levelFrame({}).replace('MADE', '\\u004dADE')],
    ['a product beyond ASCII', levelFrame({}).replace('MADE', 'MÄDE')],
    ['a product without name', levelFrame({}).replace('MADE-UP', '')],
    ['a side unheard of', levelFrame({ side: 'ask' })],
    ['a price of zero', levelFrame({ price: '0.0' })],
    ['a price below zero', levelFrame({ price: '-1' })],
    ['an exponent', levelFrame({ price: '1e5' })],
    ['a price of sixteen digits', levelFrame({ price: '0.123456789012345' })],
    ['a bare point', levelFrame({ price: '1.' })],
    ['a bare fraction', levelFrame({ price: '.5' })],
    ['two points', levelFrame({ price: '1.2.3' })],
    ['an empty size', levelFrame({ size: '' })],
    ['ten digits of a second', levelFrame({ time: '2026-03-01T12:00:00.0123456789Z' })],
    ['a point without fraction', levelFrame({ time: '2026-03-01T12:00:00.Z' })],
    ['second 60', levelFrame({ time: '2026-03-01T12:00:60Z' })],
    ['minute 60', levelFrame({ time: '2026-03-01T12:60:00Z' })],
    ['29 February of a common year', levelFrame({ time: '2026-02-29T12:00:00Z' })],
    ['a time past what microseconds hold', levelFrame({ time: '2255-06-05T23:47:34.740992Z' })],
    ['no time', levelFrame({}).replace(`"event_time":"${MADE}",`, '')],
    ['a number with a zero before it', levelFrame({}).replace('"sequence_num":3', '"sequence_num":03')],
    ['a number below zero', levelFrame({}).replace('"sequence_num":3', '"sequence_num":-3')],
    ['a number beyond a double', levelFrame({}).replace('"sequence_num":3', '"sequence_num":9007199254740993')],
    ['a frame sent before the venue was', levelFrame({}).replace(SENT, '1970-01-01T00:00:00Z')],
    ['a newline behind', `${levelFrame({})}\n`],
    ['another frame behind', levelFrame({}) + levelFrame({})],
    ['a mark before', `\uFEFF${levelFrame({})}`],
  ])('reads the text of a frame with %s', (_name, text) => {
    expect(isFast(new FrameReader(), bytesOf(text))).toBe(false)
  })

  it('does not read on into what a longer frame has left', () => {
    const reader = new FrameReader()
    const long = bytesOf(
      bookFrame(
        1,
        'update',
        'MADE-UP',
        Array.from({ length: 9 }, (_, row) => ['bid', `${row + 1}`, '1'] as const),
      ),
    )
    for (let length = 0; length < long.length; length++) {
      reader.read(long)
      expect(isFast(reader, long.subarray(0, length))).toBe(false)
    }
  })

  it('forgets a frame it refused', () => {
    const reader = new FrameReader()
    const [first, second] = [levelFrame({ price: '5' }), levelFrame({ price: '7', time: SENT })].map(bytesOf)
    expect(isFast(reader, first!)).toBe(true)
    expect(isFast(reader, bytesOf(levelFrame({ price: '6', size: 'x', time: '2026-03-01T12:00:07Z' })))).toBe(false)
    expect(isFast(reader, second!)).toBe(true)
    expect(isFast(reader, first!)).toBe(true)
  })

  it.each([500, 501, 556, 557, 700, 5_000])('reads a snapshot of %i levels, wherever the window ends', (levels) => {
    const reader = new FrameReader()
    expect(isFast(reader, bytesOf(bigSnapshot(levels)))).toBe(true)
    expect(isFast(reader, bytesOf(levelFrame({})))).toBe(true)
  })

  it('finds damage anywhere in a snapshot', () => {
    const reader = new FrameReader()
    const sound = bytesOf(bigSnapshot(1_800))
    const places = Array.from({ length: 20 }, (_, i) => Math.floor((sound.length * (i + 0.5)) / 20))
    for (const at of places) expect(isFast(reader, sound.with(at, 0x23))).toBe(false)
    for (const at of [65_535, 65_536, 65_537, 130_000]) expect(isFast(reader, sound.subarray(0, at))).toBe(false)
  })

  it('does not compare a level with what has come into the place of the one before it', () => {
    let tried = 0
    for (let name = 1; name <= 32; name++) {
      const levels = Array.from({ length: 1_500 }, () => ['bid', '1', '1'] as const)
      const text = bookFrame(123_456_789_012_345, 'update', 'X'.repeat(name), levels).replaceAll(MADE, '2026-03-01T12:00:00Z')
      const first = text.indexOf('{"side"')
      const length = text.indexOf('{"side"', first + 1) - first
      // When the levels begin at a multiple of their length, they do so in the moved window too, where the one before was.
      if (first % length !== 0) continue
      expect(isFast(new FrameReader(), bytesOf(text))).toBe(true)
      for (let from = first + 700 * length; from < 65_536; from += length) {
        for (const damage of [/bid/g, /new_q/g]) {
          expect(
            isFast(
              new FrameReader(),
              bytesOf(text.slice(0, from) + text.slice(from).replaceAll(damage, (found) => '?'.repeat(found.length))),
            ),
          ).toBe(false)
        }
      }
      tried += 1
    }
    expect(tried).toBe(1)
  })

  it('does not take the end of one frame for another', () => {
    const big = bigSnapshot(1_800)
    const trades = tradesFrame(1, 'update', 'MADE-UP', [['7', '1', '1', 'BUY']])
    for (let level = 550; level < 570; level++) {
      const at = big.indexOf(`{"side":"${level % 2 === 0 ? 'bid' : 'offer'}","event_time":"${MADE}","price_level":"${level + 1}.25"`)
      expect(isFast(new FrameReader(), bytesOf(big.slice(0, at) + trades))).toBe(false)
    }
  })

  it('overwrites what it returned', () => {
    const reader = new FrameReader()
    const first = reader.read(bytesOf(levelFrame({ price: '5' })))
    const second = reader.read(bytesOf(levelFrame({ price: '7' })))
    expect(second).toBe(first)
    const other = new FrameReader().read(bytesOf(levelFrame({ price: '9' })))
    expect(told(second)).toEqual(told(readFrame(levelFrame({ price: '7' }))))
    expect(told(other)).toEqual(told(readFrame(levelFrame({ price: '9' }))))
  })

  it('reads any bytes without a throw', () => {
    const reader = new FrameReader()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        isFast(reader, bytes)
      }),
    )
    expect([...reader.slow.keys()]).toEqual([''])
  })
})

describe('FrameReader.slow', () => {
  it('counts by channel what was not as usual, and nothing of the other channels', () => {
    const reader = new FrameReader()
    for (const text of Object.values(EVERY_FRAME)) reader.read(bytesOf(`${text} `))
    reader.read(bytesOf('{"channel":"hostile"}'))
    reader.read(bytesOf('{"channel":"ticker"}'))
    reader.read(bytesOf('half a fra'))
    expect([...reader.slow]).toEqual([
      ['l2_data', 3],
      ['market_trades', 1],
      ['ticker', 2],
      ['heartbeats', 1],
      ['', 1],
    ])
  })
})

describe('the real recording', () => {
  const file = join(process.env['OF_RECORDINGS'] ?? '', 'coinbase-advanced-2026-08-09.jsonl.zst')
  // Since Node 22.15.
  const unpack: ((packed: Uint8Array) => Uint8Array) | undefined = Reflect.get(zlib, 'zstdDecompressSync')

  it('is of the usual forms throughout', ({ skip }) => {
    skip(unpack === undefined || !existsSync(file), 'OF_RECORDINGS names no folder with the recording, or this Node reads no zstd')
    const lines = textOf(unpack!(readFileSync(file))).split('\n')
    const frames = lines.flatMap((line) => (line.startsWith('{"t":"recv"') ? [String(JSON.parse(line).data)] : []))
    expect(frames.length).toBeGreaterThan(1_000)
    const reader = new FrameReader()
    for (const text of frames) isFast(reader, bytesOf(text))
    expect([...reader.slow]).toEqual([])
  })
})
