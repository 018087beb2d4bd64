export type { Fact, Input, Origin, ReportDocument, Section, Verdict } from './document/document.ts'
export type {
  Bar,
  BarsFigure,
  CoverageFigure,
  Evidence,
  Figure,
  Gap,
  HeatFigure,
  HistogramFigure,
  HoursFigure,
  IntervalsFigure,
  LinePoint,
  LinesFigure,
  Measured,
  MissingFigure,
  Reference,
  ReliabilityFigure,
  ValueAxis,
} from './document/figure.ts'
export type { Cell, Column, Table } from './document/table.ts'
export type { NumberFormat } from './format/number-format.ts'
export { renderHtml } from './html/render-html.ts'
export { renderJson } from './json/render-json.ts'
export { reportOf } from './build/report.ts'
export type { ResultFile } from './result/read-results.ts'
export { ReportInputError, type ReportInputFault } from './result/report-input-error.ts'
