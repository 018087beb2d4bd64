import * as z from 'zod'
import { productId, us } from './common.ts'

/** When an alert fires. */
export const alertCondition = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('feature'), feature: z.string(), is: z.enum(['above', 'below']), value: z.number() }),
  z.strictObject({ on: z.literal('signal'), to: z.array(z.enum(['LONG', 'SHORT', 'HOLD', 'abstained'])).min(1) }),
  z.strictObject({ on: z.literal('whale'), minNotional: z.number().positive() }),
  z.strictObject({ on: z.literal('quality'), of: z.array(z.enum(['book-lost', 'stale', 'trades-missing', 'store', 'audit'])).min(1) }),
])

/** A rule: what to watch, of which products, and how often at most to say so. */
export const alertRule = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,60}$/),
    products: z.array(productId).optional().meta({ description: 'All when left out.' }),
    when: alertCondition,
    /** At most once in so many seconds a product. */
    quietSeconds: z.int().min(0).max(86_400).default(60),
  })
  .meta({ id: 'AlertRule' })
export type AlertRule = z.infer<typeof alertRule>

/** An alert that fired, and how its delivery stands. */
export const alert = z
  .object({
    id: z.string(),
    rule: z.string(),
    product: productId.nullable(),
    timeUs: us,
    simulated: z.boolean(),
    text: z.string(),
    value: z.number().nullable(),
    delivery: z.enum(['none', 'pending', 'delivered', 'failed', 'rate-limited']),
  })
  .meta({ id: 'Alert' })
export type Alert = z.infer<typeof alert>
