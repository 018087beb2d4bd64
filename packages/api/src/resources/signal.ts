import * as z from 'zod'
import { origin, pageOf, productId, us } from './common.ts'

/** What a signal says. */
export const direction = z.enum(['LONG', 'SHORT', 'HOLD'])

/** One factor: what was measured, against what, and what it added, in hundredths. */
export const factor = z
  .object({
    factor: z.string(),
    label: z.string(),
    feature: z.string(),
    value: z.number().nullable(),
    unit: z.string(),
    threshold: z.number(),
    weight: z.number(),
    contribution: z.number(),
    state: z.enum(['fired', 'quiet', 'held-back', 'unknown', 'absent']),
    sentence: z.string(),
    reason: z.string().optional(),
    conditions: z.array(z.object({ feature: z.string(), value: z.number().nullable(), holds: z.boolean(), sentence: z.string() })),
  })
  .meta({ id: 'Factor' })

/** A signal with everything it rests on; contributions sum to `net`. */
export const signal = z
  .object({
    direction,
    strength: z.number(),
    net: z.number().nullable(),
    decisionThreshold: z.number(),
    reachableNet: z.number(),
    abstained: z.boolean(),
    reason: z.string().optional(),
    ruleSet: z.object({ name: z.string(), hash: z.string() }),
    factors: z.array(factor),
    reasons: z.array(z.string()),
  })
  .meta({ id: 'Signal' })
export type Signal = z.infer<typeof signal>

/** The mid so long after a decision, in basis points in the decision's direction; `null` until it is due or where it cannot be told. */
export const markout = z.object({
  afterUs: z.int().positive(),
  bps: z.number().nullable(),
  state: z.enum(['open', 'known', 'unknown']),
  reason: z.string().optional(),
})

/** A decision at the close of a minute, with its evidence and what became of it. */
export const decision = z
  .object({
    id: z.string(),
    product: productId,
    timeUs: us,
    simulated: z.boolean(),
    /** Mid when it was taken. */
    mid: z.number().nullable(),
    signal,
    markouts: z.array(markout),
  })
  .meta({ id: 'Decision' })
export type Decision = z.infer<typeof decision>

/** Decisions, oldest first. */
export const decisions = pageOf(decision).meta({ id: 'Decisions' })

/** The signal as of now, and the decision in force. */
export const signalNow = z
  .object({
    product: productId,
    origin,
    timeUs: us,
    /** As read now: it moves between decisions. */
    signal,
    /** The last one taken; `null` before the first. */
    decision: decision.nullable(),
    nextDecisionUs: us.nullable(),
    /** What decisions of this rule set came to on this data after costs; `null` with a reason below 100 of them. */
    measured: z.object({
      horizonUs: z.int(),
      n: z.int(),
      bpsAfterCosts: z.number().nullable(),
      costBps: z.number(),
      reason: z.string().optional(),
    }),
  })
  .meta({ id: 'SignalNow' })
export type SignalNow = z.infer<typeof signalNow>
