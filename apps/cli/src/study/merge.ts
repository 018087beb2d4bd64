import type { Findings, Told } from './task.ts'

/** What several analysts told of the same batch, in the order in which one would have told it. */
export function mergedTold(lists: readonly (readonly Told[])[]): readonly Told[] {
  return lists.flat().sort(byDue)
}

/** What several analysts know at the end, as one would know it. */
export function mergedFindings(all: readonly Findings[]): Findings {
  // Every analyst has met every product, in the same order.
  const { canonical, products } = all[0]!
  const reports = new Map(all.flatMap((findings) => findings.reports.map((report) => [report.product, report] as const)))
  return { canonical, products, reports: products.flatMap((product) => reports.get(product) ?? []) }
}

/** By arrival, then by time, a sample before a decision of the same time, then by product in the order in which these were met. */
function byDue(a: Told, b: Told): number {
  return a.step - b.step || a.timeUs - b.timeUs || Number(a.isDecision) - Number(b.isDecision) || a.rank - b.rank
}
