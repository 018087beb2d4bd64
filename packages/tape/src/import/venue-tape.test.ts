import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TapeError } from '../errors.ts'
import type { TapeProgress } from '../meter.ts'
import { chunksOf, faultOf } from '../testing/reading.ts'
import { newFiles, readText, readVenue } from '../testing/venue-events.ts'
import { recogniseFormat } from './recognise-format.ts'
import { openVenueTape } from './venue-tape.ts'

const filesOf = newFiles()
const T = 1_585_699_200_000_000
const count = (rows: number): number[] => Array.from({ length: rows }, (_, at) => at)

/** Recordings of every format that a stream can be of: what they are called, and some lines of each. */
const texts: Readonly<Record<string, readonly string[]>> = {
  tardis: [
    'exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount',
    ...count(20).map((at) => `binance,BTCUSDT,${T + at},${T + 2 * Math.floor(at / 2)},${at < 4},bid,${100 + (at % 5)},${at % 3}`),
  ],
  binance: [
    `${T} {"lastUpdateId":0,"bids":[["1","1"]],"asks":[["2","1"]]}`,
    ...count(12).map(
      (at) => `${T + at} {"e":"depthUpdate","E":${T / 1_000},"s":"AUSDT","U":${at + 1},"u":${at + 1},"b":[["1","${at}"]],"a":[]}`,
    ),
    `${T} {"lastUpdateId":12,"bids":[["1","1"]],"asks":[["2","1"]]}`,
  ],
  'trades-csv': ['time,price,size,side,product', ...count(12).map((at) => `${T + at},1.${at},2,${at % 2 === 0 ? 'buy' : 'sell'},A-USD`)],
  'candles-csv': ['time,open,high,low,close,volume', ...count(5).map((at) => `${T + at * 60_000_000},2,3,1,2,1`)],
}
const bytesOf = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`)

describe.each(Object.entries(texts))('openVenueTape of %s', (format, lines) => {
  const whole = bytesOf(lines)

  it('tells the same however it is cut into chunks and compressed', async () => {
    const plain = await readText(whole)
    expect(plain.error).toBeUndefined()
    expect(plain.events.length).toBeGreaterThan(3)
    expect(plain.origin.formats).toEqual([format])
    for (const sizes of [[1], [7, 100], [4_096]]) expect(await readText(whole, 'made-up', sizes)).toEqual(plain)
    expect(await readText(gzipSync(whole), 'made-up', [13])).toEqual(plain)
  })

  it('delivers what stands before a cut, and then says where it is', async () => {
    const plain = await readText(whole)
    const zipped = await readText(gzipSync(whole).subarray(0, -20))
    expect(faultOf(zipped.error)?.kind).toBe('truncated')
    expect(plain.events.slice(0, zipped.events.length)).toEqual(zipped.events)
    const text = await readText(whole.subarray(0, whole.length - 15))
    expect(faultOf(text.error)).toMatchObject({ kind: 'truncated', line: lines.length })
    expect(plain.events.slice(0, text.events.length)).toEqual(text.events)
  })

  it('ends with events or a fault, whatever is done to the bytes, and tells nothing that no number is', async () => {
    const change = fc.record({
      at: fc.nat(whole.length),
      drop: fc.nat(12),
      put: fc.constantFrom('', '0', ',', '"', '\n', '\r', '\0', '-', 'é', 'nan', 'e999', '9'.repeat(30)),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        let bytes = whole
        for (const { at, drop, put } of changes) bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + drop)])
        const { error, events } = await readText(bytes)
        if (error !== undefined) expect(error).toBeInstanceOf(TapeError)
        expect(JSON.stringify(events)).not.toMatch(/null|NaN|Infinity/)
      }),
      { numRuns: 40 },
    )
  })
})

describe('openVenueTape', () => {
  it('tells how far it is, of all files together', async () => {
    const paths = filesOf({ 'a.csv': bytesOf(texts['trades-csv']!), 'b.csv': bytesOf(texts['candles-csv']!) })
    const told: TapeProgress[] = []
    await readVenue(
      paths.map((path) => ({ path })),
      { onProgress: (progress) => void told.push(progress) },
    )
    const totalBytes = bytesOf(texts['trades-csv']!).length + bytesOf(texts['candles-csv']!).length
    expect(told.at(-1)).toEqual({ bytesRead: totalBytes, totalBytes, lines: 19 })
  })

  it('stops when it is told to, and when nobody reads on', async () => {
    const stop = new AbortController()
    const [path = ''] = filesOf({ 'a.csv': bytesOf(texts['trades-csv']!) })
    const tape = openVenueTape([await recogniseFormat({ path })], { signal: stop.signal })
    await expect(
      (async () => {
        for await (const _ of tape) stop.abort(new Error('enough'))
      })(),
    ).rejects.toThrow('enough')
    for await (const _ of openVenueTape([await recogniseFormat({ path })])) break
  })

  it('holds no more of a long recording than of a short one', async () => {
    let rowsMade = 0
    async function* rows(): AsyncGenerator<Uint8Array, void, undefined> {
      yield Buffer.from('time,price,size,side\n')
      for (; rowsMade < 100_000; rowsMade += 100) {
        await Promise.resolve()
        yield Buffer.from(
          count(100)
            .map((at) => `${T + rowsMade + at},1,1,buy\n`)
            .join(''),
        )
      }
    }
    let most = 0
    let events = 0
    for await (const batch of openVenueTape([{ format: 'trades-csv', input: { stream: rows(), name: 'long' } }])) {
      events += batch.length
      most = Math.max(most, rowsMade - events)
    }
    expect(events).toBe(100_000)
    expect(most).toBeLessThan(5_000)
  })

  it('uses the name it is given for what does not say what it is of', async () => {
    const { events } = await readText(bytesOf(texts['candles-csv']!), 'x.csv')
    expect(events[0]?.['product']).toBe('X')
    const named = await readVenue([{ stream: chunksOf(bytesOf(texts['candles-csv']!)), name: 'x.csv' }], { product: 'BTC-USD' })
    expect(named.events[0]?.['product']).toBe('BTC-USD')
  })

  it('refuses what it cannot tell, and frames', async () => {
    for (const text of ['', 'hello\n', '1,2,3\n', 'time,price\n', '{"a":1}\n', '5 {"a":1}\n']) {
      expect(faultOf((await readText(text)).error)?.kind).toBe('unknown-format')
    }
    const frames = await readText('{"format":"of-frames","version":1,"source":"coinbase","simulated":true}\n')
    expect(faultOf(frames.error)?.kind).toBe('unknown-format')
  })
})

describe('recogniseFormat(input)', () => {
  it.each<[string, string, string | undefined]>([
    ['{"format":"of-frames","version":1,"source":"coinbase","simulated":true}', 'frames', 'x'],
    ['{"t":"recv","conn":"a","ts":1,"data":"{}"}', 'frames', 'x.csv'],
    ['\ufeff\n\nexchange,symbol,timestamp,local_timestamp,id,side,price,amount', 'tardis', 'x'],
    ['1723161600001658384 {"stream":"x@trade","data":{}}', 'binance', 'x'],
    ['34200.004241176,1,16113575,18,5853300,1', 'lobster', 'AAPL_2012-06-21_34200000_57600000_message_10.csv'],
  ])('takes %s for %s', async (line, format, name = 'x') => {
    const [path = ''] = filesOf({ [name]: `${line}\n` })
    expect((await recogniseFormat({ path })).format).toBe(format)
  })

  it('knows none of what only looks like one', async () => {
    const lobster = 'AAPL_2012-06-21_34200000_57600000_message_10.csv'
    const lines: readonly (readonly [name: string, line: string])[] = [
      [lobster, 'hello'],
      [lobster.replace('message', 'orderbook'), '5859400,200,5853300,18'],
      ['x.csv', '34200.004241176,1,16113575,18,5853300,1'],
      ['x.csv', 'exchange,symbol,timestamp,local_timestamp,funding_rate'],
      ['x.csv', 'open,high,low,close'],
    ]
    for (const [name, line] of lines) {
      const [path = ''] = filesOf({ [name]: `${line}\n` })
      expect((await recogniseFormat({ path })).format, line).toBeUndefined()
    }
  })

  it('leaves a stream to be read from its beginning, and takes no more of it than its first line', async () => {
    let taken = 0
    async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
      for (const line of texts['trades-csv']!) {
        taken += 1
        yield Buffer.from(`${line}\n`)
      }
    }
    const recognised = await recogniseFormat({ stream: chunks(), name: 'pipe' })
    expect(taken).toBe(1)
    let events = 0
    for await (const batch of openVenueTape([recognised])) events += batch.length
    expect(events).toBe(12)
  })

  it('says what is not there', async () => {
    await expect(recogniseFormat({ path: '/nowhere/x.csv' })).rejects.toMatchObject({ fault: { kind: 'not-found' } })
  })
})
