import { describe, expect, it } from 'vitest'
import { EntryReader, type LineLimits } from './entry-reader.ts'
import type { TapeFault } from './errors.ts'
import { bytesOf, madeUpEntries } from './testing/made-up-tape.ts'
import { type TextEntry, texts } from './testing/text-entry.ts'

const name = 'made-up'
const header = '{"format":"of-frames","version":1,"source":"coinbase","simulated":true}'
const headerBytes = header.length + 1
const captureHeader = '{"t":"header","format":2,"exchange":"COINBASE"}'

function read(text: string | Uint8Array, limits?: LineLimits): { entries: TextEntry[]; fault: TapeFault | undefined; lines: number } {
  const reader = new EntryReader(name, limits)
  const pushed = reader.push(Buffer.from(text))
  const ended = pushed.fault === undefined ? reader.end() : { entries: [], fault: pushed.fault }
  return { entries: texts([...pushed.entries, ...ended.entries]), fault: ended.fault, lines: reader.lines }
}

describe('EntryReader(name)', () => {
  it('reads a recording in our own format', () => {
    const entries = madeUpEntries(5)
    expect(read(bytesOf(entries))).toEqual({ entries: texts(entries), fault: undefined, lines: 8 })
  })

  it('reads a capture of cryptofeed', () => {
    const { entries, fault } = read(`${captureHeader}\n{"t":"recv","conn":"ws.1","ts":1,"data":"{}"}\n`)
    expect(fault).toBeUndefined()
    expect(entries).toMatchObject([{ kind: 'header' }, { kind: 'frame', connection: 'ws.1', receivedUs: 1_000_000 }])
  })

  it.each<[string, string]>([
    ['a byte order mark', `\ufeff${header}\n17 ws.1 {}\n`],
    ['carriage returns', `${header}\r\n17 ws.1 {}\r\n`],
    ['blank lines', `\n \r\n${header}\n\n17 ws.1 {}\n\t\n`],
    ['no line feed behind the last frame', `${header}\n17 ws.1 {}`],
  ])('reads the same in spite of %s', (_name, text) => {
    expect(read(text)).toMatchObject({ entries: [{ kind: 'header' }, { kind: 'frame', frame: '{}' }], fault: undefined })
  })

  it('reads two recordings put together as they are', () => {
    expect(read(`${header}\n17 ws.1 {}\n\ufeff${header}\n`).entries.map((entry) => entry.kind)).toEqual(['header', 'frame', 'header'])
  })

  it.each<[string, string]>([
    ['inside a frame', '17 ws.1 {"a":'],
    ['inside a body', '17 rest /products [{}'],
    ['inside a path', '17 rest /prod'],
    ['inside a time', '17'],
    ['perhaps inside a name', '17 open ws.1'],
    ['perhaps inside the name of what closed', '17 close ws.1'],
    ['inside a header', '{"format":"of-fr'],
  ])('says that a recording was cut %s', (_name, last) => {
    expect(read(`${header}\n${last}`)).toMatchObject({
      entries: [{ kind: 'header' }],
      fault: { kind: 'truncated', name, line: 2, byteOffset: headerBytes, detail: 'no line feed ends it' },
    })
  })

  it('says that a recording was cut inside a letter', () => {
    const cut = Buffer.from(`${header}\n17 ws.1 "€`).subarray(0, -1)
    expect(read(cut).fault).toMatchObject({ kind: 'truncated', line: 2 })
  })

  it('says that a recording was cut inside its first line', () => {
    for (let length = 1; length < header.length; length++) {
      expect(read(header.slice(0, length))).toMatchObject({ entries: [], fault: { kind: 'truncated', line: 1, byteOffset: 0 } })
    }
    expect(read(header).fault).toBeUndefined()
  })

  it('delivers what stands before a damaged line, and says where that line is', () => {
    const { entries, fault } = read(`${captureHeader}\n{"t":"recv","conn":"ws.1","ts":1,"data":"€"}\n{"t":"re\n`)
    expect(entries).toHaveLength(2)
    expect(fault).toMatchObject({
      kind: 'damaged',
      line: 3,
      byteOffset: captureHeader.length + 1 + 47,
      detail: expect.stringMatching(/^is not JSON: /),
    })
  })

  it('says which line is not UTF-8', () => {
    const text = Buffer.concat([Buffer.from(`${header}\n17 ws.1 `), Uint8Array.of(0xff), Buffer.from('\n18 ws.1 {}\n')])
    expect(read(text).fault).toEqual({ kind: 'damaged', name, line: 2, byteOffset: headerBytes, detail: 'is not UTF-8' })
  })

  it.each<[string, string | Uint8Array]>([
    ['no bytes', ''],
    ['blank lines', '\n\r\n  '],
    ['a byte order mark', '\ufeff'],
  ])('calls %s empty', (_name, text) => {
    expect(read(text)).toEqual({ entries: [], fault: { kind: 'empty', name }, lines: expect.any(Number) })
  })

  it.each<[string, string | Uint8Array]>([
    ['plain text', 'hello\n'],
    ['plain text without an end', 'hello'],
    ['some other JSON', '{"a":1}\n'],
    ['some other JSON without an end', '{"a":1}'],
    ['JSON over several lines', '{\n"format":"of-frames"}\n'],
    ['another recorder', '1723161255000000000 {"stream":"btcusdt@trade"}\n'],
    ['a recording without its header', '17 ws.1 {}\n'],
    ['binary data', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
  ])('knows no format in %s', (_name, text) => {
    expect(read(text)).toMatchObject({
      entries: [],
      fault: { kind: 'unknown-format', detail: 'the first line is no header of a recording' },
    })
  })

  it.each<[string, string, TapeFault]>([
    [
      'our own format',
      '{"format":"of-frames","version":2}\n',
      { kind: 'unsupported-version', name, format: 'of-frames', supported: 1, version: 2 },
    ],
    ['cryptofeed', '{"t":"header","format":1}', { kind: 'unsupported-version', name, format: 'cryptofeed', supported: 2, version: 1 }],
  ])('names a version of %s that it does not support', (_name, text, fault) => {
    expect(read(text).fault).toEqual(fault)
  })

  it('gives up on a first line that is longer than any header', () => {
    const limits = { headerBytes: 8, lineBytes: 100 }
    const fault = { kind: 'unknown-format', name, detail: 'the first line is longer than 8 bytes' }
    expect(read('x'.repeat(9), limits).fault).toEqual(fault)
    expect(read(`${header}\n`, limits).fault).toEqual(fault)
  })

  it('gives up on a line beyond the limit, whether or not it ends', () => {
    const limits = { headerBytes: 100, lineBytes: 100 }
    const fault = { kind: 'damaged', name, line: 2, byteOffset: headerBytes, detail: 'is longer than 100 bytes' }
    expect(read(`${header}\n17 ws.1 "${'x'.repeat(91)}"`, limits).fault).toEqual(fault)
    expect(read(`${header}\n17 ws.1 "${'x'.repeat(91)}"\n`, limits).fault).toEqual(fault)
    expect(read(`${header}\n17 ws.1 "${'x'.repeat(90)}"\n`, limits).entries).toHaveLength(2)
  })

  it('counts the lines it passed over', () => {
    const reader = new EntryReader(name)
    expect(reader.skippedLines).toBe(0)
    reader.push(Buffer.from(`${captureHeader}\n{"t":"note"}\n{"t":"note"}\n`))
    expect(reader.skippedLines).toBe(2)
  })

  it.each<[Parameters<EntryReader['stop']>[0], TapeFault]>([
    [
      { kind: 'damaged', detail: 'gzip block: odd' },
      { kind: 'damaged', name, line: 2, byteOffset: headerBytes, detail: 'cannot be read: gzip block: odd' },
    ],
    [
      { kind: 'truncated', detail: 'ends early' },
      { kind: 'truncated', name, line: 2, byteOffset: headerBytes, detail: 'ends early' },
    ],
    [
      { kind: 'unsupported', detail: 'a dictionary' },
      { kind: 'unsupported-compression', name, detail: 'a dictionary' },
    ],
  ])('places a stream that stops at the line it was in: %o', (found, fault) => {
    const reader = new EntryReader(name)
    reader.push(Buffer.from(`${header}\n17 ws`))
    expect(reader.stop(found)).toEqual(fault)
  })
})
