import type { Decision, ProductReport, QualityReport } from '@of/pipeline'
import { counted, grouped, percent } from './numbers.ts'

/** How far a report can be trusted, in sentences; what went wrong begins with ▲, what takes the result away with ◆. */
export function qualitySentences(report: ProductReport): string[] {
  const { quality, totals } = report
  return [
    `${bookText(report)}, ${counted(quality.sequenceGaps, 'sequence gap')}, ${auditText(quality)}, ${coverageText(quality)}`,
    ...tickersText(quality),
    ...troublesText(quality),
    `${counted(totals.bookMessages ?? 0, 'book message')} sampled l2-batch-50ms, ${counted(totals.trades ?? 0, 'trade')}, ${decisionsText(report.decisions)}`,
  ]
}

function bookText({ book: { reason, state } }: ProductReport): string {
  if (state === 'synced' && reason === null) return 'Book synced'
  return reason === null ? `◆ Book ${state}` : `◆ Book ${state} (${reason})`
}

function auditText({ aggressorAudit: { orders, share } }: QualityReport): string {
  return share === null ? `audit n/a (${counted(orders, 'order')})` : `audit ${percent(share)} of ${grouped(orders)}`
}

function coverageText({ coverage: { book, trades } }: QualityReport): string {
  const text = (share: number | null): string => (share === null ? 'n/a' : percent(share))
  return `coverage book ${text(book)}, trades ${text(trades)}`
}

function tickersText({ tickers: { agreed, disagreed } }: QualityReport): string[] {
  const compared = agreed + disagreed
  return compared === 0 ? [] : [`${grouped(agreed)} of ${grouped(compared)} tickers agree with the book`]
}

const troubles = {
  lostFrames: 'lost frame',
  lateFrames: 'late frame',
  unreadableFrames: 'unreadable frame',
  unknownChannels: 'frame of unknown channel',
  venueErrors: 'venue error',
  crossedStates: 'crossed book',
  unsyncedUpdates: 'update of an unsynced book',
  missingTradeIds: 'missing trade id',
  unseenTradeIds: 'trade id unseen between connection',
  lateTrades: 'late trade',
  skippedDecisions: 'skipped decision',
} as const satisfies Partial<Record<keyof QualityReport, string>>

function troublesText(quality: QualityReport): string[] {
  const found = Object.entries(troubles).flatMap(([name, noun]) => {
    const count = quality[name as keyof typeof troubles]
    return count > 0 ? [counted(count, noun)] : []
  })
  return found.length === 0 ? [] : [`▲ ${found.join(', ')}`]
}

function decisionsText(decisions: readonly Decision[]): string {
  const counts = new Map<string, number>()
  for (const { abstained, direction } of decisions) {
    const kind = abstained ? 'abstained' : direction
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const kinds = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')
  return kinds === '' ? 'no decision' : `${counted(decisions.length, 'decision')} (${kinds})`
}
