import type { AbReport, ComparedArmReport, DayDifference, PairReport, SharpeComparison } from '@of/backtest'
import * as z from 'zod'
import { maybeInterval, maybeNumber, type Provenance, provenanceFields } from '../result/fields.ts'

type SharpeShown = Pick<SharpeComparison, 'hours' | 'deltaAnnualised' | 'p' | 'intervalAnnualised'>

/** Two arms beside each other, as far as a page shows it. */
export interface AbPair extends Pick<PairReport, 'first' | 'second' | 'winRate' | 'net' | 'p' | 'pHolm'> {
  readonly sharpe: SharpeShown
}

/** Which lists of trades were compared. */
export interface AbInput {
  readonly trades?: readonly string[] | undefined
  readonly feeBps?: number | undefined
}

/** What `of ab --json` prints, as far as a page shows it. */
export interface AbReading extends Pick<AbReport, 'primary' | 'sampleSize' | 'grid' | 'conclusions'> {
  readonly input?: (Provenance & AbInput) | undefined
  readonly arms: readonly ComparedArmReport[]
  readonly pairs: readonly AbPair[]
}

const metric = z.enum(['sharpe', 'win-rate', 'net'])

const difference: z.ZodType<DayDifference> = z.object({ value: maybeNumber, interval: maybeInterval, p: maybeNumber, days: z.number() })

const arm: z.ZodType<ComparedArmReport> = z.object({
  name: z.string(),
  trades: z.number(),
  wins: z.number(),
  winRate: maybeNumber,
  wilson: maybeInterval,
  meanNetBps: maybeNumber,
  totalNetBps: z.number(),
  meanCostBps: maybeNumber,
  sharpeAnnualised: maybeNumber,
  maxDrawdownBps: maybeNumber,
  exposure: maybeNumber,
  turnover: maybeNumber,
  returns: z.enum(['marked-to-market', 'at-close']),
})

/** Reads the result of a comparison; fields that are not known pass. */
export const abResult: z.ZodType<AbReading> = z.object({
  input: z.object({ ...provenanceFields, trades: z.array(z.string()).optional(), feeBps: z.number().optional() }).optional(),
  primary: z.object({ metric, alpha: z.number(), correction: z.enum(['holm', 'none']), comparisons: z.number() }),
  sampleSize: z.object({
    metric,
    difference: z.string(),
    needed: maybeNumber,
    unit: z.enum(['hours', 'trades an arm']),
    available: z.number(),
  }),
  grid: z.object({ fromUs: maybeNumber, toUs: maybeNumber, hours: z.number(), days: z.number() }),
  arms: z.array(arm),
  pairs: z.array(
    z.object({
      first: z.string(),
      second: z.string(),
      sharpe: z.object({ hours: z.number(), deltaAnnualised: maybeNumber, p: maybeNumber, intervalAnnualised: maybeInterval }),
      winRate: difference,
      net: difference,
      p: maybeNumber,
      pHolm: maybeNumber,
    }),
  ),
  conclusions: z.array(z.string()),
})
