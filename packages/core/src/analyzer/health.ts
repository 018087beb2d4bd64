import type { FeatureReading, FeatureSnapshot, SourceHealth, Sources } from '../features/features.ts'
import { featureNames, featureTable } from '../features/feature-table.ts'
import { recordOf } from '../features/record-of.ts'
import type { AuditReading } from '../flow/aggressor-audit.ts'
import { unknown } from './reading.ts'

/** Why nothing built on the aggressor's side may be used; `undefined` when it may. */
export function auditFault(audit: AuditReading): string | undefined {
  if (audit.verdict !== 'failed' && audit.verdict !== 'inverted') return undefined
  const share = shareText(audit)
  return audit.verdict === 'inverted' ? `aggressor audit: side inverted, ${share}` : `aggressor audit failed: ${share}`
}

function shareText({ orders, share }: AuditReading): string {
  return `${Math.floor((share ?? 0) * 100)} % of ${orders} taker orders agree with the quotes`
}

/** The sources as a signal must see them: trades whose sides fail the audit are unhealthy. */
export function auditedSources(sources: Sources, audit: AuditReading): Sources {
  const fault = auditFault(audit)
  if (fault === undefined || sources.trades.state !== 'healthy') return sources
  return { ...sources, trades: { state: 'unhealthy', reason: fault } }
}

/** Takes the value from every feature whose source is absent or unhealthy, or whose side is not to be believed; flags those whose side is in doubt. */
export function withHealth(features: FeatureSnapshot, sources: Sources, audit: AuditReading): FeatureSnapshot {
  const book = reasonOf(sources.book, 'no book configured')
  const trades = reasonOf(sources.trades, 'no trades configured')
  const sides = auditFault(audit)
  const doubt = audit.verdict === 'degraded' ? `aggressor audit degraded: ${shareText(audit)}` : undefined
  if (book === undefined && trades === undefined && sides === undefined && doubt === undefined) return features
  return recordOf(featureNames, (name) => {
    const { source, signed } = featureTable[name]
    const reason = source === 'book' ? book : (sourceReason(source, sources, trades) ?? (signed ? sides : undefined))
    if (reason !== undefined) return unknown(reason)
    return signed && doubt !== undefined ? withDoubt(features[name], doubt) : features[name]
  })
}

function withDoubt(reading: FeatureReading, doubt: string): FeatureReading {
  if (reading.value === null) return reading
  return { ...reading, note: reading.note === undefined ? doubt : `${reading.note}, ${doubt}` }
}

/** History can be read from candles where trades were never configured, but not past trades that went silent. */
function sourceReason(source: 'trades' | 'history', sources: Sources, trades: string | undefined): string | undefined {
  return source === 'history' && sources.trades.state === 'absent' ? undefined : trades
}

function reasonOf(health: SourceHealth, absent: string): string | undefined {
  if (health.state === 'absent') return absent
  return health.state === 'unhealthy' ? health.reason : undefined
}
