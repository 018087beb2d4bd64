import { openQueries, storeDefaults, type StoreLabel } from '@of/store'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { renderSimulated } from '../render/heading.ts'
import { csvOf, type Rows, tableOf } from '../render/rows.ts'
import { ofService } from '../service/of-service.ts'
import { ofStore, storePath } from '../service/store-path.ts'
import { wholeOf } from './number-options.ts'

const COMMAND = 'of query'
const MEMORY_MB = 1_024
const MOST_ROWS = 100_000
const LONGEST_MS = 60_000

/** The options of `of query`, as they are typed. */
export interface QueryOptions {
  readonly store?: string | undefined
  readonly origin?: string | undefined
  readonly url?: string | undefined
  readonly limit: string
  readonly json?: true | undefined
  readonly csv?: true | undefined
}

interface Found {
  readonly label: StoreLabel
  readonly answer: Rows
}

/** `of query`: one SELECT. */
export async function queryCommand(sql: string, options: QueryOptions, { output, paint, remark }: Host): Promise<void> {
  const { csv, json, store, url } = options
  if (json === true && csv === true)
    throw new CliError({ kind: 'usage', complaint: '--json and --csv: expected one of them, received both', command: COMMAND })
  const limit = wholeOf(options.limit, { option: '--limit', least: 1, most: MOST_ROWS, command: COMMAND })
  if ((store === undefined) === (url === undefined))
    throw new CliError({
      kind: 'usage',
      complaint: `--store and --url: expected one of them, received ${store === undefined ? 'none' : 'both'}`,
      command: COMMAND,
    })
  const { answer, label } = url === undefined ? await askStore(sql, limit, options) : await askService(sql, limit, url)
  if (json === true) {
    await output.write(`${JSON.stringify({ ...label, ...answer })}\n`)
    return
  }
  if (answer.truncated) remark(`there are more rows than the ${limit} that were asked for`)
  if (csv === true) {
    await output.write(csvOf(answer, label))
    return
  }
  const banner = label.simulated === true ? renderSimulated(output.columns, paint) : ''
  await output.write(banner + tableOf(answer, paint))
}

async function askStore(sql: string, limit: number, { origin, store = '' }: QueryOptions): Promise<Found> {
  const path = await storePath(store, origin, COMMAND)
  return await ofStore(async () => {
    const limits = { ...storeDefaults.queryLimits, timeMs: LONGEST_MS }
    const queries = await openQueries({ path, memoryMb: MEMORY_MB, limits })
    try {
      return { label: queries.label, answer: await queries.query(sql, limit) }
    } finally {
      queries.close()
    }
  })
}

async function askService(sql: string, limit: number, url: string): Promise<Found> {
  return await ofService(url, COMMAND, async (client) => {
    const [{ origin }, answer] = await Promise.all([client.health(), client.query({ body: { sql, limit } })])
    return { label: { origin: `${origin.kind}: ${origin.words}`, simulated: origin.simulated }, answer }
  })
}
