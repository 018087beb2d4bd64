import type { FeatureSnapshot, SourceHealth, Sources } from '../features/features.ts'
import { featureNames, featureTable } from '../features/feature-table.ts'
import { recordOf } from '../features/record-of.ts'
import type { AuditReading } from '../flow/aggressor-audit.ts'
import { unknown } from './reading.ts'

/** Why nothing built on the aggressor's side may be used; `undefined` when it may. */
export function auditFault(audit: AuditReading): string | undefined {
  if (audit.verdict !== 'failed' && audit.verdict !== 'inverted') return undefined
  const share = `${Math.floor((audit.share ?? 0) * 100)} % of ${audit.orders} taker orders agree with the quotes`
  return audit.verdict === 'inverted' ? `aggressor audit: side inverted, ${share}` : `aggressor audit failed: ${share}`
}

/** The sources as a signal must see them: trades whose sides fail the audit are unhealthy. */
export function auditedSources(sources: Sources, audit: AuditReading): Sources {
  const fault = auditFault(audit)
  if (fault === undefined || sources.trades.state !== 'healthy') return sources
  return { ...sources, trades: { state: 'unhealthy', reason: fault } }
}

/** Takes the value from every feature whose source is absent or unhealthy, or whose side is not to be believed. */
export function withHealth(features: FeatureSnapshot, sources: Sources, audit: AuditReading): FeatureSnapshot {
  const book = reasonOf(sources.book, 'no book configured')
  const trades = reasonOf(sources.trades, 'no trades configured')
  const sides = auditFault(audit)
  if (book === undefined && trades === undefined && sides === undefined) return features
  return recordOf(featureNames, (name) => {
    const { source, signed } = featureTable[name]
    const reason = source === 'book' ? book : (sourceReason(source, sources, trades) ?? (signed ? sides : undefined))
    return reason === undefined ? features[name] : unknown(reason)
  })
}

/** History can be read from candles where trades were never configured, but not past trades that went silent. */
function sourceReason(source: 'trades' | 'history', sources: Sources, trades: string | undefined): string | undefined {
  return source === 'history' && sources.trades.state === 'absent' ? undefined : trades
}

function reasonOf(health: SourceHealth, absent: string): string | undefined {
  if (health.state === 'absent') return absent
  return health.state === 'unhealthy' ? health.reason : undefined
}
