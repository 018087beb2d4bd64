import * as z from 'zod'
import { aggressor, pageOf, productId, us } from './common.ts'

/** An order of a taker: its prints together. */
export const order = z
  .object({
    firstTradeId: z.int(),
    timeUs: us,
    aggressor,
    /** Average, quote currency. */
    price: z.number(),
    /** Base units. */
    size: z.number(),
    notional: z.number(),
    fills: z.int().positive(),
    /** Prices of its first fill and of its last, quote currency: how far it went through the book. */
    firstPrice: z.number().optional(),
    lastPrice: z.number().optional(),
    whale: z.boolean(),
  })
  .meta({ id: 'Order' })
export type Order = z.infer<typeof order>

/** The latest orders, newest last, the whales before them, and what makes one a whale; `null` with a reason while that cannot be told. */
export const tape = z
  .object({
    product: productId,
    whaleNotional: z.number().nullable(),
    reason: z.string().nullable(),
    items: z.array(order),
    whales: z.array(order).optional(),
  })
  .meta({ id: 'Tape' })
export type Tape = z.infer<typeof tape>

/** One print, as it was received or asked for later. */
export const trade = z
  .object({ id: z.int(), timeUs: us, price: z.number(), size: z.number(), aggressor, origin: z.enum(['live', 'backfill']) })
  .meta({ id: 'Trade' })

/** Prints, oldest first. */
export const trades = pageOf(trade).meta({ id: 'Trades' })
