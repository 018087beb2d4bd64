export { type FactorPoint, type SignalPoint, type StudiedSignal } from './factors/factor-reader.ts'
export { type StudyOptions } from './options.ts'
export type { StudiedFactors } from './own/own-factors.ts'
export type { OwnFactorFigures, OwnHorizonFigures } from './own-report.ts'
export type {
  Both,
  BothFigures,
  Costs,
  DeepFigures,
  DepthLaw,
  Explained,
  ExplainedShare,
  Figures,
  HorizonFigures,
  HourFigures,
  IntegratedFigures,
  Interval,
  Predicted,
  WithCosts,
} from './horizon-report.ts'
export type { StudyInput, StudyReport } from './report.ts'
export type { Ablation, FactorFigures, FactorPair, FactorUse, LevelFigures, LevelKind, LevelTally } from './signal-report.ts'
export { Study } from './study.ts'
