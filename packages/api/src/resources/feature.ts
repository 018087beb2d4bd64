import * as z from 'zod'
import { origin, productId, us } from './common.ts'

/** One feature at one moment. A value that is not known is `null` with its reason, never 0. */
export const featureReading = z
  .object({
    value: z.number().nullable(),
    /** Why there is no value. */
    reason: z.string().optional(),
    /** How it was measured where that can differ, such as `estimated from candles`. */
    note: z.string().optional(),
    /** Share of its window in which its source was there. */
    coverage: z.number().min(0).max(1).optional(),
  })
  .meta({ id: 'FeatureReading' })
export type FeatureReading = z.infer<typeof featureReading>

/** Whether a source can be believed. */
export const sourceHealth = z.discriminatedUnion('state', [
  z.object({ state: z.literal('absent') }),
  z.object({ state: z.literal('healthy') }),
  z.object({ state: z.literal('unhealthy'), reason: z.string() }),
])

/** The health of what features are made from. */
export const sources = z.object({ book: sourceHealth, trades: sourceHealth }).meta({ id: 'Sources' })

/** Every feature of a product at a moment, by its name. */
export const features = z
  .object({
    product: productId,
    origin,
    timeUs: us,
    sources,
    features: z.record(z.string(), featureReading),
  })
  .meta({ id: 'Features' })
export type Features = z.infer<typeof features>

/** What a feature is: its definition, unit, range and source. */
export const featureSpec = z
  .object({
    name: z.string(),
    unit: z.string(),
    range: z.tuple([z.number().nullable(), z.number().nullable()]),
    source: z.string(),
    definition: z.string(),
    reference: z.string(),
  })
  .meta({ id: 'FeatureSpec' })

/** Features over time: a column of numbers a name, `null` where unknown. */
export const featureSeries = z
  .object({
    product: productId,
    origin,
    everyUs: z.int().positive(),
    timesUs: z.array(us),
    columns: z.record(z.string(), z.array(z.number().nullable())),
    next: z.string().nullable(),
  })
  .meta({ id: 'FeatureSeries' })
export type FeatureSeries = z.infer<typeof featureSeries>
