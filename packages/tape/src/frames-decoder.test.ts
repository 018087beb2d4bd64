import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TapeEntry } from './entry.ts'
import { decodeLine } from './format.ts'
import { FramesDecoder } from './frames-decoder.ts'
import type { LineFault } from './line-fault.ts'
import { texts } from './testing/text-entry.ts'

/** What a decoder says of a line after others, and the same of the plain reading. */
function both(line: Buffer, decoder: FramesDecoder = new FramesDecoder()): readonly [unknown, unknown] {
  const entries: TapeEntry[] = []
  const padded = Buffer.concat([Buffer.from('#'), line, Buffer.from('#')])
  const fault = decoder.decode(padded, 1, 1 + line.length, entries)
  return [fault ?? texts(entries)[0], plain(line)]
}

function plain(line: Buffer): unknown {
  const entry: TapeEntry | LineFault = decodeLine(line)
  return entry.kind === 'damaged' || entry.kind === 'unsupported-version' ? entry : texts([entry])[0]
}

function knowing(...names: readonly string[]): FramesDecoder {
  const decoder = new FramesDecoder()
  for (const name of names) both(Buffer.from(`17 ${name} {}`), decoder)
  return decoder
}

const usual = ['1767323045678000 ws1 {"a":1}', '1767323045678000 ws10 ', '1767323045678000 ws1  {"a":"€"}', '9007199254740991 ws1 x']
const unusual = [
  '0767323045678000 ws1 {}',
  '9007199254740992 ws1 {}',
  '9999999999999999 ws1 {}',
  '176732304567800 ws1 {}',
  '17673230456780001 ws1 {}',
  '176732304567800x ws1 {}',
  '1767323045678000 ws1',
  '1767323045678000 ws',
  '1767323045678000  ws1 {}',
  '1767323045678000 rest /products {}',
  '1767323045678000 open ws1',
  '1767323045678000 close ws1',
  '1767323045678000 w€ {}',
  '',
  ' ',
]

describe('FramesDecoder', () => {
  it.each([...usual, ...unusual])('reads %o as the plain reading does', (text) => {
    const [found, expected] = both(Buffer.from(text), knowing('ws1', 'ws10', 'ws2'))
    expect(found).toEqual(expected)
  })

  it('reads the same as the plain reading, whatever happened to a line', () => {
    const decoder = knowing('ws1', 'ws10', 'ws2')
    const lines = fc.constantFrom(...usual, ...unusual).map((text) => Buffer.from(text))
    const change = fc.record({ at: fc.nat(30), drop: fc.nat(2), put: fc.stringMatching(/^[ 0-9a-z{]{0,2}$/) })
    fc.assert(
      fc.property(lines, fc.array(change, { maxLength: 3 }), (line, changes) => {
        let text = line
        for (const { at, drop, put } of changes) text = Buffer.concat([text.subarray(0, at), Buffer.from(put), text.subarray(at + drop)])
        const [found, expected] = both(text, decoder)
        expect(found).toEqual(expected)
      }),
      { numRuns: 2_000 },
    )
  })

  it('hands out the memory of the line', () => {
    const line = Buffer.from('1767323045678000 ws1 {"a":1}')
    const entries: TapeEntry[] = []
    const decoder = knowing('ws1')
    decoder.decode(line, 0, line.length, entries)
    const [entry] = entries
    expect(entry?.kind === 'frame' && entry.frame.buffer).toBe(line.buffer)
  })

  it('knows connections by any number of names', () => {
    const names = Array.from({ length: 200 }, (_, at) => `ws${at}`)
    const decoder = knowing(...names)
    for (const name of [...names, ...names.toReversed()]) {
      const [found, expected] = both(Buffer.from(`1767323045678000 ${name} {}`), decoder)
      expect(found).toEqual(expected)
    }
  })
})
