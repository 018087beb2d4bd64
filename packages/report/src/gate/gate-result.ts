import type { GateReport } from '@of/backtest'
import * as z from 'zod'
import { maybeInterval, maybeNumber, type Provenance, provenanceFields } from '../result/fields.ts'

type SampleShown =
  | 'n'
  | 'nEffective'
  | 'wins'
  | 'losses'
  | 'winRate'
  | 'wilson'
  | 'wilsonEffective'
  | 'meanWinBps'
  | 'meanLossBps'
  | 'largestLossBps'
  | 'totalNetBps'
  | 'meanCostBps'
  | 'firstUs'
  | 'lastUs'

/** Trades as they were counted. */
export type GateSample = Pick<GateReport['trades'], SampleShown>

type EdgeShown = 'meanBps' | 'p' | 'lowerBps' | 'upperBps' | 'intervalBps' | 'lags' | 'draws'
type DifferenceShown = 'hours' | 'deltaAnnualised' | 'p' | 'intervalAnnualised'

/** Which trades were judged. */
export interface GateInput {
  readonly trades?: string | undefined
  readonly baseline?: string | null | undefined
  readonly feeBps?: number | undefined
}

/** What `of gate --json` prints, as far as a page shows it. */
export interface GateReading extends Pick<
  GateReport,
  | 'verdict'
  | 'reasons'
  | 'cautions'
  | 'brief'
  | 'breakEven'
  | 'errorRates'
  | 'sequential'
  | 'sampleSize'
  | 'stillNeeded'
  | 'assumptions'
  | 'missing'
> {
  readonly input?: (Provenance & GateInput) | undefined
  readonly trades: GateSample
  readonly edge: Pick<NonNullable<GateReport['edge']>, EdgeShown> | null
  readonly sharpe: GateReport['sharpe']
  readonly baseline: {
    readonly trades: GateSample
    readonly difference: Pick<NonNullable<GateReport['baseline']>['difference'], DifferenceShown>
  } | null
}

const verdict = z.enum(['GO', 'NO-GO', 'NOT ENOUGH DATA'])

const sample: z.ZodType<GateSample> = z.object({
  n: z.number(),
  nEffective: z.number(),
  wins: z.number(),
  losses: z.number(),
  winRate: maybeNumber,
  wilson: maybeInterval,
  wilsonEffective: maybeInterval,
  meanWinBps: maybeNumber,
  meanLossBps: maybeNumber,
  largestLossBps: maybeNumber,
  totalNetBps: z.number(),
  meanCostBps: maybeNumber,
  firstUs: maybeNumber,
  lastUs: maybeNumber,
})

const rates = { trades: z.number(), minWins: z.number(), coinPasses: z.number(), true55Passes: z.number() }

const sequential = z.object({
  lossBoundBps: z.number(),
  boundSource: z.enum(['registered', 'assumed']),
  eValue: z.number(),
  mostEValue: z.number(),
  pAnytime: z.number(),
  lowerBps: z.number(),
  sprt: z
    .object({
      p0: z.number(),
      p1: z.number(),
      maxTrades: z.number(),
      decision: z.enum(['edge', 'no-edge', 'open']),
      trades: z.number(),
      falseEdge: z.number(),
      missedEdge: z.number(),
    })
    .nullable(),
})

/** Reads the result of a gate; fields that are not known pass. */
export const gateResult: z.ZodType<GateReading> = z.object({
  input: z
    .object({
      ...provenanceFields,
      trades: z.string().optional(),
      baseline: z.string().nullable().optional(),
      feeBps: z.number().optional(),
    })
    .optional(),
  verdict,
  reasons: z.array(z.string()),
  cautions: z.array(z.string()),
  brief: z.object({
    verdict,
    pass: z.boolean(),
    trades: z.object({ value: z.number(), atLeast: z.number(), pass: z.boolean() }),
    winRate: z.object({ value: maybeNumber, abovePercent: z.number(), pass: z.boolean() }),
    sharpe: z.object({ value: maybeNumber, baseline: maybeNumber, pass: z.boolean().nullable() }),
  }),
  trades: sample,
  breakEven: z.object({ winRate: maybeNumber, source: z.enum(['registered', 'measured']), p: maybeNumber }),
  edge: z
    .object({
      meanBps: z.number(),
      p: z.number(),
      lowerBps: z.number(),
      upperBps: z.number(),
      intervalBps: maybeInterval,
      lags: z.number(),
      draws: z.number(),
    })
    .nullable(),
  sharpe: z.object({
    perTrade: maybeNumber,
    annualised: maybeNumber,
    n: z.number(),
    nEffective: z.number(),
    skew: maybeNumber,
    kurtosis: maybeNumber,
    psr: maybeNumber,
    psrEffective: maybeNumber,
    dsr: maybeNumber,
    trials: z.number(),
    trialVariance: maybeNumber,
    minTrl: maybeNumber,
  }),
  baseline: z
    .object({
      trades: sample,
      difference: z.object({ hours: z.number(), deltaAnnualised: maybeNumber, p: maybeNumber, intervalAnnualised: maybeInterval }),
    })
    .nullable(),
  errorRates: z.object({
    ...rates,
    atThisCount: z.object(rates).nullable(),
    ifPeeked: z.object({ from: z.number(), to: z.number(), coinPasses: z.number(), true55Passes: z.number() }).nullable(),
  }),
  sequential: sequential.nullable(),
  sampleSize: z.object({
    alpha: z.number(),
    power: z.number(),
    edge: z.object({ winRate: z.number(), meanBps: z.number() }).nullable(),
    total: maybeNumber,
    stillNeeded: maybeNumber,
    totalWithBriefRule: maybeNumber,
    ifAsSeen: z.object({ total: maybeNumber, stillNeeded: maybeNumber }),
  }),
  stillNeeded: maybeNumber,
  assumptions: z.array(z.string()),
  missing: z.record(z.string(), z.string()),
})
