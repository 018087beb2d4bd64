import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Indicator } from '../indicator/indicator.ts'
import { SECOND_US, type Trade } from '../market.ts'
import { trades } from '../testing/arbitraries.ts'
import { goldenStream, replayGolden } from '../testing/golden-stream.ts'
import { indicatorContract } from '../testing/indicator-contract.ts'
import { takerOrders } from '../whale/taker-order.ts'
import { swapped } from '../whale/testing/arbitraries.ts'
import { aggressorAudit, type AuditReading, type AuditState, type AuditVerdict } from './aggressor-audit.ts'

const audit = aggressorAudit()
const print: Trade = { id: 1, timeUs: 5 * SECOND_US, price: 101, size: 1, aggressor: 'buy' }

type Event = { readonly quote: { readonly timeUs: number; readonly mid: number } } | { readonly print: Trade }
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    quote: fc.record({ timeUs: fc.nat(8 * SECOND_US), mid: fc.integer({ min: 9_990, max: 10_010 }).map((cents) => cents / 100) }),
  }),
  fc.record({ print: trades.map((trade) => ({ ...trade, timeUs: trade.timeUs % (8 * SECOND_US) })) }),
)

function auditing({ memory }: { readonly memory: number }): Indicator<Event, AuditState, AuditReading> {
  const auditor = aggressorAudit({ memory, minOrders: 1, maxQuoteAgeUs: 2 * SECOND_US })
  return {
    init: auditor.init,
    step(state, event) {
      if ('quote' in event) auditor.onQuote(state, event.quote.timeUs, event.quote.mid)
      else auditor.onFirstPrint(state, event.print)
    },
    read: auditor.read,
  }
}

/** The verdict on so many orders that agree with a quote and so many that do not. */
function verdictOn(agreeing: number, disagreeing: number): AuditReading {
  const state = audit.init()
  audit.onQuote(state, print.timeUs - 1, 100)
  for (let i = 0; i < agreeing; i++) audit.onFirstPrint(state, print)
  for (let i = 0; i < disagreeing; i++) audit.onFirstPrint(state, swapped(print))
  return audit.read(state)
}

function auditedWith(quotes: readonly (readonly [timeUs: number, mid: number])[], trade: Trade): AuditReading {
  const state = audit.init()
  for (const [timeUs, mid] of quotes) audit.onQuote(state, timeUs, mid)
  audit.onFirstPrint(state, trade)
  return audit.read(state)
}

describe('aggressorAudit({ memory, minOrders, maxQuoteAgeUs, ringUs })', () => {
  indicatorContract(auditing({ memory: 4 }), events)

  it('equals the plain count over the last audited orders', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 60, size: 'large' }), (series) => {
        const auditor = auditing({ memory: 4 })
        const state = auditor.init()
        const quotes: { timeUs: number; mid: number }[] = []
        const outcomes: boolean[] = []
        let [atMid, unauditable] = [0, 0]
        for (const event of series) {
          auditor.step(state, event)
          if ('quote' in event) {
            quotes.push(event.quote)
            continue
          }
          const { timeUs, price, aggressor } = event.print
          const newestUs = Math.max(...quotes.map((quote) => quote.timeUs))
          const known = quotes.filter(
            (quote) => quote.timeUs > newestUs - 2 * SECOND_US && quote.timeUs < timeUs && timeUs - quote.timeUs <= 2 * SECOND_US,
          )
          const last = known.sort((a, b) => a.timeUs - b.timeUs).at(-1)
          if (last === undefined) unauditable += 1
          else if (price === last.mid) atMid += 1
          else outcomes.push(aggressor === (price > last.mid ? 'buy' : 'sell'))
        }
        const audited = outcomes.slice(-4)
        const agreed = audited.filter(Boolean).length
        expect(auditor.read(state)).toMatchObject({
          orders: audited.length,
          agreed,
          atMid,
          unauditable,
          share: audited.length === 0 ? null : agreed / audited.length,
        })
      }),
    )
  })

  it('finds every order wrong that it found right when takers change sides', () => {
    const auditor = auditing({ memory: 1_000 })
    fc.assert(
      fc.property(fc.array(events), (series) => {
        const [state, other] = [auditor.init(), auditor.init()]
        for (const event of series) {
          auditor.step(state, event)
          auditor.step(other, 'print' in event ? { print: swapped(event.print) } : event)
        }
        const reading = auditor.read(state)
        expect(auditor.read(other)).toMatchObject({ orders: reading.orders, agreed: reading.orders - reading.agreed, atMid: reading.atMid })
      }),
    )
  })

  it.each<[agreeing: number, disagreeing: number, verdict: AuditVerdict]>([
    [9, 0, 'unknown'],
    [10, 0, 'healthy'],
    [90, 10, 'healthy'],
    [89, 11, 'degraded'],
    [60, 40, 'degraded'],
    [59, 41, 'failed'],
    [25, 75, 'failed'],
    [24, 76, 'inverted'],
  ])('calls %i that agree and %i that do not %s', (agreeing, disagreeing, verdict) => {
    expect(verdictOn(agreeing, disagreeing).verdict).toBe(verdict)
  })

  it('gives no share of fewer than ten orders', () => {
    expect(verdictOn(8, 1)).toEqual({ orders: 9, agreed: 8, atMid: 0, unauditable: 0, share: null, verdict: 'unknown' })
    expect(verdictOn(8, 2).share).toBe(0.8)
  })

  it('looks back on a thousand orders', () => {
    expect(verdictOn(500, 1_000)).toMatchObject({ orders: 1_000, agreed: 0, verdict: 'inverted' })
  })

  it.each<[string, readonly (readonly [number, number])[], Partial<AuditReading>]>([
    [
      'takes the latest quote before the print',
      [
        [print.timeUs - 9, 100],
        [print.timeUs - 1, 102],
      ],
      { orders: 1, agreed: 0 },
    ],
    [
      'takes a quote that arrived after later ones',
      [
        [print.timeUs + SECOND_US, 102],
        [print.timeUs - 1, 100],
      ],
      { orders: 1, agreed: 1 },
    ],
    [
      'does not take a quote of the same time',
      [
        [print.timeUs - 1, 100],
        [print.timeUs, 102],
      ],
      { orders: 1, agreed: 1 },
    ],
    ['takes a quote that is one second old', [[print.timeUs - SECOND_US, 100]], { orders: 1, agreed: 1 }],
    ['cannot audit with an older one', [[print.timeUs - SECOND_US - 1, 100]], { orders: 0, unauditable: 1 }],
    ['cannot audit with later quotes alone', [[print.timeUs + 1, 100]], { orders: 0, unauditable: 1 }],
    ['leaves out a print at mid', [[print.timeUs - 1, 101]], { orders: 0, atMid: 1 }],
  ])('%s', (_name, quotes, expected) => {
    expect(auditedWith(quotes, print)).toMatchObject(expected)
  })

  it('does not use the quotes of a lost book', () => {
    const state = audit.init()
    audit.onQuote(state, print.timeUs - 1, 100)
    audit.interruptQuotes(state)
    audit.onFirstPrint(state, print)
    expect(audit.read(state)).toMatchObject({ orders: 0, unauditable: 1 })
  })

  it('keeps its verdict while the book is away', () => {
    const state = audit.init()
    audit.onQuote(state, print.timeUs - 1, 100)
    for (let i = 0; i < 20; i++) audit.onFirstPrint(state, swapped(print))
    audit.interruptQuotes(state)
    for (let i = 0; i < 2_000; i++) audit.onFirstPrint(state, print)
    expect(audit.read(state)).toMatchObject({ orders: 20, unauditable: 2_000, verdict: 'inverted' })
  })

  it('is content with the golden stream', () => {
    const { rows, trades: replayed } = replayGolden(goldenStream(), { levels: 1 })
    const assembler = takerOrders()
    const taking = assembler.init()
    const state = audit.init()
    let row = 0
    for (const { trade, row: before } of replayed) {
      for (; row <= before; row++) audit.onQuote(state, rows[row]!.timeUs, (rows[row]!.bids[0]!.price + rows[row]!.asks[0]!.price) / 2)
      assembler.push(taking, trade)
      if (taking.open?.firstId === trade.id) audit.onFirstPrint(state, trade)
    }
    expect(audit.read(state)).toMatchObject({ orders: 1_000, share: 1, verdict: 'healthy' })
  })

  it('refuses impossible options', () => {
    expect(() => aggressorAudit({ ringUs: SECOND_US })).toThrow('aggressorAudit: ringUs must be at least 2000000, was 1000000')
    expect(() => aggressorAudit({ memory: 0 })).toThrow(RangeError)
    expect(() => aggressorAudit({ memory: 9 })).toThrow(RangeError)
    expect(() => aggressorAudit({ maxQuoteAgeUs: 0 })).toThrow(RangeError)
  })
})
