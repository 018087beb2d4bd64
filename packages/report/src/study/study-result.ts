import type { HorizonFigures, StudyReport } from '@of/study'
import * as z from 'zod'
import { maybeInterval, maybeNumber, type Provenance, provenanceFields } from '../result/fields.ts'

const ends = z.tuple([z.number(), z.number()])

const share = z.object({
  n: z.number(),
  blocks: z.number(),
  r2: maybeNumber,
  adjustedR2: maybeNumber,
  chanceR2: maybeNumber,
  outOfSampleR2: maybeNumber,
  outOfSampleN: z.number(),
  r2Interval: maybeInterval,
})

const figures = share.extend({ beta: maybeNumber, t: maybeNumber, betaInterval: maybeInterval })
const integrated = figures.extend({ weightsFrom: z.enum(['past blocks', 'same block']).nullable() })
const pair = z.object({ ofi: z.number(), tradeImbalance: z.number() }).nullable()
const pairOfIntervals = z.object({ ofi: ends, tradeImbalance: ends }).nullable()
const both = share.extend({ beta: pair, t: pair, betaInterval: pairOfIntervals })
const deep = z.object({
  levels: z.number(),
  blocks: z.number(),
  r2: maybeNumber,
  chanceR2: maybeNumber,
  outOfSampleR2: maybeNumber,
  outOfSampleN: z.number(),
})
const costs = z.object({ spreadBps: maybeNumber, feeBps: maybeNumber, roundTripBps: maybeNumber })
const worth = { predictedMoveBps: maybeNumber, costs }

const measured = { windows: z.number(), unmeasured: z.number(), skippedBlocks: z.number() }

const explained = z.object({
  ...measured,
  fewestWindows: maybeNumber,
  ofi: figures,
  tradeImbalance: figures,
  both,
  multiLevel: z.array(deep),
  integrated,
  imbalance: figures,
  microprice: figures,
  cvd: figures,
})

const predicted = z.object({
  ...measured,
  unfinished: z.number(),
  ofi: figures.extend(worth),
  tradeImbalance: figures.extend(worth),
  both: both.extend(worth),
  multiLevel: z.array(deep.extend(worth)),
  integrated: integrated.extend(worth),
  imbalance: figures.extend(worth),
  microprice: figures.extend(worth),
  cvd: figures.extend(worth),
})

const horizon = z.object({
  seconds: z.number(),
  blockSeconds: z.number(),
  windows: z.number(),
  contemporaneous: explained,
  predictive: predicted,
  byHour: z.array(z.object({ hour: z.number(), blocks: z.number(), contemporaneousR2: maybeNumber, predictiveR2: maybeNumber })),
})

const depthLaw = z.object({
  seconds: z.number(),
  blocks: z.number(),
  exponent: maybeNumber,
  exponentError: maybeNumber,
  exponentInterval: z.tuple([z.number(), z.number()]).nullable(),
  logR2: maybeNumber,
  slope: maybeNumber,
  slopeError: maybeNumber,
  r2: maybeNumber,
  betaTimes2D: maybeNumber,
  depth: maybeNumber,
})

const factorPair = z.object({
  factors: z.tuple([z.string(), z.string()]),
  n: z.number(),
  correlation: maybeNumber,
  bothFired: z.number(),
  sameSide: z.number(),
})

const factors = z.object({
  ruleSet: z.string(),
  decisions: z.number(),
  abstained: z.number(),
  factors: z.array(z.object({ factor: z.string(), known: z.number(), fired: z.number() })),
  pairs: z.array(factorPair),
  doubleScored: factorPair.nullable(),
  ablation: z.array(
    z.object({
      seconds: z.number(),
      n: z.number(),
      r2: maybeNumber,
      chanceR2: maybeNumber,
      netR2: maybeNumber,
      netBeta: maybeNumber,
      costs,
      factors: z.array(z.object({ factor: z.string(), alone: maybeNumber, without: maybeNumber, adds: maybeNumber })),
    }),
  ),
})

const ownFactor = z.object({
  factor: z.string(),
  moments: z.number(),
  known: z.number(),
  horizons: z.array(
    z.object({
      seconds: z.number(),
      blockSeconds: z.number(),
      contemporaneous: figures.extend({ windows: z.number(), skippedBlocks: z.number() }),
      predictive: figures.extend({ ...measured, unfinished: z.number(), ...worth }),
    }),
  ),
})

const tally = z.object({ watched: z.number(), touched: z.number(), held: z.number(), broken: z.number(), holdRate: maybeNumber })

const level = z.object({
  kind: z.enum(['POC', 'VAH', 'VAL', 'HVN', 'LVN']),
  claim: z.enum(['holds', 'breaks']),
  level: tally,
  random: tally,
  difference: maybeNumber,
  differenceInterval: maybeInterval,
  verdict: z.enum(['as claimed', 'the opposite', 'not shown', 'not enough data']),
})

/** A study of a product, as `of study --json` prints it. */
export interface StudyResult extends Omit<StudyReport, 'input'> {
  readonly input: StudyReport['input'] & Provenance
}

/** What was found at one horizon. */
export type StudyHorizon = HorizonFigures

/** Reads a line of `of study --json`; fields that are not known pass. */
export const studyResult: z.ZodType<StudyResult> = z.object({
  input: z.object({
    ...provenanceFields,
    product: z.string(),
    tick: maybeNumber,
    tickInferred: z.boolean(),
    firstUs: maybeNumber,
    lastUs: maybeNumber,
    levels: z.number(),
    latencyMs: z.number(),
    feeBps: maybeNumber,
    books: z.number(),
    trades: z.number(),
    hiddenTrades: z.number(),
    lateTrades: z.number(),
    bookLosses: z.number(),
  }),
  horizons: z.array(horizon),
  depthLaw: depthLaw.nullable(),
  factors: factors.nullable(),
  ownFactors: z.array(ownFactor).nullable(),
  levels: z.array(level).nullable(),
  warnings: z.array(z.string()),
  conclusions: z.array(z.string()),
})
