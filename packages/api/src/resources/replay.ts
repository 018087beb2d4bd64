import * as z from 'zod'
import { us } from './common.ts'

/** Where a replay of a recording stands. Times are of receipt, as recorded. */
export const replay = z
  .object({
    /** When the recording begins and ends; `null` where it does not say. */
    fromUs: us.nullable(),
    toUs: us.nullable(),
    /** Up to when it was handed on; `null` before its first entry. */
    atUs: us.nullable(),
    /** How many times faster than it was received. */
    speed: z.number().positive(),
    /** `seeking`: as fast as it can be read, up to where it was asked to go. */
    state: z.enum(['running', 'paused', 'seeking', 'ended']),
  })
  .meta({ id: 'Replay' })
export type Replay = z.infer<typeof replay>

/** What can be asked of a replay. It goes forward only: what it was analysed with cannot be taken back. */
export const replayChange = z
  .strictObject({
    paused: z.boolean().optional(),
    speed: z.number().min(0.01).max(100_000).optional(),
    /** Go on as fast as it can be read up to then. */
    toUs: us.optional(),
  })
  .meta({ id: 'ReplayChange' })
export type ReplayChange = z.infer<typeof replayChange>
