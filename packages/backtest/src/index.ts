export { type ComparedArm, type ComparedArmReport, type MarkedHours } from './ab/compared-arm.ts'
export type { DayDifference } from './ab/by-day.ts'
export {
  type AbReport,
  compareArms,
  type CompareOptions,
  type PairReport,
  type PairSampleSize,
  type PrimaryMetric,
  primaryMetrics,
} from './ab/compare.ts'
export { gridOf, type HourlyGrid, hourlyReturns } from './ab/hourly-grid.ts'
export { inOrderOfClosing, isWin, type JudgedTrade } from './ab/judged-trade.ts'
export type { SharpeComparison } from './ab/sharpe-comparison.ts'
export { type BriefErrorRates, briefErrorRates, type BriefRules, briefRules, type BriefVerdict } from './gate/brief-gate.ts'
export type { BaselineReport } from './gate/baseline-report.ts'
export type { EdgeReport } from './gate/edge-report.ts'
export { type GateReport, judge } from './gate/gate.ts'
export type { GateOptions } from './gate/gate-options.ts'
export { type PlannedEdge, type PlanOptions, tradesNeeded } from './gate/power.ts'
export type { BreakEvenReport, Ends, SampleReport } from './gate/sample.ts'
export type { SampleSizeReport } from './gate/sample-size.ts'
export type { SequentialReport, SprtReport } from './gate/sequential.ts'
export type { SharpeReport, Trials } from './gate/sharpe-report.ts'
export type { Verdict } from './gate/verdict.ts'
export type { Arm } from './arms/arm.ts'
export { alwaysSource, diceSource } from './arms/controls.ts'
export { Backtest, type BacktestCheckpoint, type BacktestOptions, type Interrupted } from './backtest.ts'
export type { ProductTally } from './market-tally.ts'
export { explicitFees, type Fees, type FeeTier, feeTierNamed, feeTiers } from './paper/fees.ts'
export type { DropReason, OrderReason } from './paper/order.ts'
export type { PaperAccounts, PaperMemory } from './paper/paper-engine.ts'
export type { PaperTrade } from './paper/paper-trade.ts'
export type { PaperRecord } from './paper/record.ts'
export { type PaperOptions, type PaperRules, paperRules } from './paper/rules.ts'
export { auditResult } from './result/audit.ts'
export type {
  ArmResult,
  BacktestInput,
  BacktestResult,
  CostReport,
  EquityReport,
  Gap,
  MarketQuality,
  Markout,
  MeanFigure,
  OpenPosition,
  OrderCounts,
  OutcomeKind,
  OutcomeSummary,
  ReliabilityBin,
  SignalCounts,
  TradeSummary,
} from './result/result.ts'
export type { TradeResult } from './trade-result.ts'
export { evaluate, type SearchPlan, type TrialReading } from './tune/evaluate.ts'
export { HoldOutMoved } from './tune/hold-out-moved.ts'
export { MomentCollector, type Moments, type MomentsOptions } from './tune/moments.ts'
export type { Overfitting } from './tune/overfitting.ts'
export type { Deflated, TradesReading } from './tune/readings.ts'
export {
  configKey,
  costsKey,
  type DataEntry,
  type LookEntry,
  type Ranked,
  type RankedEntry,
  Registry,
  type RegistryEntry,
  type TradingCosts,
  type TriedEntry,
} from './tune/registry.ts'
export type { OwnRecipe } from './tune/own-recipe.ts'
export { directionsOf, type Directions, featuresOf } from './tune/scorer.ts'
export { defaultSpace, type SearchSpace, spaceFrom } from './tune/space.ts'
export type { Stretch, TrialConfig } from './tune/trial.ts'
export type { HoldOut, NullControl, TrialCounts, TuneResult } from './tune/tune-result.ts'
export { type PendingTrial, type TuneOptions, Tuning } from './tune/tune.ts'
export type { Step } from './tune/walk-forward.ts'
