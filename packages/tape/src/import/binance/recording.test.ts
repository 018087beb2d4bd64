import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { OrderBook, type VenueEvent } from '@of/core'
import { describe, expect, it } from 'vitest'
import { recogniseFormat } from '../recognise-format.ts'
import { openVenueTape } from '../venue-tape.ts'

const folder = process.env['OF_RECORDINGS']
const path = folder === undefined ? '' : join(folder, 'binance-spot-btcusdt-2024-08-09.ndjson.gz')
const present = existsSync(path)
if (!present)
  process.stderr.write('note: no real recording: set OF_RECORDINGS to the folder that holds binance-spot-btcusdt-2024-08-09.ndjson.gz\n')

const exact = (text: string): bigint => BigInt(text.replace('.', ''))

/** Sums over the recording the slow, plain way: what the lines say, in integers of 1e-8. */
async function plainly(): Promise<{
  readonly buy: bigint
  readonly sell: bigint
  readonly ids: readonly number[]
  readonly quotes: readonly string[]
}> {
  let buy = 0n
  let sell = 0n
  const ids: number[] = []
  const quotes: string[] = []
  for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
    const { stream, data } = JSON.parse(line.slice(line.indexOf(' '))) as {
      readonly stream: string
      readonly data: Readonly<Record<string, string>>
    }
    if (stream.endsWith('bookTicker')) quotes.push(['b', 'B', 'a', 'A'].map((key) => Number(data[key])).join(' '))
    if (!stream.endsWith('trade')) continue
    ids.push(Number(data['t']))
    if (String(data['m']) === 'true') sell += exact(data['q']!)
    else buy += exact(data['q']!)
  }
  return { buy, sell, ids, quotes }
}

describe.runIf(present)('the real recording of Binance', async () => {
  const events: VenueEvent[] = []
  const quotes: string[] = []
  const book = new OrderBook()
  const expected = present ? await plainly() : undefined
  const tape = openVenueTape(present ? [await recogniseFormat({ path })] : [])
  for await (const batch of tape) {
    for (const event of batch) {
      if (event.kind === 'snapshot') book.replace(event.changes)
      else if (event.kind === 'changes') book.apply(event.changes)
      if (event.kind === 'trade') events.push(event)
      else quotes.push([book.bids.bestPrice, book.bids.bestSize, book.asks.bestPrice, book.asks.bestSize].join(' '))
    }
  }

  it('has the trades of its lines, of the side that took', () => {
    const sums = { buy: 0n, sell: 0n }
    const ids: number[] = []
    for (const event of events) {
      if (event.kind !== 'trade') continue
      ids.push(event.trade.id)
      sums[event.trade.aggressor] += BigInt(Math.round(event.trade.size * 1e8))
    }
    expect(ids).toEqual(expected?.ids)
    expect(ids).toHaveLength(10_147)
    expect(sums).toEqual({ buy: expected?.buy, sell: expected?.sell })
  })

  it('has every best price as its book, for it holds no snapshot of the depth', () => {
    expect(quotes).toEqual(expected?.quotes)
    expect(tape.origin).toMatchObject({ samplings: ['best-as-received'], numberedTrades: true, skippedLines: 0 })
  })
})
