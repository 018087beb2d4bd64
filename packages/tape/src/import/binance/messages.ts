import type { Us } from '@of/core'
import * as z from 'zod'
import { issuesOf, parseJson } from '../../line-fault.ts'
import { decimalOf } from '../csv/decimal.ts'

/** One side of a message: price and size of each level, zero where none rests any more. */
export type BinanceLevels = readonly (readonly [price: number, size: number])[]

/** What a line of a recording says, in the venue's own numbering of updates. */
export type BinanceMessage =
  | {
      readonly kind: 'depth'
      readonly product: string
      readonly sentUs: Us
      readonly firstId: number
      readonly lastId: number
      /** The last update before, where the venue tells it, as its futures do. */
      readonly previousId: number | undefined
      /** How often its stream tells, such as `100ms`; `undefined` where that is not said. */
      readonly every: string | undefined
      readonly bids: BinanceLevels
      readonly asks: BinanceLevels
    }
  | {
      readonly kind: 'snapshot'
      readonly product: string | undefined
      readonly lastId: number
      readonly bids: BinanceLevels
      readonly asks: BinanceLevels
    }
  | {
      readonly kind: 'best'
      readonly product: string
      /** Its futures tell when; its spot market does not. */
      readonly sentUs: Us | undefined
      readonly bid: readonly [price: number, size: number]
      readonly ask: readonly [price: number, size: number]
    }
  | {
      readonly kind: 'trade'
      readonly product: string
      readonly sentUs: Us
      readonly id: number
      readonly timeUs: Us
      readonly price: number
      readonly size: number
      readonly isBuyerMaker: boolean
    }
  | { readonly kind: 'other' }

const decimal = z.string().transform((text, context) => {
  const value = decimalOf(text)
  if (value !== undefined && value >= 0) return value
  context.issues.push({ code: 'custom', message: 'expected a number, zero or above', input: text })
  return z.NEVER
})
const positive = decimal.refine((value) => value > 0, 'expected a number above zero')
const id = z.int().nonnegative()
const product = z.string().regex(/^[A-Z0-9_]{2,40}$/, 'expected a symbol')
// Milliseconds, or microseconds where they were asked for.
const time = z
  .int()
  .positive()
  .transform((value): Us => (value < 1e14 ? value * 1_000 : value))
const levels = z.array(z.tuple([positive, decimal]))

const combined = z.object({ stream: z.string(), data: z.unknown() })
const kinded = z.object({ e: z.string() })
const depth = z.object({ s: product, E: time, U: id, u: id, pu: id.optional(), b: levels, a: levels })
const trade = z.object({ s: product, E: time, T: time, t: id, p: positive, q: positive, m: z.boolean() })
const best = z.object({ s: product, u: id, E: time.optional(), T: time.optional(), b: positive, B: decimal, a: positive, A: decimal })
const snapshot = z.object({ lastUpdateId: id, bids: levels, asks: levels })

const depthSchema = z.compile(depth)
const tradeSchema = z.compile(trade)
const bestSchema = z.compile(best)

/**
 * Reads what follows the receive time: a message of a stream, combined or raw, or the answer to a request for the depth. Or says what is wrong with it,
 * going on from the words "line 7".
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams
 */
export function readBinanceMessage(text: string): BinanceMessage | string {
  const parsed = parseJson(text)
  if ('kind' in parsed) return 'detail' in parsed ? parsed.detail : parsed.kind
  const { json } = parsed
  if (typeof json !== 'object' || json === null) return 'is not a message: expected an object'
  const wrapped = combined.safeParse(json).data
  const [symbol, , every] = wrapped?.stream.split('@') ?? []
  return messageOf(wrapped?.data ?? json, symbol?.toUpperCase(), every)
}

function messageOf(json: unknown, symbol: string | undefined, every: string | undefined): BinanceMessage | string {
  switch (kinded.safeParse(json).data?.e) {
    case 'depthUpdate':
      return depthOf(json, every)
    case 'trade':
      return tradeOf(json)
    case 'bookTicker':
      return bestOf(json)
    case undefined:
      if (looksBest(json)) return bestOf(json)
      return looksSnapshot(json) ? snapshotOf(json, symbol) : { kind: 'other' }
    default:
      return { kind: 'other' }
  }
}

/** Whether a line is of a recording of Binance: a receive time and a message that its streams or its depth have the form of. */
export function isBinanceLine(line: string): boolean {
  const text = /^\d{13}(?:\d{3}){0,2} (\{.*)$/.exec(line)?.[1]
  const parsed = text === undefined ? undefined : parseJson(text)
  if (parsed === undefined || 'kind' in parsed) return false
  const { json } = parsed
  return combined.safeParse(json).success || kinded.safeParse(json).success || looksBest(json) || looksSnapshot(json)
}

function looksBest(json: unknown): boolean {
  return has(json, 'u', 's', 'b', 'B', 'a', 'A')
}

function looksSnapshot(json: unknown): boolean {
  return has(json, 'lastUpdateId', 'bids', 'asks')
}

function has(json: unknown, ...keys: readonly string[]): boolean {
  return typeof json === 'object' && json !== null && keys.every((key) => Object.hasOwn(json, key))
}

function depthOf(json: unknown, every: string | undefined): BinanceMessage | string {
  const { data, error } = depthSchema.safeParse(json)
  if (error !== undefined) return wrong('a change of depth', error)
  const { E: sentUs, U: firstId, a: asks, b: bids, pu: previousId, s, u: lastId } = data
  return { kind: 'depth', product: s, sentUs, firstId, lastId, previousId, every, bids, asks }
}

function tradeOf(json: unknown): BinanceMessage | string {
  const { data, error } = tradeSchema.safeParse(json)
  if (error !== undefined) return wrong('a trade', error)
  const { E: sentUs, T: timeUs, m: isBuyerMaker, p: price, q: size, s, t } = data
  return { kind: 'trade', product: s, sentUs, id: t, timeUs, price, size, isBuyerMaker }
}

function bestOf(json: unknown): BinanceMessage | string {
  const { data, error } = bestSchema.safeParse(json)
  if (error !== undefined) return wrong('a best price', error)
  const { A: askSize, B: bidSize, E, T, a: ask, b: bid, s } = data
  return { kind: 'best', product: s, sentUs: T ?? E, bid: [bid, bidSize], ask: [ask, askSize] }
}

function snapshotOf(json: unknown, symbol: string | undefined): BinanceMessage | string {
  const { data, error } = snapshot.safeParse(json)
  if (error !== undefined) return wrong('a depth', error)
  return { kind: 'snapshot', product: symbol, lastId: data.lastUpdateId, bids: data.bids, asks: data.asks }
}

function wrong(what: string, error: z.ZodError): string {
  return `is not ${what}: ${issuesOf(error)}`
}
