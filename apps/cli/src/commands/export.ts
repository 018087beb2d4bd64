import { exportStore } from '@of/store'
import type { Host } from '../host.ts'
import { renderSimulated } from '../render/heading.ts'
import { grouped } from '../render/numbers.ts'
import { ofStore, storePath } from '../service/store-path.ts'

const COMMAND = 'of export'
const MEMORY_MB = 1_024

/** The options of `of export`, as they are typed. */
export interface ExportOptions {
  readonly store: string
  readonly out: string
  readonly origin?: string | undefined
  readonly json?: true | undefined
}

/** `of export`: a store as Parquet. */
export async function exportCommand({ json, origin, out, store }: ExportOptions, host: Host): Promise<void> {
  const { output, paint, signal, startProgress } = host
  const path = await storePath(store, origin, COMMAND)
  const progress = await startProgress('Exporting')
  const onTable = (name: string, at: number, of: number): void => progress.show(`Exporting ${name}, table ${at + 1} of ${of}`)
  const { label, rows } = await ofStore(async () => await exportStore({ path, out, memoryMb: MEMORY_MB, signal, onTable })).finally(() =>
    progress.stop(),
  )
  if (json === true) {
    await output.write(`${JSON.stringify({ store: path, out, ...label, rows })}\n`)
    return
  }
  const banner = label.simulated === true ? renderSimulated(output.columns, paint) : ''
  const lines = Object.entries(rows).map(([name, count]) => `  ${name.padEnd(16)}${grouped(count).padStart(14)} rows\n`)
  await output.write(`${banner}${out} · origin ${label.origin}\n${lines.join('')}`)
}
