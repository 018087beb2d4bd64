import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TapeEntry } from '../entry.ts'
import type { LineFault } from '../line-fault.ts'
import { type TextEntry, texts } from '../testing/text-entry.ts'
import { CryptofeedDecoder } from './cryptofeed.ts'

const header = '{"t":"header","format":2,"exchange":"COINBASE","recorded":1786309548.026294}'
const frame = '{"t":"recv","conn":"ws.2","ts":1786309548.1743748,"data":"{\\"channel\\":\\"heartbeats\\"}"}'

function decodeAll(lines: readonly string[]): { entries: TextEntry[]; fault: LineFault | undefined; skippedLines: number } {
  const decoder = new CryptofeedDecoder()
  const entries: TapeEntry[] = []
  const decode = (line: Buffer): LineFault | undefined => decoder.decode(line, 0, line.length, entries)
  const fault = lines.map((line) => decode(Buffer.from(line))).find((found) => found !== undefined)
  return { entries: texts(entries), fault, skippedLines: decoder.skippedLines }
}

describe('CryptofeedDecoder', () => {
  it('reads a header, an opened connection, a REST answer and a frame, and passes over what was sent', () => {
    const { entries, fault, skippedLines } = decodeAll([
      header,
      '{"t":"http","conn":"http.1","ts":1786309548.03,"url":"https://api.coinbase.com/api/v3/brokerage/market/products?limit=1","data":"{}"}',
      '{"t":"connect","conn":"ws.2","ts":1786309548.031329,"addr":"wss://advanced-trade-ws.coinbase.com"}',
      '{"t":"send","conn":"ws.2","ts":1786309548.174,"data":"{}"}',
      frame,
    ])
    expect(fault).toBeUndefined()
    expect(skippedLines).toBe(0)
    expect(entries).toEqual([
      { kind: 'header', header: { format: 'cryptofeed', version: 2, source: 'coinbase', simulated: false } },
      { kind: 'rest', receivedUs: 1_786_309_548_030_000, path: '/api/v3/brokerage/market/products?limit=1', body: '{}' },
      { kind: 'opened', connection: 'ws.2', receivedUs: 1_786_309_548_031_329 },
      { kind: 'frame', connection: 'ws.2', receivedUs: 1_786_309_548_174_375, frame: '{"channel":"heartbeats"}' },
    ])
  })

  it.each<[string, string]>([
    ['no time', '{"t":"connect","conn":"ws.2"}'],
    ['an empty time', '{"t":"connect","conn":"ws.2","ts":null}'],
  ])('gives a connection opened at %s the time of the next line that has one', (_name, connect) => {
    expect(decodeAll([header, connect, '{"t":"send"}', frame]).entries.slice(1)).toMatchObject([
      { kind: 'opened', connection: 'ws.2', receivedUs: 1_786_309_548_174_375 },
      { kind: 'frame' },
    ])
    expect(decodeAll([header, connect, frame, frame]).entries).toHaveLength(4)
  })

  it.each<[string, string]>([
    ['lines of an unknown kind', '{"t":"note"}'],
    ['answers without a body', '{"t":"http","ts":1,"url":"https://x/y"}'],
    ['answers without an address', '{"t":"http","ts":1,"data":"{}"}'],
    ['answers from no address', '{"t":"http","ts":1,"url":"products","data":"{}"}'],
  ])('counts %s and passes over them', (_name, line) => {
    expect(decodeAll([header, line, line])).toMatchObject({ entries: [{ kind: 'header' }], fault: undefined, skippedLines: 2 })
  })

  it('restarts every connection met so far for one that has no name', () => {
    const { entries, skippedLines } = decodeAll([header, '{"t":"connect"}', frame, '{"t":"connect"}', frame])
    expect(entries.map(({ kind }) => kind)).toEqual(['header', 'frame', 'opened', 'frame'])
    expect(skippedLines).toBe(0)
  })

  it.each<[string, string]>([
    ['a header that says nothing', '{"t":"header"}'],
    ['no header at all', '{"t":"send"}'],
  ])('takes a capture with %s to be of this format and of Coinbase', (_name, line) => {
    expect(decodeAll([line, frame]).entries).toMatchObject([
      { kind: 'header', header: { format: 'cryptofeed', version: 2, source: 'coinbase' } },
      { kind: 'frame' },
    ])
  })

  it('lower-cases the name of whatever exchange it was', () => {
    expect(decodeAll(['{"t":"header","format":2,"exchange":"BINANCE_US"}']).entries).toMatchObject([{ header: { source: 'binance_us' } }])
  })

  it('names the format it cannot read, before it asks for anything else', () => {
    expect(decodeAll(['{"t":"header","format":3}']).fault).toEqual({
      kind: 'unsupported-version',
      format: 'cryptofeed',
      supported: 2,
      version: 3,
    })
  })

  it.each<[string, string, string]>([
    ['what is not JSON', '{"t":"recv"', 'is not JSON: '],
    ['a line without a kind', '{"conn":"ws.2"}', 'is not a line of a capture: t: expected string, received undefined'],
    ['a number', '17', 'is not a line of a capture: value: expected object, received number'],
    ['a frame without a connection', '{"t":"recv","ts":1,"data":""}', 'is not a received frame: conn: expected string, received undefined'],
    ['a frame without a time', '{"t":"recv","conn":"ws.2","data":""}', 'is not a received frame: ts: expected number, received undefined'],
    ['a frame from before 1970', '{"t":"recv","conn":"ws.2","ts":-1,"data":""}', 'is not a received frame: ts: '],
    ['a frame in milliseconds', '{"t":"recv","conn":"ws.2","ts":1786309548026,"data":""}', 'is not a received frame: ts: '],
    [
      'a frame that is no text',
      '{"t":"recv","conn":"ws.2","ts":1,"data":{}}',
      'is not a received frame: data: expected string, received object',
    ],
    ['a header whose exchange is no name', '{"t":"header","format":2,"exchange":5}', 'is not a header: exchange: expected string'],
  ])('refuses %s', (_name, line, detail) => {
    const { fault } = decodeAll([line])
    expect(fault).toMatchObject({ kind: 'damaged', detail: expect.stringContaining(detail) })
  })

  it('reads the usual line of a frame as it reads any other JSON that says the same', () => {
    const line = '{"t":"recv","conn":"ws.2","ts":1786309548.1743748,"data":"{\\"a\\":\\"\\u20ac€\\\\\\/\\"}"}'
    const change = fc.record({ at: fc.nat(line.length), drop: fc.nat(2), put: fc.stringMatching(/^[ 0-9a.,":{}\\eE-]{0,2}$/) })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 2 }), (changes) => {
        let text = line
        for (const { at, drop, put } of changes) text = text.slice(0, at) + put + text.slice(at + drop)
        const usual = decodeAll([header, frame, text])
        // A space in front takes it off the quick road; where it stands changes what a parser complains of.
        const any = decodeAll([header, frame, ` ${text}`])
        expect(usual.entries).toEqual(any.entries)
        expect(usual.fault?.kind).toBe(any.fault?.kind)
      }),
      { numRuns: 2_000 },
    )
  })

  it('gives a frame of the usual form its opening first, where that was not timed', () => {
    const { entries } = decodeAll([header, frame, '{"t":"connect","conn":"ws.2"}', frame, frame])
    expect(entries.map(({ kind }) => kind)).toEqual(['header', 'frame', 'opened', 'frame', 'frame'])
  })
})
