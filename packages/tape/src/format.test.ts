import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeEntry, encodeHeader } from './encode.ts'
import type { TapeHeader } from './entry.ts'
import { decodeLine, isWhole } from './format.ts'
import type { LineFault } from './line-fault.ts'
import { bytesEntry, type TextEntry, texts } from './testing/text-entry.ts'

const times = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const names = fc.stringMatching(/^[A-Za-z0-9._:-]{1,12}$/).filter((name) => !['open', 'close', 'rest'].includes(name))
const contents = fc.oneof(fc.json(), fc.string({ unit: 'grapheme' }))
const oneLineTexts = contents.map((text) => text.replace(/[\r\n]/g, ' '))
const headers: fc.Arbitrary<TapeHeader> = fc.record(
  {
    format: fc.constant('of-frames' as const),
    version: fc.constant(1),
    source: fc.string({ minLength: 1, unit: 'grapheme' }),
    simulated: fc.boolean(),
    session: contents,
    segment: fc.integer({ min: 1 }),
    note: contents,
  },
  { requiredKeys: ['format', 'version', 'source', 'simulated'] },
)
const entries: fc.Arbitrary<TextEntry> = fc.oneof(
  headers.map((header): TextEntry => ({ kind: 'header', header })),
  fc.record({ kind: fc.constantFrom('opened' as const, 'closed' as const), connection: names, receivedUs: times }),
  fc.record({ kind: fc.constant('frame' as const), connection: names, receivedUs: times, frame: oneLineTexts }),
  fc.record({
    kind: fc.constant('rest' as const),
    receivedUs: times,
    path: fc.webPath().map((path) => `/${path}?a=b`),
    body: oneLineTexts,
  }),
)

function encoded(entry: TextEntry): string {
  const line = Buffer.from(encodeEntry(bytesEntry(entry))).toString()
  if (!line.endsWith('\n')) throw new Error('no line feed')
  return line.slice(0, -1)
}

function decoded(line: string): TextEntry | LineFault {
  const found = decodeLine(Buffer.from(line))
  return found.kind === 'damaged' || found.kind === 'unsupported-version' ? found : texts([found])[0]!
}

describe('encodeEntry(entry), decodeLine(line)', () => {
  it('are the other way round of each other', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        expect(decoded(encoded(entry))).toEqual(entry)
      }),
    )
  })

  it('keep every entry on one line, and its JSON what it was', () => {
    fc.assert(
      fc.property(names, times, fc.jsonValue(), (connection, receivedUs, value) => {
        const line = encoded({ kind: 'frame', connection, receivedUs, frame: JSON.stringify(value, null, '\r\n') })
        expect(line).not.toMatch(/[\r\n]/)
        const read = decoded(line)
        expect(JSON.parse(read.kind === 'frame' ? read.frame : '')).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it.each<[string, TextEntry, string]>([
    ['a frame', { kind: 'frame', connection: 'ws.1', receivedUs: 17, frame: '{"a": 1}' }, '17 ws.1 {"a": 1}'],
    ['an empty frame', { kind: 'frame', connection: 'ws.1', receivedUs: 17, frame: '' }, '17 ws.1 '],
    ['an opened connection', { kind: 'opened', connection: 'ws.1', receivedUs: 17 }, '17 open ws.1'],
    ['a closed connection', { kind: 'closed', connection: 'ws.1', receivedUs: 17 }, '17 close ws.1'],
    [
      'a REST answer',
      { kind: 'rest', receivedUs: 17, path: '/market/products?limit=1', body: '[]' },
      '17 rest /market/products?limit=1 []',
    ],
    [
      'a header',
      { kind: 'header', header: { format: 'of-frames', version: 1, source: 'coinbase', simulated: true, session: 's1', segment: 2 } },
      '{"format":"of-frames","version":1,"source":"coinbase","simulated":true,"session":"s1","segment":2}',
    ],
  ])('write %s as one line', (_name, entry, expected) => {
    expect(encoded(entry)).toBe(expected)
  })

  it.each<[string, TextEntry, string]>([
    [
      'a connection called open',
      { kind: 'frame', connection: 'open', receivedUs: 1, frame: '' },
      'other than open, close and rest, was "open"',
    ],
    ['a connection called rest', { kind: 'opened', connection: 'rest', receivedUs: 1 }, 'other than open, close and rest, was "rest"'],
    ['a connection called close', { kind: 'closed', connection: 'close', receivedUs: 1 }, 'was "close"'],
    ['a connection with a space', { kind: 'opened', connection: 'a b', receivedUs: 1 }, 'was "a b"'],
    ['a fraction of a microsecond', { kind: 'opened', connection: 'a', receivedUs: 1.5 }, 'must be a non-negative safe integer, was 1.5'],
    ['a time before 1970', { kind: 'opened', connection: 'a', receivedUs: -1 }, 'was -1'],
    ['a path with a space', { kind: 'rest', receivedUs: 1, path: '/a b', body: '' }, 'was "/a b"'],
    ['a whole address', { kind: 'rest', receivedUs: 1, path: 'https://x/y', body: '' }, 'must begin with a slash'],
  ])('refuse to write %s', (_name, entry, message) => {
    expect(() => encoded(entry)).toThrow(RangeError)
    expect(() => encoded(entry)).toThrow(message)
  })

  it.each<[string, string, string]>([
    ['no time', 'hello', 'is not a frame: expected a time, a connection and a frame'],
    ['a time alone', '17', 'is not a frame: expected a time, a connection and a frame'],
    ['no frame', '17 ws.1', 'is not a frame: expected a time, a connection and a frame'],
    ['a time with a fraction', '17.5 ws.1 {}', 'is not a frame: time: expected microseconds, received "17.5"'],
    ['a time with leading zeros', '017 ws.1 {}', 'is not a frame: time: expected microseconds, received "017"'],
    ['a time beyond exactness', '9007199254740993 ws.1 {}', 'is not a frame: time: expected microseconds, received "9007199254740993"'],
    ['a connection that is no name', '17 ws/1 {}', 'is not a frame: connection: expected a name, received "ws/1"'],
    ['an opening of nothing', '17 open ', 'is not a frame: connection: expected a name, received ""'],
    ['a closing of nothing', '17 close ', 'is not a frame: connection: expected a name, received ""'],
    ['an opening of a reserved name', '17 open rest', 'is not a frame: connection: expected a name, received "rest"'],
    ['an answer without a body', '17 rest /products', 'is not a REST answer: expected a path and a body'],
    ['an answer from no path', '17 rest products []', 'is not a REST answer: path: expected /…, received "products"'],
    ['a header that is not JSON', '{"format":', 'is not JSON: '],
    ['a header of another format', '{"format":"x","version":1}', 'is not a header: format: '],
    [
      'a header without a source',
      '{"format":"of-frames","version":1,"simulated":true}',
      'is not a header: source: expected string, received undefined',
    ],
    [
      'a header with a doubtful origin',
      '{"format":"of-frames","version":1,"source":"x","simulated":1}',
      'is not a header: simulated: expected boolean',
    ],
  ])('refuse to read %s', (_name, damaged, detail) => {
    const fault = decoded(damaged)
    expect(fault.kind).toBe('damaged')
    expect(fault.kind === 'damaged' ? fault.detail : '').toContain(detail)
  })

  it('quote no more than the beginning of what they refuse', () => {
    const fault = decoded(`${'9'.repeat(1_000_000)} ws.1 {}`)
    expect(JSON.stringify(fault).length).toBeLessThan(200)
  })

  it('name the version they cannot read', () => {
    expect(decoded('{"format":"of-frames","version":2}')).toEqual({
      kind: 'unsupported-version',
      format: 'of-frames',
      supported: 1,
      version: 2,
    })
  })
})

describe('encodeHeader(header)', () => {
  it('writes our own format whatever the header was read from', () => {
    const line = encodeHeader({ format: 'cryptofeed', version: 2, source: 'coinbase', simulated: false })
    expect(decodeLine(line)).toEqual({
      kind: 'header',
      header: { format: 'of-frames', version: 1, source: 'coinbase', simulated: false },
    })
  })
})

describe('isWhole(entry)', () => {
  it('is false of every frame and body that lost its end', () => {
    const jsonObjects = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value))
    fc.assert(
      fc.property(jsonObjects, fc.nat(), (json, cut) => {
        const part = json.slice(0, cut % json.length)
        expect(isWhole(bytesEntry({ kind: 'frame', connection: 'ws.1', receivedUs: 1, frame: json }))).toBe(true)
        expect(isWhole(bytesEntry({ kind: 'frame', connection: 'ws.1', receivedUs: 1, frame: part }))).toBe(false)
        expect(isWhole(bytesEntry({ kind: 'rest', receivedUs: 1, path: '/', body: json }))).toBe(true)
        expect(isWhole(bytesEntry({ kind: 'rest', receivedUs: 1, path: '/', body: part }))).toBe(false)
      }),
    )
  })

  it('is false where a shorter text would have been as good', () => {
    expect(isWhole(bytesEntry({ kind: 'opened', connection: 'ws.1', receivedUs: 1 }))).toBe(false)
    expect(isWhole(bytesEntry({ kind: 'closed', connection: 'ws.1', receivedUs: 1 }))).toBe(false)
    expect(isWhole(bytesEntry({ kind: 'frame', connection: 'ws.1', receivedUs: 1, frame: '12' }))).toBe(false)
  })
})
