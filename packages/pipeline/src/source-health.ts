import type { SourceHealth, Us } from '@of/core'
import { type Connection, downReason } from './connection.ts'
import type { ReportedBookState } from './report.ts'

/** Where a source comes from, and why what it told cannot be believed; both `undefined` where there is none. */
export interface SourceOrigin {
  readonly from: Connection | undefined
  readonly lostBy: string | undefined
}

/** How far a book can be believed at a time. */
export function bookHealth(state: ReportedBookState, { from, lostBy }: SourceOrigin, nowUs: Us): SourceHealth {
  switch (state) {
    case 'absent':
      return { state: 'absent' }
    case 'empty':
      return { state: 'unhealthy', reason: 'book empty: no snapshot yet' }
    case 'suspect':
      return { state: 'unhealthy', reason: 'book suspect: best bid at or above best ask' }
    case 'resyncing':
      return { state: 'unhealthy', reason: `book resyncing: ${lostBy ?? 'lost'}` }
    case 'synced':
      return healthOf(from && downReason(from, nowUs))
  }
}

/** How far trades that were asked for can be believed at a time. */
export function tradesHealth({ from, lostBy }: SourceOrigin, nowUs: Us): SourceHealth {
  const lost = lostBy === undefined ? undefined : `trades lost: ${lostBy}`
  return healthOf((from && downReason(from, nowUs)) ?? lost)
}

function healthOf(reason: string | undefined): SourceHealth {
  return reason === undefined ? { state: 'healthy' } : { state: 'unhealthy', reason }
}
