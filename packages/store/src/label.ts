import type { DuckDBConnection } from '@duckdb/node-api'
import { readMeta } from './schema/migrate.ts'

/** Whose data a store holds. */
export interface StoreLabel {
  /** As it was opened: `live`, `sim-42`. */
  readonly origin: string
  /** Whether a simulator made them; `null` where nothing in it says. */
  readonly simulated: boolean | null
}

/** What a store says of its data. */
export async function labelOf(connection: DuckDBConnection): Promise<StoreLabel> {
  const origin = (await readMeta(connection))?.get('origin') ?? 'unknown'
  if (origin === 'live') return { origin, simulated: false }
  if (/^(sim|venue)-/.test(origin)) return { origin, simulated: true }
  const [row] = (await connection.runAndReadAll('SELECT bool_or(simulated) FROM decisions')).getRows()
  const said = row?.[0]
  return { origin, simulated: typeof said === 'boolean' ? said : null }
}
