export { candleBaseline, type CandleBaselineOptions, type CandleBaselineState } from './baseline/candle-baseline.ts'
export type { BarsEvidence, ConnectionEvidence, DecisionEvidence, EvidenceBundle, InputEvidence, SealedBundle } from './evidence/bundle.ts'
export { BundleError, type BundleFault } from './evidence/bundle-error.ts'
export { type BundleFacts, bundleOf, bundleText, sealed, type SourceDecision } from './evidence/bundle-of.ts'
export { Derivation } from './evidence/derivation.ts'
export { explainBundle } from './evidence/explain-bundle.ts'
export { InputTrail, type RunningHash, type TrailEntry } from './evidence/input-trail.ts'
export { parseBundle } from './evidence/parse-bundle.ts'
export { type FactorCode, sourceOf } from './evidence/source-of.ts'
export { type BundleVerdict, isIntact, verifyBundle } from './evidence/verify-bundle.ts'
export { defineFactor, parseFactor } from './factors/define-factor.ts'
export type {
  Factor,
  FactorDeclaration,
  FactorFeatures,
  FactorMoment,
  FactorScore,
  FactorStep,
  FactorWindow,
  SeriesFactor,
  StepFactor,
  WindowFactor,
} from './factors/factor.ts'
export { FactorError, type FactorFault } from './factors/factor-error.ts'
export { FactorBench, type FactorReadings } from './factors/factor-bench.ts'
export { factorLine } from './factors/factor-line.ts'
export { type FactorRunState, startFactor, stepFactor } from './factors/factor-run.ts'
export { factorSource, type FactorSourceOptions } from './factors/factor-source.ts'
export { OwnScore, type ToldLine, type ToldSignal } from './factors/own-score.ts'
export {
  type ScoredSignal,
  type ScoreIdentity,
  scoreIdentity,
  type ScoreOptions,
  scoreSource,
  withFactors,
} from './factors/score-source.ts'
export {
  findLookAhead,
  type LookAheadFinding,
  type LookAheadKind,
  type LookAheadOptions,
  type LookAheadVerdict,
  type Subject,
} from './look-ahead/look-ahead.ts'
export { factorSubject, perturbInput, sourceSubject } from './look-ahead/subjects.ts'
export type { AbsoluteAtLeast, AtLeast, Bound, Condition, FactorRule, FactorWords, Outside, RuleSet } from './rules/rule-set.ts'
export { parseRuleSet } from './rules/parse-rule-set.ts'
export { presetNamed, presets } from './rules/presets.ts'
export { RuleSetError, type RuleSetIssue } from './rules/rule-set-error.ts'
export { ruleSetHash, shortHash } from './rules/rule-set-hash.ts'
export { analyze } from './score/analyze.ts'
export type { SignalInput } from './score/inputs.ts'
export type { ConditionReading, Direction, FactorReading, FactorState, Signal } from './score/signal.ts'
export { formatSummary } from './summary/format-summary.ts'
export { summarise } from './summary/summarise.ts'
export type { Summary, SummaryInput, SummaryRow, SummarySection, Tone } from './summary/summary.ts'
export { flowSource } from './synthesizer/flow-source.ts'
export type { LatchOptions, LatchState } from './synthesizer/latch.ts'
export {
  type Agreement,
  type CodeFile,
  type FactorRecipe,
  recipeHash,
  rulesRecipe,
  type SourceRecipe,
  type WhenOneAbstains,
} from './synthesizer/recipe.ts'
export { type SourceInputBuilder, sourceInputs, type SourceInputsState } from './synthesizer/source-inputs.ts'
export type { FactorEvidence, SignalSource, SourceInput, SourceInputs, SourcePart, SourceReading } from './synthesizer/source.ts'
export {
  type SignalSynthesizer,
  signalSynthesizer,
  type SynthesizerOptions,
  type SynthesizerState,
  type WeightedSource,
} from './synthesizer/signal-synthesizer.ts'
export { canonicalJson } from './text/canonical-json.ts'
export { type Difference, differences } from './text/differences.ts'
