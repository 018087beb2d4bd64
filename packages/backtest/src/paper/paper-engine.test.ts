import type { LevelChange, MarketEvent, Us } from '@of/core'
import { describe, expect, it } from 'vitest'
import { Backtest, type BacktestOptions } from '../backtest.ts'
import { auditResult } from '../result/audit.ts'
import { lagUs, MadeUpMarket, type MadeUpSecond, startUs } from '../testing/made-up-market.ts'
import { type Line, scriptedSource } from '../testing/scripted-source.ts'
import { explicitFees } from './fees.ts'
import type { PaperRecord } from './record.ts'

/** A book of one price a side, two levels behind it. */
const bookAt = (bid: number, ask: number, size = 10): LevelChange[] => [
  { side: 'bid', price: bid, size },
  { side: 'bid', price: bid - 1, size: 100 },
  { side: 'ask', price: ask, size },
  { side: 'ask', price: ask + 1, size: 100 },
]

const snapshot = (bid: number, ask: number, size?: number): MadeUpSecond => ({ changes: bookAt(bid, ask, size), isSnapshot: true })

/** A run of one arm that says one line after another, at the moments of decision among the seconds. */
function run(seconds: readonly MadeUpSecond[], lines: readonly Line[], options: Partial<BacktestOptions> = {}) {
  const records: PaperRecord[] = []
  const backtest = new Backtest({
    fees: explicitFees(10, 2),
    notional: 100,
    maxHoldUs: 1_000_000_000,
    ...options,
    arms: [{ name: 'script', source: scriptedSource(lines) }],
    onRecord: (record) => records.push(record),
  })
  const market = new MadeUpMarket()
  for (const second of seconds) market.tell(second, (event: MarketEvent) => backtest.on(event))
  const result = backtest.result({ simulated: true })
  expect(auditResult(result)).toEqual([])
  const [arm] = result.arms
  const fills = records.flatMap((record) =>
    record.kind === 'filled' ? [[record.side, record.atUs - startUs - lagUs, record.notional / record.quantity]] : [],
  )
  const drops = records.flatMap((record) => (record.kind === 'dropped' ? [[record.reason, record.atUs - startUs - lagUs]] : []))
  return { arm: arm!, fills, drops, records }
}

const s = (seconds: number): Us => seconds * 1_000_000
const due: MadeUpSecond = { isDue: true }

const bid = (price: number, size: number): MadeUpSecond => ({ changes: [{ side: 'bid', price, size }] })

const through = (print: Partial<NonNullable<MadeUpSecond['prints']>[number]>): MadeUpSecond => ({
  prints: [{ price: 98, aggressor: 'sell', ...print }],
})

/** Trades of a LONG with a stop that hears of a print. */
const stoppedBy = (print: NonNullable<MadeUpSecond['prints']>[number]): readonly unknown[] =>
  run([snapshot(99, 101), due, { prints: [print] }, due], ['LONG'], { stopBps: 500 }).arm.trades

describe('fills', () => {
  it('meet the book that stood a latency after the decision was received, not what the next message brings', () => {
    const { fills } = run([snapshot(99, 101), due, snapshot(109, 111)], ['LONG'])
    expect(fills).toEqual([['buy', s(1) + 100_000, 101]])
  })

  it('meet what the messages within the latency have brought', () => {
    const { fills } = run([snapshot(99, 101), due, snapshot(109, 111), {}, due], ['LONG'], { latencyUs: s(1.5) })
    expect(fills).toEqual([['buy', s(2.5), 111]])
  })

  it('meet what is received at the very moment', () => {
    expect(run([snapshot(99, 101), due, snapshot(109, 111), due], ['LONG'], { latencyUs: s(1) }).fills).toEqual([['buy', s(2), 111]])
  })

  it('slip by what they are worse than mid when they were decided', () => {
    const { trades } = run([snapshot(99, 101), due, due, due], ['LONG', 'SHORT']).arm
    expect(trades[0]).toMatchObject({ grossBps: -2e4 / 101, slippageBps: expect.closeTo(2e4 / 101, 9) })
    expect(run([snapshot(99, 101), due, due, due], ['SHORT', 'LONG']).arm.trades[0]!.slippageBps).toBeCloseTo(2e4 / 99, 9)
  })

  it('walk the book, and drop what it cannot fill of an entry', () => {
    const { fills, drops, arm } = run([snapshot(99, 101, 1), due, due], ['LONG'], { notional: 150_000 })
    expect(fills).toEqual([['buy', s(1) + 100_000, (101 + 100 * 102) / 101]])
    expect(drops).toEqual([['book too thin', s(1) + 100_000]])
    expect(arm.open).toMatchObject([{ side: 'LONG', quantity: 101 }])
  })

  it('walk a deep book to its end', () => {
    const changes = Array.from({ length: 40 }, (_, at): LevelChange => ({ side: 'ask', price: 101 + at, size: 1 }))
    const { arm } = run([{ changes: [{ side: 'bid', price: 99, size: 1 }, ...changes], isSnapshot: true }, due, due], ['LONG'], {
      notional: 3_500,
    })
    expect(arm.open).toMatchObject([{ quantity: 35, entryPrice: 118 }])
  })

  it('turn a position round only once it has been left, and give up the entry that waits too long for it', () => {
    const seconds = [snapshot(99, 101, 1), due, bid(98, 40), due, due, {}, {}, {}, {}, bid(99, 200), due]
    const { arm, drops } = run(seconds, ['LONG', 'SHORT', 'SHORT'], { notional: 15_000 })
    expect(drops).toEqual([
      ['book too thin', s(1) + 100_000],
      ['still leaving', s(4)],
      ['still leaving', s(8) + 100_000],
    ])
    expect(arm.trades).toMatchObject([{ side: 'LONG', quantity: 101, closedUs: startUs + lagUs + s(9) }])
    const turned = run([...seconds.slice(0, 4), {}, bid(99, 200), due], ['LONG', 'SHORT'], { notional: 15_000 })
    expect(turned.arm.open).toMatchObject([{ side: 'SHORT', openedUs: startUs + lagUs + s(5) }])
  })

  it('go on with an exit until nothing is held', () => {
    const seconds = [snapshot(99, 101, 1), due, bid(98, 40), due, bid(99, 50), bid(98, 60)]
    const { arm, fills, records } = run(seconds, ['LONG', 'HOLD'], { notional: 15_000, onHold: 'flatten' })
    expect(fills.map(([side, atUs]) => [side, atUs])).toEqual([
      ['buy', s(1) + 100_000],
      ['sell', s(3) + 100_000],
      ['sell', s(4)],
      ['sell', s(5)],
    ])
    expect(records.flatMap((record) => (record.kind === 'filled' ? [record.quantity] : []))).toEqual([101, 41, 50, 10])
    expect(arm.trades).toMatchObject([{ quantity: 101, reason: 'hold', closedUs: startUs + lagUs + s(5) }])
    expect(run(seconds.slice(0, 5), ['LONG', 'HOLD'], { notional: 15_000, onHold: 'flatten' }).arm.open).toMatchObject([{ quantity: 10 }])
  })

  it('find what they have taken gone until the venue shows another size at the price', () => {
    const turns: readonly Line[] = ['LONG', 'SHORT', 'LONG']
    const worn = run([snapshot(99, 101), due, due, due, due], turns, { notional: 900 })
    expect(worn.fills.map(([, , price]) => Number(price).toFixed(2))).toEqual(['101.00', '99.00', '98.11', '101.89', '102.00'])
    const refreshed: MadeUpSecond = {
      ...due,
      changes: [
        { side: 'bid', price: 99, size: 20 },
        { side: 'ask', price: 101, size: 20 },
      ],
    }
    expect(run([snapshot(99, 101), due, refreshed, due, due], turns, { notional: 900 }).fills[3]?.[2]).toBe(101)
  })
})

describe('a book that is lost', () => {
  it('fills nothing until it is believed again, and an entry waits only so long', () => {
    const lost: MadeUpSecond = { isLost: true }
    const patient = run([snapshot(99, 101), { ...due, ...lost }, {}, snapshot(100, 102), due], ['LONG'])
    expect(patient.fills).toEqual([['buy', s(3), 102]])
    const tired = run([snapshot(99, 101), { ...due, ...lost }, ...Array.from({ length: 6 }, () => ({})), due], ['LONG'])
    expect({ fills: tired.fills, drops: tired.drops }).toEqual({ fills: [], drops: [['no believed book', s(6) + 100_000]] })
  })

  it('keeps a position until it can be left, however long that takes', () => {
    const { arm } = run(
      [snapshot(99, 101), due, { isLost: true }, due, ...Array.from({ length: 20 }, () => ({})), snapshot(80, 82), due],
      ['LONG', 'SHORT'],
    )
    expect(arm.trades).toMatchObject([{ side: 'LONG', exitPrice: 80, closedUs: startUs + lagUs + s(24), reason: 'reversed' }])
  })

  it('is nothing that a resting entry could be filled in', () => {
    const print: MadeUpSecond = { prints: [{ price: 98, aggressor: 'sell' }] }
    expect(run([snapshot(99, 101), due, { isLost: true }, print, due], ['LONG'], { entry: 'limit' }).fills).toEqual([])
  })

  it('is no mid to decide at', () => {
    expect(run([snapshot(99, 101), { isLost: true }, due, due], ['LONG']).drops).toEqual([['no believed book', s(2)]])
  })
})

describe('exits', () => {
  it('fill a stop at the book where the price has gone through it', () => {
    const { arm } = run([snapshot(99, 101), due, snapshot(90, 92), due], ['LONG'], { stopBps: 300 })
    expect(arm.trades).toMatchObject([{ exitPrice: 90, reason: 'stop', closedUs: startUs + lagUs + s(2) + 100_000 }])
  })

  it('judge a stop by the price at which the position can be left', () => {
    const { arm } = run([snapshot(99, 101), due, due, due], ['SHORT'], { stopBps: 250, targetBps: 250 })
    expect(arm.trades).toEqual([])
    const touched = run([snapshot(99, 101), due, snapshot(100, 102), due], ['SHORT'], { stopBps: 250 })
    expect(touched.arm.trades).toMatchObject([{ exitPrice: 102, reason: 'stop' }])
  })

  it('take the barrier that was touched first by event time, though the other was heard of first', () => {
    const heard = (agoUs: Us): readonly unknown[] => {
      const late: MadeUpSecond = { prints: [{ price: 90, aggressor: 'sell', agoUs }] }
      const seconds = [snapshot(99, 101), due, {}, {}, snapshot(120, 122), late, due, due]
      return run(seconds, ['LONG'], { stopBps: 500, targetBps: 500, latencyUs: s(1.2) }).arm.trades
    }
    expect(heard(s(0.7))).toMatchObject([{ reason: 'target', exitPrice: 120 }])
    expect(heard(s(1.5))).toMatchObject([{ reason: 'stop', exitPrice: 120 }])
  })

  it('pass over prints that were hidden, of the other side, or before the position', () => {
    expect(stoppedBy({ price: 90, aggressor: 'sell' })).toHaveLength(1)
    expect(stoppedBy({ price: 90, aggressor: 'sell', isHidden: true })).toEqual([])
    expect(stoppedBy({ price: 90, aggressor: 'buy' })).toEqual([])
    expect(stoppedBy({ price: 90, aggressor: 'sell', agoUs: s(1.5) })).toEqual([])
  })

  it('come after so long, counted from the fill', () => {
    const { arm } = run([snapshot(99, 101), due, {}, {}, {}, due], ['LONG'], { maxHoldUs: s(2) })
    expect(arm.trades).toMatchObject([
      { reason: 'time', openedUs: startUs + lagUs + s(1) + 100_000, closedUs: startUs + lagUs + s(3) + 200_000 },
    ])
  })

  it.each<[string, readonly Line[], Partial<BacktestOptions>, readonly string[]]>([
    ['turn round on an opposite signal', ['LONG', 'SHORT'], {}, ['reversed']],
    ['keep a position on HOLD unless told otherwise', ['LONG', 'HOLD'], {}, []],
    ['flatten on HOLD if told so', ['LONG', 'HOLD'], { onHold: 'flatten' }, ['hold']],
    ['keep a position on an abstention unless told otherwise', ['LONG', 'abstained'], { onHold: 'flatten' }, []],
    ['flatten on an abstention if told so', ['LONG', 'abstained'], { onAbstention: 'flatten' }, ['abstained']],
  ])('%s', (_name, lines, options, reasons) => {
    expect(run([snapshot(99, 101), due, due, due], lines, options).arm.trades.map(({ reason }) => reason)).toEqual(reasons)
  })

  it('leave a position at the end as it is: marked, and no trade', () => {
    const { arm } = run([snapshot(99, 101), due, snapshot(109, 111)], ['LONG'])
    expect(arm).toMatchObject({ trades: [], open: [{ side: 'LONG', markPrice: 110, entryPrice: 101 }] })
    expect(arm.equity.finalBps).toBeCloseTo((1e4 * arm.open[0]!.markedQuote) / 100, 9)
  })
})

describe('the clock', () => {
  it("never goes back, whatever the receiver's does", () => {
    const records: PaperRecord[] = []
    const source = scriptedSource(['LONG'])
    const options = { fees: explicitFees(0, 0), notional: 100, arms: [{ name: 'a', source }] }
    const backtest = new Backtest({ ...options, onRecord: (record) => records.push(record) })
    const market = new MadeUpMarket()
    for (const [second, backUs] of [
      [snapshot(99, 101), 0],
      [due, s(3)],
      [due, 0],
      [due, 0],
    ] as const) {
      market.tell(second, (event) => backtest.on({ ...event, receivedUs: event.receivedUs - backUs }))
    }
    const ordered = records.find(({ kind }) => kind === 'ordered')
    expect(ordered).toMatchObject({ atUs: startUs + lagUs })
  })
})

describe('limits', () => {
  it('add to a position only as far as they allow', () => {
    const lines: readonly Line[] = ['LONG', 'LONG', 'LONG', 'LONG']
    const seconds = [snapshot(99, 101), due, due, due, due, due]
    expect(run(seconds, lines).fills).toHaveLength(1)
    const { arm, fills } = run(seconds, lines, { productLimit: 250 })
    expect(fills).toHaveLength(3)
    expect(arm.open[0]!.quantity * 101).toBeCloseTo(250, -1)
  })

  it('let a position be turned round in full', () => {
    expect(run([snapshot(99, 101), due, due, due], ['LONG', 'SHORT'], { totalLimit: 100 }).fills).toHaveLength(3)
  })

  it('hold over all products together', () => {
    const backtest = new Backtest({
      fees: explicitFees(0, 0),
      notional: 100,
      totalLimit: 150,
      arms: [{ name: 'a', source: scriptedSource(['LONG', 'LONG', 'LONG']) }],
    })
    const markets = ['A-USD', 'B-USD', 'C-USD'].map((product) => new MadeUpMarket(product))
    for (const second of [snapshot(99, 101), due, due]) for (const market of markets) market.tell(second, (event) => backtest.on(event))
    const [arm] = backtest.result({ simulated: true }).arms
    expect(arm!.orders.refused).toEqual({ 'position limit': 3 })
    expect(arm!.open.map(({ product, quantity }) => [product, Math.round(quantity * 100)])).toEqual([
      ['A-USD', 100],
      ['B-USD', 50],
    ])
  })
})

describe('entries that rest', () => {
  const rests = { entry: 'limit' } as const

  it('are filled at their price, at the fee of a maker, when they are traded through', () => {
    const { arm, fills } = run([snapshot(99, 101), due, {}, through({}), due], ['LONG'], rests)
    expect(fills).toEqual([['buy', s(3), 99]])
    expect(arm.costs).toMatchObject({ takerNotional: 0, fees: (arm.costs.makerNotional * 2) / 1e4 })
  })

  it('are withdrawn when what is held is left', () => {
    const seconds = [snapshot(99, 101), due, {}, through({}), due, {}, snapshot(90, 92), {}, due]
    const { arm, drops } = run(seconds, ['LONG', 'LONG'], { ...rests, productLimit: 300, stopBps: 500 })
    expect(drops).toEqual([['not traded through', s(6)]])
    expect(arm.trades).toMatchObject([{ reason: 'stop', entryPrice: 99, exitPrice: 90 }])
  })

  it.each<[string, MadeUpSecond]>([
    ['traded at', through({ price: 99 })],
    ['traded through by a hidden execution', through({ isHidden: true })],
    ['traded through before they can have rested', through({ agoUs: s(2.5) })],
    ['traded through while they were on their way', through({ agoUs: s(1.95) })],
    ['seen through in the book alone', snapshot(90, 92)],
  ])('are not filled when they are %s', (_name, second) => {
    const { drops, fills } = run([snapshot(99, 101), due, {}, second, due], ['LONG', 'HOLD'], rests)
    expect({ drops, fills }).toEqual({ fills: [], drops: [['not traded through', s(4)]] })
  })
})
