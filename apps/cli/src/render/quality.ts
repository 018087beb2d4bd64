import type { BookReport, Decision, QualityReport, TotalsReport } from '@of/pipeline'
import { counted, grouped, percent } from './numbers.ts'

/** What of a report tells how far it can be trusted. */
export interface QualityInput {
  readonly book: Pick<BookReport, 'reason' | 'state'>
  readonly totals: Pick<TotalsReport, 'bookMessages' | 'trades'>
  readonly decisions: readonly Pick<Decision, 'abstained' | 'direction'>[]
  readonly quality: QualityReport
}

/** How far a report can be trusted, in sentences; what went wrong begins with ▲, what takes the result away with ◆. */
export function qualitySentences(report: QualityInput): string[] {
  const { quality, totals } = report
  return [
    `${bookText(report)}, ${counted(quality.sequenceGaps, 'sequence gap')}, ${auditText(quality)}, ${coverageText(quality)}`,
    ...tickersText(quality),
    ...troublesText(quality),
    `${counted(totals.bookMessages ?? 0, 'book message')} sampled l2-batch-50ms, ${counted(totals.trades ?? 0, 'trade')}, ${decisionsText(report.decisions)}`,
  ]
}

/** Where the book stands, and why it is not believed where it is not. */
export function bookText({ book: { reason, state } }: Pick<QualityInput, 'book'>): string {
  if (state === 'synced' && reason === null) return 'Book synced'
  return reason === null ? `◆ Book ${state}` : `◆ Book ${state} (${reason.replace(/^book \w+: /, '')})`
}

/** How well sides agree with the quotes. */
export function auditText({ aggressorAudit: { orders, share, verdict } }: Pick<QualityReport, 'aggressorAudit'>): string {
  if (share === null) return `audit n/a (${counted(orders, 'order')})`
  const text = `audit ${percent(share)} of ${grouped(orders)}`
  return verdict === 'healthy' ? text : `▲ ${text}, ${verdict}`
}

/** In which share of the time each source was received. */
export function coverageText({ coverage: { book, trades } }: Pick<QualityReport, 'coverage'>): string {
  return `coverage book ${shareText(book)}, trades ${shareText(trades)}`
}

function shareText(share: number | null): string {
  return share === null ? 'n/a' : percent(share)
}

function tickersText({ tickers: { agreed, disagreed } }: QualityReport): string[] {
  const compared = agreed + disagreed
  return compared === 0 ? [] : [`${grouped(agreed)} of ${grouped(compared)} tickers agree with the book`]
}

type Count = { readonly [Name in keyof QualityReport]: QualityReport[Name] extends number ? Name : never }[keyof QualityReport]

const troubles: readonly (readonly [count: Count, noun: string])[] = [
  ['lostFrames', 'lost frame'],
  ['lateFrames', 'late frame'],
  ['unreadableFrames', 'unreadable frame'],
  ['unknownChannels', 'unknown-channel frame'],
  ['slowFrames', 'unusually written frame'],
  ['venueErrors', 'venue error'],
  ['crossedStates', 'crossed book'],
  ['unsyncedUpdates', 'unsynced update'],
  ['missingTradeIds', 'missing trade'],
  ['historicTradeIds', 'trade known from a snapshot only'],
  ['lateTrades', 'late trade'],
  ['skippedDecisions', 'skipped decision'],
]

function troublesText(quality: QualityReport): string[] {
  const found = troubles.filter(([count]) => quality[count] > 0).map(([count, noun]) => counted(quality[count], noun))
  return found.length === 0 ? [] : [`▲ ${found.join(', ')}`]
}

/** How many decisions were taken, and which. */
export function decisionsText(decisions: QualityInput['decisions']): string {
  const counts = new Map<string, number>()
  for (const { abstained, direction } of decisions) {
    const kind = abstained ? 'abstained' : direction
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  const kinds = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')
  return kinds === '' ? 'no decision' : `${counted(decisions.length, 'decision')} (${kinds})`
}
