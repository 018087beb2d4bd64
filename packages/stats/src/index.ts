export { binomialProbabilities, binomialTail } from './distribution/binomial.ts'
export { normalCdf, normalQuantile } from './distribution/normal.ts'
export { studentCdf, studentQuantile } from './distribution/student.ts'
export { lcg } from './random/lcg.ts'
export { below, coin, normal, type Random } from './random/random.ts'
export { sfc32 } from './random/sfc32.ts'
export { bartlett, longRunCovariance, neweyWestLag } from './regression/newey-west.ts'
export { ols, type OlsOptions, predict, type Regression } from './regression/ols.ts'
export { noiseR2, outOfSampleR2, partialR2 } from './regression/out-of-sample.ts'
export { blockIndices, blocksOf, signFlipped } from './resampling/blocks.ts'
export {
  blockBootstrap,
  type Bootstrapped,
  type Draws,
  type Estimate,
  percentileInterval,
  stationaryBootstrap,
  type Statistic,
  type Studentised,
  studentisedBootstrap,
  studentisedInterval,
  studentisedPAbove,
} from './resampling/bootstrap.ts'
export { type Interval, quantileOf } from './resampling/quantile.ts'
export { circularShift, randomShift } from './resampling/shift.ts'
export { stationaryIndices } from './resampling/stationary.ts'
export { cscv, type Cscv, type CscvOptions } from './cross-validation/cscv.ts'
export { evenParts, type Fold, purgedKFold, walkForward, type WalkForwardOptions } from './cross-validation/split.ts'
export { autocorrelations, defaultLags, effectiveN, kish } from './dependence/autocorrelation.ts'
export { meanBlockLength } from './dependence/block-length.ts'
export { meanOf, type Moments, moments } from './moments/moments.ts'
export { holm } from './multiple/holm.ts'
export { type Drawdown, maxDrawdown } from './performance/drawdown.ts'
export { annualised, dsr, expectedMaxSharpe, minTrl, psr, sharpe, type SharpeSample } from './performance/sharpe.ts'
export { ledoitWolf, type SharpeDifference, sharpeDifference, type SharpeDifferenceOptions } from './performance/sharpe-difference.ts'
export {
  anytimeLowerBound,
  type Betting,
  bettingEProcess,
  type BettingReading,
  type BettingState,
  type Bounds,
  confidenceSequence,
  type SequenceOptions,
} from './sequential/betting.ts'
export {
  sprt,
  sprtBounds,
  type SprtBounds,
  sprtErrors,
  type SprtErrors,
  type SprtPlan,
  type SprtReading,
  sprtTrades,
} from './sequential/sprt.ts'
export { binomialGate, type BinomialGate, isAbove, peek, type Peeking, type WinRateRule } from './win-rate/binomial-gate.ts'
export { breakEvenWinRate, type Payoff } from './win-rate/break-even.ts'
export {
  criticalWins,
  exactOneArm,
  type ExactSampleSize,
  oneArm,
  oneMean,
  perArm,
  type TestGoal,
  type WinRates,
} from './win-rate/sample-size.ts'
export { wilson } from './win-rate/wilson.ts'
