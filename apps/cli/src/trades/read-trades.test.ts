import { describe, expect, it } from 'vitest'
import { readTrades, type TradeList } from './read-trades.ts'

async function read(text: string, feeBps = 0): Promise<TradeList> {
  return await readTrades('-', { stdin: bytesOf(text), feeBps })
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(Buffer.from(text))
}

const NOON_US = Date.parse('2026-01-05T12:00:00Z') * 1_000

describe('readTrades(path)', () => {
  it.each([
    ['a return as a fraction', 'time,return\n2026-01-05T12:00Z,0.0025\n', 25],
    ['basis points', 'time,netBps\n2026-01-05T12:00Z,-7.5\n', -7.5],
    ['a profit and what was at stake', 'time,pnl,notional\n2026-01-05T12:00Z,3,2000\n', 15],
    ['basis points rather than anything else', 'time,return,netBps\n2026-01-05T12:00Z,1,4\n', 4],
    ['a minus sign that is one', 'time,netBps\n2026-01-05T12:00Z,\u22124\n', -4],
  ])('reads %s', async (_name, text, netBps) => {
    expect((await read(text)).trades).toMatchObject([{ openedUs: NOON_US, closedUs: NOON_US, netBps }])
  })

  it.each([
    '2026-01-05T12:00:00Z',
    '2026-01-05 12:00',
    '2026-01-05T13:00:00+01:00',
    '2026-01-05T06:30:00-0530',
    '1767614400',
    '1767614400000',
    '1767614400000000',
    '1767614400.0',
  ])('reads the time %s', async (time) => {
    expect((await read(`time,netBps\n${time},1\n`)).trades[0]?.closedUs).toBe(NOON_US)
  })

  it('knows columns by their names in any case and order, and lets others be', async () => {
    const { trades } = await read(
      'Reason,NET_BPS,Entry Price,Closed At,Opened At,QTY,Symbol\nstop,3,50,2026-01-05T12:00Z,2026-01-05T11:45Z,-2,BTC-USD\n',
    )
    expect(trades).toEqual([
      {
        openedUs: NOON_US - 900_000_000,
        closedUs: NOON_US,
        netBps: 3,
        costBps: undefined,
        product: 'BTC-USD',
        quantity: 2,
        entryPrice: 50,
      },
    ])
  })

  it('reads what a spreadsheet saves: a byte order mark, semicolons, quotes, empty lines, carriage returns', async () => {
    const { trades } = await read('\uFEFFtime;return\r\n\r\n"2026-01-05T12:00Z"; 0.01 \r\n')
    expect(trades).toMatchObject([{ closedUs: NOON_US, netBps: 100 }])
  })

  it('takes a fee a fill off every trade, twice, on top of costs that are told', async () => {
    const text = 'time,netBps,costBps\n2026-01-05T12:00Z,30,4\n'
    expect((await read(text, 5)).trades).toMatchObject([{ netBps: 20, costBps: 14 }])
    expect((await read(text)).trades).toMatchObject([{ netBps: 30, costBps: 4 }])
    expect((await read('time,pnl,notional,fees\n2026-01-05T12:00Z,3,2000,0.4\n')).trades[0]?.costBps).toBeCloseTo(2, 12)
  })

  it('keeps in mind what a file says of being simulated', async () => {
    const header = 'time,netBps,simulated\n2026-01-05T12:00Z,1,'
    expect([
      (await read(`${header}true\n`)).simulated,
      (await read(`${header}false\n`)).simulated,
      (await read(`${header}\n`)).simulated,
    ]).toEqual([true, false, null])
  })

  it('remarks on returns that can hardly be fractions', async () => {
    expect((await read('time,return\n2026-01-05T12:00Z,1.5\n')).remarks).toHaveLength(1)
    expect((await read('time,netBps\n2026-01-05T12:00Z,15000\n')).remarks).toEqual([])
  })

  it('has no trades where there is a header alone', async () => {
    expect((await read('time,netBps\n')).trades).toEqual([])
  })

  it.each([
    ['', 'standard input: expected a header line, received nothing'],
    ['when,netBps\n', 'standard input: expected a column time or closed, received when, netBps'],
    ['time,side\n', 'standard input: expected a column return, netBps or pnl, received time, side'],
    ['time,pnl\n', 'standard input: expected a column notional beside pnl, received time, pnl'],
    ['time,Time,netBps\n', 'standard input: expected one column of a kind, received time and Time'],
    ['time,netBps\n\n2026-01-05,1\n2026-01-06,1.5%\n', 'standard input: line 4, column netBps: expected a number, received 1.5%'],
    ['time,netBps\n2026-01-05,\n', 'standard input: line 2, column netBps: expected a number, received nothing'],
    [
      'time,netBps\n2026-02-30,1\n',
      'standard input: line 2, column time: expected a time: ISO 8601, or seconds, ms or µs since 1970, received 2026-02-30',
    ],
    [
      'time,netBps\n5/1/2026,1\n',
      'standard input: line 2, column time: expected a time: ISO 8601, or seconds, ms or µs since 1970, received 5/1/2026',
    ],
    [
      'opened,closed,netBps\n2026-01-06,2026-01-05,1\n',
      'standard input: line 2, column opened: expected a time no later than it closed, received 2026-01-06',
    ],
    ['time,pnl,notional\n2026-01-05,1,0\n', 'standard input: line 2, column notional: expected a number above 0, received 0'],
    ['time,netBps\n2026-01-05,1,7\n', 'standard input: line 2: invalid record length: expect 2, got 3'],
    ['time,netBps\n2026-01-05,NaN\n', 'standard input: line 2, column netBps: expected a number, received NaN'],
  ])('says where %j is wrong', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message)
  })

  it('says which file cannot be read', async () => {
    await expect(readTrades('/nowhere/trades.csv', { stdin: bytesOf(''), feeBps: 0 })).rejects.toThrow(
      '/nowhere/trades.csv: cannot be read: ENOENT',
    )
  })
})
