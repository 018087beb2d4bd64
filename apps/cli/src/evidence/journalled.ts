import type { PaperRecord } from '@of/backtest'
import type { DecisionEvidence } from '@of/signals'
import type { Known } from './known.ts'

/** What a journal says of decisions. */
export interface JournalledDecisions {
  /** In what a decision that was derived differs from what the journal says of it, in words; `undefined` where it says the same, or nothing. */
  readonly differenceOf: (known: Known) => string | undefined
}

type Emitted = Extract<PaperRecord, { readonly kind: 'emitted' }>

/** The decisions that a journal tells of, by the arms that took them. */
export function journalledDecisions(records: readonly PaperRecord[], names: ReadonlyMap<unknown, string>): JournalledDecisions {
  const emitted = new Map<string, Emitted>()
  for (const record of records) if (record.kind === 'emitted') emitted.set(key(record.arm, record), record)
  return {
    differenceOf: (known) => {
      const told = emitted.get(key(names.get(known.source) ?? '', known))
      if (told === undefined || isSame(told, known.reading)) return undefined
      return `the journal says ${words(told)}, the recording gives ${words(known.reading)}`
    },
  }
}

function isSame(told: Emitted, { abstained, direction, net }: Pick<DecisionEvidence, 'abstained' | 'direction' | 'net'>): boolean {
  return told.direction === direction && told.net === net && told.abstained === abstained
}

function words({ abstained, direction, net }: Pick<DecisionEvidence, 'abstained' | 'direction' | 'net'>): string {
  return abstained ? 'abstained' : `${direction} ${net ?? 'n/a'}`
}

function key(arm: string, { product, timeUs }: { readonly product: string; readonly timeUs: number }): string {
  return `${arm} ${product} ${timeUs}`
}
