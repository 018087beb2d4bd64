export { Pipeline, type PipelineEvent, type PipelineOptions } from './pipeline.ts'
export type { BookReport, Decision, ProductReport, QualityReport, ReportedBookState, ReportedFeature, TotalsReport } from './report.ts'
