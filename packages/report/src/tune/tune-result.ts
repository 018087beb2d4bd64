import type { TradesReading, TuneResult } from '@of/backtest'
import * as z from 'zod'
import { maybeNumber, type Provenance, provenanceFields } from '../result/fields.ts'

type Shown = 'span' | 'products' | 'feeBps' | 'notional' | 'latencyUs' | 'trials' | 'deflated' | 'overfitting' | 'nullControl' | 'holdOut'

/** What `of tune --json` prints, as far as a page shows it. */
export interface TuneReading extends Pick<TuneResult, Shown | 'edge' | 'conclusions'> {
  readonly input: Provenance
  readonly space: { readonly size: number }
  readonly best: (TradesReading & { readonly config: { readonly holdMinutes: number } }) | null
  readonly walkForward: TuneResult['walkForward']
}

const stretch = { fromUs: z.number(), toUs: z.number() }
const reading = {
  trades: z.number(),
  meanNetBps: maybeNumber,
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  hours: z.number(),
  hourlySharpe: maybeNumber,
  psr: maybeNumber,
  effectivePsr: maybeNumber,
  unfilled: z.number(),
  unfinished: z.number(),
}
const step = z.object({ train: z.object(stretch), test: z.object(stretch), chosen: maybeNumber, trainSharpe: maybeNumber })

/** Reads the result of a search; fields that are not known pass. */
export const tuneResult: z.ZodType<TuneReading> = z.object({
  input: z.object(provenanceFields),
  span: z.object(stretch),
  products: z.array(z.object({ product: z.string(), moments: z.number() })),
  feeBps: z.number(),
  notional: z.number(),
  latencyUs: z.number(),
  space: z.object({ size: z.number() }),
  trials: z.object({ here: z.number(), ever: z.number(), effective: z.number(), elsewhere: z.number() }),
  best: z.object({ ...reading, config: z.object({ holdMinutes: z.number() }) }).nullable(),
  walkForward: z.object({ ...reading, steps: z.array(step) }),
  deflated: z.object({ raw: maybeNumber, effective: maybeNumber, byChance: maybeNumber }),
  overfitting: z.object({ pbo: maybeNumber, blocks: z.number(), reason: z.string().exactOptional() }),
  nullControl: z.object({ runs: z.number(), asGood: z.number(), p: maybeNumber, reason: z.string().exactOptional() }),
  holdOut: z.object({ ...stretch, looks: z.number(), looksElsewhere: z.number(), reading: z.object(reading).nullable() }),
  edge: z.boolean(),
  conclusions: z.array(z.string()),
})
