import * as z from 'zod'
import { origin, productId, side, us } from './common.ts'

/** Where a book stands. Nothing but `synced` is to be believed. */
export const bookState = z.enum(['absent', 'empty', 'synced', 'suspect', 'resyncing', 'stale'])

/** A level, or several within one step of a price grouping. */
export const bookLevel = z
  .object({
    price: z.number(),
    /** Base units. */
    size: z.number(),
    /** Quote currency from the touch up to and with it. */
    total: z.number(),
  })
  .meta({ id: 'BookLevel' })

/** What rests within a distance of mid. */
export const depthBand = z.object({ bps: z.number(), bid: z.number(), ask: z.number(), bidNotional: z.number(), askNotional: z.number() })

/** A large order that has been resting for a while. */
export const wall = z.object({ side, price: z.number(), size: z.number(), notional: z.number(), sinceUs: us }).meta({ id: 'Wall' })

/** The top of a book. Without levels, and with the reason, while it cannot be believed. */
export const book = z
  .object({
    product: productId,
    origin,
    timeUs: us,
    state: bookState,
    /** Why it is not believed; `null` when it is. */
    reason: z.string().nullable(),
    sinceUs: us.nullable(),
    /** The price increment, and whether it was guessed from prices. */
    tick: z.object({ size: z.number(), inferred: z.boolean() }).nullable(),
    /** How many ticks a level spans. */
    grouping: z.int().positive(),
    bids: z.array(bookLevel),
    asks: z.array(bookLevel),
    bands: z.array(depthBand),
    walls: z.array(wall),
    levels: z.object({ bid: z.int(), ask: z.int() }).nullable(),
  })
  .meta({ id: 'Book' })
export type Book = z.infer<typeof book>

/** A wall that is no more: what became of it. Sizes are base units. */
export const goneWall = z
  .object({
    side,
    price: z.number(),
    /** The most that rested there while it was a wall, and what that was worth in quote currency. */
    size: z.number(),
    notional: z.number(),
    /** What takers took of the level meanwhile, and what was left of it; the rest was pulled. */
    filled: z.number(),
    left: z.number(),
    sinceUs: us,
    goneUs: us,
  })
  .meta({ id: 'GoneWall' })
export type GoneWall = z.infer<typeof goneWall>

/** Liquidity over time: what rested at which price, in columns of equal width, and what flowed meanwhile. */
export const heatmap = z
  .object({
    product: productId,
    origin,
    stepUs: z.int().positive(),
    /** Prices from the lowest row's lower edge up. */
    low: z.number(),
    rowSize: z.number().positive(),
    rows: z.int().nonnegative(),
    columns: z.array(
      z.object({
        startUs: us,
        bestBid: z.number().nullable(),
        bestAsk: z.number().nullable(),
        /** Base units by row; `null` for a column without a believed book. */
        sizes: z.array(z.number()).nullable(),
        /** As the column ended, `null` where it is not known: cumulative volume delta, order flow imbalance of ten seconds, and its momentum. */
        cvd: z.number().nullable(),
        ofi: z.number().nullable(),
        momentum: z.number().nullable(),
        momentumZ: z.number().nullable(),
      }),
    ),
    /** Walls that vanished in the time of the columns, as far as that is remembered. */
    walls: z.array(goneWall),
  })
  .meta({ id: 'Heatmap' })
export type Heatmap = z.infer<typeof heatmap>
