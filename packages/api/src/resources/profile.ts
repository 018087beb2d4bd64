import * as z from 'zod'
import { origin, productId, us } from './common.ts'

/** A node of a profile. */
export const profileNode = z.object({ price: z.number(), volume: z.number() })

/** Volume by price over a window. Rows are `null` with a reason where there is none. */
export const profile = z
  .object({
    product: productId,
    origin,
    window: z.enum(['24h', 'session', 'anchored']),
    fromUs: us,
    toUs: us,
    reason: z.string().nullable(),
    /** Whether volumes were spread over candles rather than counted at trades. */
    estimated: z.boolean(),
    rule: z.enum(['ticks', 'bins']).nullable(),
    rows: z.array(z.object({ low: z.number(), high: z.number(), price: z.number(), volume: z.number() })),
    total: z.number().nullable(),
    poc: z.number().nullable(),
    vah: z.number().nullable(),
    val: z.number().nullable(),
    /** Share of the volume in the value area. */
    share: z.number().nullable(),
    hvn: z.array(profileNode),
    lvn: z.array(profileNode),
    bias: z.string().nullable(),
    coverage: z.number().min(0).max(1),
  })
  .meta({ id: 'Profile' })
export type Profile = z.infer<typeof profile>
