import * as z from 'zod'

/** A point in exchange time: integer microseconds since the Unix epoch. */
export const us = z.int().nonnegative().meta({ id: 'Us', description: 'Exchange time in microseconds since the Unix epoch.' })

/** The venue's name of a product, as it is on the wire. */
export const productId = z
  .string()
  .regex(/^[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){1,4}$/, 'expected a product such as BTC-USD')
  .meta({ description: 'A product, such as BTC-USD.' })

/** Who crossed the spread. */
export const aggressor = z.enum(['buy', 'sell'])

/** A side of the book. */
export const side = z.enum(['bid', 'ask'])

/** Where the market data comes from. Simulated data is labelled in every answer. */
export const origin = z
  .object({
    kind: z.enum(['live', 'sim', 'replay']),
    /** What follows the word in a banner: a seed, a file and its speed, a host. */
    words: z.string(),
    simulated: z.boolean(),
  })
  .meta({ id: 'Origin' })
export type Origin = z.infer<typeof origin>

/** What an answer that is an error says: RFC 9457, with what to do. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    /** What was expected and what was received. */
    detail: z.string(),
    /** What to do about it. */
    remedy: z.string().optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problem>

/** A span of exchange time, its start included and its end not, read a page at a time. */
export const rangeQuery = z.strictObject({
  from: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .meta({ description: 'From this time on, µs; as far back as there is unless given.' }),
  to: z.coerce.number().int().nonnegative().optional().meta({ description: 'Before this time, µs; up to now unless given.' }),
  limit: z.coerce.number().int().min(1).max(10_000).default(500).meta({ description: 'So many items at most.' }),
  cursor: z.string().max(200).optional().meta({ description: 'Where the page before ended: its `next`.' }),
})

/** A page of a list, oldest first. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    /** The cursor of the next page; `null` at the end. */
    next: z.string().nullable(),
  })
}

/** Time that is not covered by a source, and why: drawn as a hole, never bridged. */
export const gap = z
  .object({
    source: z.enum(['book', 'trades']),
    fromUs: us,
    /** `null` while it lasts. */
    toUs: us.nullable(),
    reason: z.string(),
  })
  .meta({ id: 'Gap' })
export type Gap = z.infer<typeof gap>
