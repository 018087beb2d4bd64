import type { ArmResult, BacktestResult, MarketQuality, PaperRules, PaperTrade } from '@of/backtest'
import * as z from 'zod'
import { maybeNumber, type Provenance, provenanceFields } from '../result/fields.ts'

type Shown =
  | 'name'
  | 'signals'
  | 'orders'
  | 'summary'
  | 'costs'
  | 'outcomes'
  | 'markouts'
  | 'reliability'
  | 'equity'
  | 'exposure'
  | 'turnover'
  | 'turnoverPerDay'

/** An arm's account, as far as a page shows it. */
export interface BacktestArm extends Pick<ArmResult, Shown> {
  readonly trades: readonly Pick<PaperTrade, 'netBps'>[]
  readonly open: readonly { readonly product: string }[]
}

/** What `of backtest --json` and `of paper --json` print, as far as a page shows it. */
export interface BacktestReading extends Pick<BacktestResult, 'span'> {
  readonly input: Provenance & { readonly decideEveryUs?: number | undefined }
  readonly rules: Pick<PaperRules, 'fees' | 'notional' | 'latencyUs' | 'entry' | 'stopBps' | 'targetBps' | 'maxHoldUs'>
  readonly quality: readonly MarketQuality[]
  readonly arms: readonly BacktestArm[]
}

const meanFields = { n: z.number(), mean: maybeNumber, low: maybeNumber, high: maybeNumber }
const meanFigure = z.object(meanFields)
const byReason = z.record(z.string(), z.number())

const arm: z.ZodType<BacktestArm> = z.object({
  name: z.string(),
  signals: z.object({ emitted: z.number(), long: z.number(), short: z.number(), hold: z.number(), abstained: z.number() }),
  orders: z.object({ sent: z.number(), filled: z.number(), dropped: byReason, refused: byReason, early: z.number() }),
  summary: z.object({
    n: z.number(),
    wins: z.number(),
    winRate: maybeNumber,
    winRateLow: maybeNumber,
    winRateHigh: maybeNumber,
    gross: meanFigure,
    net: meanFigure,
    meanHoldUs: maybeNumber,
    byReason,
  }),
  costs: z.object({
    roundTripFeeBps: z.number(),
    feeBps: maybeNumber,
    slippageBps: maybeNumber,
    breakEvenBps: maybeNumber,
    takerNotional: z.number(),
    makerNotional: z.number(),
    fees: z.number(),
  }),
  outcomes: z.array(
    z.object({
      ...meanFields,
      horizonUs: z.number(),
      kind: z.enum(['LONG', 'SHORT', 'taken', 'HOLD', 'abstained']),
      emitted: z.number(),
      resolved: z.number(),
      open: z.number(),
      unpriced: z.number(),
      independent: z.number(),
      above: maybeNumber,
    }),
  ),
  markouts: z.array(z.object({ ...meanFields, addedLatencyUs: z.number(), horizonUs: z.number() })),
  reliability: z.array(
    z.object({
      horizonUs: z.number(),
      from: z.number(),
      to: z.number(),
      meanScore: z.number(),
      scores: z.number(),
      unmoved: z.number(),
      unpriced: z.number(),
      n: z.number(),
      independent: z.number(),
      wins: z.number(),
      winShare: maybeNumber,
      low: maybeNumber,
      high: maybeNumber,
    }),
  ),
  equity: z.object({
    everyUs: z.number().positive(),
    fromUs: z.number(),
    toUs: z.number(),
    steps: z.array(z.number()),
    finalBps: z.number(),
    drawdownBps: z.number(),
    staleMarks: z.number(),
  }),
  exposure: maybeNumber,
  turnover: z.number(),
  turnoverPerDay: maybeNumber,
  trades: z.array(z.object({ netBps: z.number() })),
  open: z.array(z.object({ product: z.string() })),
})

/** Reads the result of a backtest; fields that are not known pass. */
export const backtestResult: z.ZodType<BacktestReading> = z.object({
  input: z.object({ ...provenanceFields, decideEveryUs: z.number().optional() }),
  span: z.object({ fromUs: z.number(), toUs: z.number() }).nullable(),
  rules: z.object({
    fees: z.object({ name: z.string(), takerBps: z.number(), makerBps: z.number() }),
    notional: z.number(),
    latencyUs: z.number(),
    entry: z.enum(['market', 'limit']),
    stopBps: maybeNumber,
    targetBps: maybeNumber,
    maxHoldUs: z.number(),
  }),
  quality: z.array(
    z.object({
      product: z.string(),
      moments: z.number(),
      bookMessages: z.number(),
      prints: z.number(),
      hiddenPrints: z.number(),
      booksLost: z.number(),
      fromUs: z.number(),
      toUs: z.number(),
      believed: maybeNumber,
      gaps: z.array(z.object({ fromUs: z.number(), toUs: z.number() })),
    }),
  ),
  arms: z.array(arm),
})
