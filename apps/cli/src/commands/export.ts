import { exportStore, type StoreLabel } from '@of/store'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { renderSimulated } from '../render/heading.ts'
import { grouped } from '../render/numbers.ts'
import { ofService } from '../service/of-service.ts'
import { ofStore, storePath } from '../service/store-path.ts'

const COMMAND = 'of export'
const MEMORY_MB = 1_024

/** The options of `of export`, as they are typed. */
export interface ExportOptions {
  readonly store?: string | undefined
  readonly url?: string | undefined
  readonly out?: string | undefined
  readonly origin?: string | undefined
  readonly json?: true | undefined
}

/** What was written, and where to. */
interface Written extends StoreLabel {
  /** The store, or the service that has it. */
  readonly from: { readonly store: string } | { readonly url: string }
  readonly out: string
  /** By table. */
  readonly rows: Readonly<Record<string, number>>
}

/** `of export`: a store as Parquet. */
export async function exportCommand(options: ExportOptions, host: Host): Promise<void> {
  const { output, paint } = host
  const { from, out, rows, ...label } = await written(options, host)
  if (options.json === true) {
    await output.write(`${JSON.stringify({ ...from, out, ...label, rows })}\n`)
    return
  }
  const banner = label.simulated === true ? renderSimulated(output.columns, paint) : ''
  const lines = Object.entries(rows).map(([name, count]) => `  ${name.padEnd(16)}${grouped(count).padStart(14)} rows\n`)
  await output.write(`${banner}${out} · origin ${label.origin}\n${lines.join('')}`)
}

async function written({ origin, out, store, url }: ExportOptions, host: Host): Promise<Written> {
  if ((store === undefined) === (url === undefined))
    throw usage(`--store and --url: expected one of them, received ${store === undefined ? 'none' : 'both'}`)
  if (store !== undefined) {
    if (out === undefined) throw usage('--out: expected a directory to write to, received none')
    return await ofFile({ store, out, origin }, host)
  }
  const needless = out !== undefined ? '--out' : origin !== undefined ? '--origin' : undefined
  if (needless !== undefined) throw usage(`${needless}: expected none beside --url, whose service has one store and one directory for it`)
  return await ofRunning(url ?? '', host)
}

async function ofFile(
  { origin, out, store }: { readonly store: string; readonly out: string; readonly origin: string | undefined },
  { signal, startProgress }: Host,
): Promise<Written> {
  const path = await storePath(store, origin, COMMAND)
  const progress = await startProgress('Exporting')
  const onTable = (name: string, at: number, of: number): void => progress.show(`Exporting ${name}, table ${at + 1} of ${of}`)
  try {
    const { label, rows } = await ofStore(async () => await exportStore({ path, out, memoryMb: MEMORY_MB, signal, onTable }))
    return { from: { store: path }, out, ...label, rows }
  } finally {
    progress.stop()
  }
}

async function ofRunning(url: string, { signal, startProgress }: Host): Promise<Written> {
  const progress = await startProgress('Exporting')
  try {
    const { dir, ...rest } = await ofService(url, COMMAND, async (client) => await client.exportStore({}, { signal }))
    return { from: { url }, out: dir, ...rest }
  } finally {
    progress.stop()
  }
}

function usage(complaint: string): CliError {
  return new CliError({ kind: 'usage', complaint, command: COMMAND })
}
