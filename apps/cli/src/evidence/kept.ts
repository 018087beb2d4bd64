import type { Evidence } from '@of/api'
import { HOUR_US, type Us } from '@of/core'
import { openQueries, storeDefaults } from '@of/store'
import { CliError } from '../errors.ts'
import { ofService } from '../service/of-service.ts'
import { ofStore, storePath } from '../service/store-path.ts'
import { signalIdText } from './signal-id.ts'

/** Where evidence has been kept: at a service that runs, or in the store of one that does not. */
export interface KeptOptions {
  readonly url?: string | undefined
  readonly store?: string | undefined
  readonly origin?: string | undefined
}

/** Of which product, and up to which time; the last one unless given. */
export interface KeptWish {
  readonly product: string
  readonly atUs: Us | undefined
  /** Whether it is the one of exactly that time, or the last one up to it. */
  readonly isExact: boolean
}

/** A bundle as it was kept. */
export type KeptBundle = Pick<Evidence, 'bundle' | 'recording'>

const MEMORY_MB = 512

/** A bundle that was kept. Throws a `CliError` where there is none. */
export async function keptBundle(wish: KeptWish, options: KeptOptions, command: string): Promise<KeptBundle> {
  const { store, url } = options
  if (url !== undefined && store !== undefined)
    throw new CliError({ kind: 'usage', complaint: '--url and --store: expected one of them, received both', command })
  const found = url === undefined ? await ofKeptStore(wish, options, command) : await ofRunning(wish, url, command)
  if (found !== undefined) return found
  const at = wish.atUs === undefined ? undefined : new Date(wish.atUs / 1_000).toISOString()
  throw new CliError({ kind: 'evidence', fault: { kind: 'no-bundle-kept', product: wish.product, at, where: url ?? store ?? 'the store' } })
}

async function ofRunning({ atUs, isExact, product }: KeptWish, url: string, command: string): Promise<KeptBundle | undefined> {
  return await ofService(url, command, async (client) => {
    if (isExact && atUs !== undefined) return await client.evidence({ id: signalIdText({ product, timeUs: atUs }) })
    const range = atUs === undefined ? { limit: 1 } : { from: Math.max(0, atUs - HOUR_US), to: atUs + 1, limit: 10_000 }
    const last = (await client.decisions({ product, ...range })).items.at(-1)
    return last && (await client.evidence({ id: last.id }))
  })
}

async function ofKeptStore({ atUs, isExact, product }: KeptWish, options: KeptOptions, command: string): Promise<KeptBundle | undefined> {
  const path = await storePath(options.store ?? '', options.origin, command)
  return await ofStore(async () => {
    const queries = await openQueries({ path, memoryMb: MEMORY_MB, limits: storeDefaults.queryLimits })
    try {
      const upTo = atUs === undefined ? '' : ` AND time_us ${isExact ? '=' : '<='} ${atUs}`
      const name = product.replaceAll("'", "''")
      const sql = `SELECT bundle, recording FROM bundles WHERE product = '${name}'${upTo} ORDER BY time_us DESC`
      const [row] = (await queries.query(sql, 1)).rows
      return row && { bundle: String(row[0]), recording: typeof row[1] === 'string' ? row[1] : null }
    } finally {
      queries.close()
    }
  })
}
