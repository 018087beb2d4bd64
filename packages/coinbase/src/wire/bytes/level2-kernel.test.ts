import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bookFrame } from '../../testing/made-up-frames.ts'
import { FrameReader } from '../frame-reader.ts'
import type { Level2Frame } from '../level2.ts'
import { LEVEL2_SOURCE } from './level2-module.ts'

type Row = readonly ['bid' | 'offer', string, string]

const WINDOW_BYTES = 65_536
const rows = (count: number): Row[] =>
  Array.from({ length: count }, (_, row) => [row % 3 === 0 ? 'offer' : 'bid', `${row + 100}.5`, '0.25'])

/** The frame as it is read without its text; undefined if it is refused. */
function readFast(text: string): Level2Frame | undefined {
  const reader = new FrameReader()
  const frame = reader.read(Buffer.from(text))
  return frame.kind === 'level2' && reader.slow.size === 0 ? frame : undefined
}

/** The level as it is read, with a price and a size. */
function levelOf(price: string, size: string): readonly (number | undefined)[] | undefined {
  const changes = readFast(bookFrame(1, 'update', 'MADE-UP', [['bid', price, size]]))?.events[0]?.changes
  return changes && [changes.prices[0], changes.sizes[0]]
}

describe('level2Kernel', () => {
  it('is compiled from the source that is kept', () => {
    const source = readFileSync(new URL('../../../wasm/level2-frame.as', import.meta.url))
    expect(createHash('sha256').update(source).digest('hex')).toBe(LEVEL2_SOURCE)
  })

  it('reads decimals of every length and with the point at every place as Number does', () => {
    const digits = '927461538204917'
    for (let length = 1; length <= 15; length++) {
      const whole = digits.slice(0, length)
      expect(levelOf(whole, whole)).toStrictEqual([Number(whole), Number(whole)])
      for (let point = 1; point < length; point++) {
        const decimal = `${whole.slice(0, point)}.${whole.slice(point)}`
        expect(levelOf(decimal, `0.${'0'.repeat(15 - length)}${whole.slice(1)}`)).toStrictEqual([
          Number(decimal),
          Number(`0.${'0'.repeat(15 - length)}${whole.slice(1)}`),
        ])
      }
    }
  })

  it.each([
    '',
    '.5',
    '5.',
    '.',
    '1.2.3',
    '1234567890123456',
    '1.234567890123456',
    '12345678.90123456',
    '1e5',
    '-1',
    '1,5',
    '1/5',
    '1:5',
    '\u00b1',
  ])('refuses the size %j', (size) => {
    expect(levelOf('1', size)).toBeUndefined()
  })

  it('refuses a frame behind whose end more levels follow, wherever the window ends', () => {
    const more = bookFrame(1, 'snapshot', 'MADE-UP', rows(20)).split('"updates":[')[1]!
    let ends = 0
    for (let count = 560; count < 720; count++) {
      const sound = bookFrame(1, 'snapshot', 'MADE-UP', rows(count))
      if (sound.length > WINDOW_BYTES - 512 && sound.length < WINDOW_BYTES) ends += 1
      expect(readFast(sound)?.events[0]?.changes.to).toBe(count)
      expect(readFast(sound + more)).toBeUndefined()
    }
    expect(ends).toBeGreaterThan(2)
  })

  it('reads times of other minutes, and lets the latest count', () => {
    const text = bookFrame(1, 'update', 'MADE-UP', rows(4))
    const times = ['2026-03-01T11:58:59.9Z', '2026-03-01T12:03:00Z', '2026-03-01T12:02:59.999999999Z', '1970-01-01T00:00:00Z']
    let row = 0
    const other = text.replaceAll(/"event_time":"[^"]*"/g, () => `"event_time":"${times[row++]!}"`)
    expect(readFast(other)?.events[0]?.timeUs).toBe(Date.parse('2026-03-01T12:03:00Z') * 1_000)
  })
})
