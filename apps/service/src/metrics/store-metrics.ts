import type { StoreCounts } from '@of/store'
import type { ServiceState } from '../service/state.ts'
import type { Family } from './family.ts'

/** How the store stands. */
export function storeGauges(state: ServiceState): Family[] {
  return [
    {
      name: 'of_store_up',
      help: '1 while what comes is kept.',
      read: () => [[{}, state.storeHealth.state === 'ok' || state.storeHealth.state === 'behind' ? 1 : 0]],
    },
    {
      name: 'of_store_lag_seconds',
      help: 'How old the oldest record is that waits to be written.',
      read: () => [[{}, state.storeHealth.lagMs / 1_000]],
    },
    {
      name: 'of_store_waiting_records',
      help: 'Records that wait to be written.',
      read: () => [[{}, state.store?.counts().waiting ?? 0]],
    },
    { name: 'of_store_bytes', help: 'What the store takes on disk.', read: () => [[{}, state.storeHealth.bytes]] },
  ]
}

/** What the store has done. */
export function storeCounters(state: ServiceState): Family[] {
  const counter = (name: string, help: string, count: (counts: StoreCounts) => number): Family => ({
    name,
    help,
    read: () => [[{}, state.store === undefined ? 0 : count(state.store.counts())]],
  })
  return [
    counter('of_store_records_total', 'Records that were written.', ({ stored }) => stored),
    counter('of_store_lost_records_total', 'Records that found no room on disk nor to wait.', ({ lost }) => lost),
    counter('of_store_batches_total', 'Transactions that were written.', ({ batches }) => batches),
    counter('of_store_failures_total', 'Transactions that could not be written.', ({ failures }) => failures),
  ]
}
