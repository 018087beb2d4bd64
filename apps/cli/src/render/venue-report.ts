import type { VenueReport } from '@of/pipeline'
import { summarise } from '@of/signals'
import type { Paint } from './colour.ts'
import { counted } from './numbers.ts'
import { auditText, bookText, coverageText, decisionsText } from './quality.ts'
import { renderSummary } from './report.ts'

/** The analysis of a product of any venue as people read it, with a line break at its end. */
export function renderVenueReport(report: VenueReport, paint: Paint): string {
  const { features, product, signal } = report
  return `${renderSummary(summarise({ product, features, signal, quality: venueQualitySentences(report) }), paint)}\n`
}

/** How far a report of recordings of any venue can be trusted, in sentences; what went wrong begins with ▲, what takes the result away with ◆. */
export function venueQualitySentences(report: VenueReport): string[] {
  const { origin, quality, totals } = report
  const { aggressorAudit, coverage } = quality
  const trust = [
    bookText(report),
    ...(aggressorAudit === null ? [] : [auditText({ aggressorAudit })]),
    ...(coverage === null ? [] : [coverageText({ coverage })]),
  ]
  const sampling = origin.samplings.length === 0 ? 'book n/a' : `sampled ${origin.samplings.join(' and ')}`
  const books = totals.bookMessages === null ? sampling : `${counted(totals.bookMessages, 'book message')} ${sampling}`
  return [
    trust.join(', '),
    ...troublesText(report),
    `${books}, ${counted(totals.trades ?? 0, 'trade')}, ${decisionsText(report.decisions)}`,
    `Recorded at ${origin.venues.map((venue) => (venue === 'unknown' ? 'an unknown venue' : venue)).join(', ')}, read from ${origin.formats.join(', ')}`,
  ]
}

function troublesText({ origin, quality }: VenueReport): string[] {
  const troubles: readonly (readonly [count: number | null, noun: string])[] = [
    [quality.crossedStates, 'crossed book'],
    [quality.unsyncedUpdates, 'unsynced update'],
    [quality.missingTradeIds, 'missing trade'],
    [quality.lateTrades, 'late trade'],
    [quality.duplicateTrades, 'repeated trade'],
    [quality.skippedDecisions, 'skipped decision'],
    [origin.inferredSides, 'side inferred by the tick rule'],
    [origin.sidelessTrades, 'trade left out for want of a side'],
    [origin.auctionTrades, 'auction left out'],
  ]
  const found = troubles.flatMap(([count, noun]) => (count === null || count === 0 ? [] : [countedNoun(count, noun)]))
  return found.length === 0 ? [] : [`▲ ${found.join(', ')}`]
}

/** Of nouns with something behind them the first word takes the plural. */
function countedNoun(count: number, noun: string): string {
  const [, head = noun, rest = ''] = /^(.*?(?:book|update|trade|decision|side|auction))(.*)$/.exec(noun) ?? []
  return `${counted(count, head)}${rest}`
}
