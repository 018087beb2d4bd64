import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MarketEvent } from '@of/core'
import type { VenueReport } from '@of/pipeline'
import { TapeError } from '@of/tape'
import { afterAll, describe, expect, it } from 'vitest'
import { analyzeCommand } from '../commands/analyze.ts'
import { featuresCommand } from '../commands/features.ts'
import { CliError } from '../errors.ts'
import { type MarketRequest, marketEventsOf } from '../input/market-events.ts'
import { collectingHost } from '../testing/collecting-host.ts'
import { asText, madeUpLines } from '../testing/made-up-recording.ts'

const folder = mkdtempSync(join(tmpdir(), 'of-venue-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, lines: readonly string[]): string => {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  return join(folder, name)
}
const seconds = (count: number): number[] => Array.from({ length: count }, (_, at) => at)

const T = 1_767_323_045_000_000
const LOBSTER = 'MADE_2026-01-02_34200000_57600000_'
const lobster = file(
  `${LOBSTER}message_1.csv`,
  seconds(90).map((at) => (at % 10 === 9 ? `${34_200 + at}.5,4,7,3,1000100,-1` : `${34_200 + at}.5,1,7,10,1000000,1`)),
)
file(
  `${LOBSTER}orderbook_1.csv`,
  seconds(90).map((at) => `1000100,${500 - at},1000000,${10 + at}`),
)
const trades = file('eth-usd.csv', [
  'time,price,size,side',
  ...seconds(30).map((at) => `${T / 1e6 + at},2000,0.5,${at % 2 === 0 ? 'buy' : 'sell'}`),
])
const tardis = file('book.csv', [
  'exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount',
  ...seconds(30).map(
    (at) =>
      `deribit,eth-usd,${T + at * 1e6},${T + at * 1e6 + 9},${at < 2},${at % 2 === 0 ? 'bid' : 'ask'},${at % 2 === 0 ? 1_999 : 2_001},${at + 1}`,
  ),
])
const frames = file('frames.of', [asText(madeUpLines(3)).trimEnd()])

const options = { product: [], preset: 'default', every: '1s', format: 'csv' } as const

describe('of analyze of recordings of other venues', () => {
  it('prints the analysis, where it comes from, how its book was sampled, and no more of it than is shown', async () => {
    const host = collectingHost()
    await analyzeCommand([lobster], options, host)
    const { stdout } = host.said
    expect(stdout).toContain('\n2026-01-02 14:30:00 – 14:31:29 UTC · 1 min 29 s · preset default\n')
    expect(stdout).toContain('Order Flow Analysis - MADE\n')
    expect(stdout).toContain('n/a: the book shows 1 level a side, expected 10')
    expect(stdout).toContain('\n  90 book messages sampled every-event, 9 trades, 1 decision')
    expect(stdout).toContain('\n  Recorded at nasdaq, read from lobster\n')
    expect(stdout).not.toContain('SIMULATED')
    expect(stdout).not.toContain('50ms')
  })

  it('puts files of one product together, in JSON with null where only Coinbase tells', async () => {
    const host = collectingHost()
    await analyzeCommand([trades, tardis], { ...options, json: true }, host)
    const reports = host.said.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as VenueReport)
    expect(reports).toMatchObject([
      {
        product: 'ETH-USD',
        book: { state: 'synced', bestBid: 1_999, bestAsk: 2_001 },
        totals: { trades: 30, buyVolume: 7.5, sellVolume: 7.5, bookMessages: 30 },
        quality: { sequenceGaps: null, tickers: null, missingTradeIds: null },
        origin: { formats: ['trades-csv', 'tardis'], venues: ['deribit'], samplings: ['l2-as-received'] },
      },
    ])
  })

  it('takes the product asked for as the name of what has none, and every name in capital letters', async () => {
    const host = collectingHost()
    await analyzeCommand(
      [file('monday.csv', ['time,price,size', '1767323045,5,1', '1767323046,6,1'])],
      { ...options, product: ['sol-usd'] },
      host,
    )
    expect(host.said.stdout).toContain('Order Flow Analysis - SOL-USD\n')
    expect(host.said.remarks).toEqual([
      '1 trade without a side: inferred by the tick rule',
      '1 trade left out: without a side, before any price change to infer it from',
    ])
    const other = collectingHost()
    await analyzeCommand([tardis], { ...options, product: ['ETH-USD'] }, other)
    expect(other.said.stdout).toContain('Order Flow Analysis - ETH-USD\n')
    await expect(analyzeCommand([tardis], { ...options, product: ['BTC-USD'] }, other)).rejects.toMatchObject({
      fault: { kind: 'unknown-product', available: ['ETH-USD'] },
    })
  })

  it('prints the result of what stands before a damage, and then throws it', async () => {
    const damaged = file('damaged.csv', ['time,price,size,side', '1767323045,5,1,buy', '1767323046,5,one,buy'])
    const host = collectingHost()
    const error = await analyzeCommand([damaged], options, host).catch((thrown: unknown) => thrown)
    expect(host.said.stdout).toContain(' 1 trade, ')
    expect(error).toBeInstanceOf(TapeError)
    expect((error as TapeError).message).toBe(`${damaged}: line 3 (byte 40) column 3 (size): expected a number above zero, received "one"`)
  })

  it('counts between two times of receipt', async () => {
    const host = collectingHost()
    await analyzeCommand([trades], { ...options, json: true, from: String(T / 1e6 + 5), to: String(T / 1e6 + 8) }, host)
    expect(JSON.parse(host.said.stdout)).toMatchObject({ totals: { trades: 3 } })
    await expect(analyzeCommand([trades], { ...options, from: '2027-01-01' }, host)).rejects.toMatchObject({
      fault: { kind: 'nothing-in-range' },
    })
  })

  it('refuses frames and events together', async () => {
    const error = await analyzeCommand([frames, trades], options, collectingHost()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(CliError)
    expect((error as CliError).message).toBe(`expected recordings of one kind, received ${frames} of frames and one of trades-csv`)
  })
})

describe('of features of recordings of other venues', () => {
  it('writes a row a product and step', async () => {
    const host = collectingHost()
    await featuresCommand([lobster], options, host)
    const [header = '', ...rows] = host.said.stdout.trimEnd().split('\n')
    expect(rows).toHaveLength(89)
    const column = header.split(',').indexOf('bestBidSize')
    expect(rows.map((row) => Number(row.split(',')[column]))).toEqual(seconds(89).map((at) => 10 + at))
    expect(rows[0]).toMatch(/^2026-01-02T14:30:01\.000000Z,1767364201000000,MADE,false,100,10,100\.01,500,/)
  })
})

describe('marketEventsOf(request, host, onMarket)', () => {
  const request: MarketRequest = { paths: [], products: [], range: {}, command: 'of made-up', decideEveryUs: 1_000_000 }
  const kindsOf = async (asked: Partial<MarketRequest>) => {
    const kinds = new Map<string, number>()
    const onMarket = ({ kind }: MarketEvent): void => void kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    const reading = await marketEventsOf({ ...request, ...asked }, collectingHost(), onMarket)
    return { kinds: Object.fromEntries(kinds), reading }
  }

  it('tells events of frames and of any other recording in the same way, with their origin', async () => {
    const coinbase = await kindsOf({ paths: [frames] })
    expect(coinbase.kinds).toEqual({ book: 4, trade: 3, due: 3 })
    expect(coinbase.reading).toMatchObject({
      simulated: true,
      origin: { venues: ['coinbase'], samplings: ['l2-batch-50ms'] },
      chosen: { found: ['BTC-USD'] },
    })
    const nasdaq = await kindsOf({ paths: [lobster] })
    expect(nasdaq.kinds).toEqual({ book: 90, trade: 9, due: 89 })
    expect(nasdaq.reading).toMatchObject({
      simulated: false,
      origin: { venues: ['nasdaq'], formats: ['lobster'] },
      chosen: { found: ['MADE'] },
    })
    expect(nasdaq.reading.describe('MADE')).toEqual({ id: 'MADE', quote: 'USD', tick: 0.01, lot: 1 })
    expect(nasdaq.reading.throwUnlessWhole).not.toThrow()
  })

  it('tells of the products asked for alone, and says which are not there', async () => {
    const { kinds, reading } = await kindsOf({ paths: [tardis, trades], products: ['ETH-USD'] })
    expect(kinds).toMatchObject({ book: 30, trade: 30 })
    const none = await kindsOf({ paths: [frames], products: ['SOL-USD'] })
    expect(none.kinds).toEqual({})
    expect(none.reading.throwUnlessWhole).toThrow('SOL-USD: not in the recording')
    expect(reading.span).toEqual([T, T + 29_000_009])
  })
})
