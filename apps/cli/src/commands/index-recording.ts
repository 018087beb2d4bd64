import { readManifest } from '@of/tape'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { indexRecording } from '../index/index-recording.ts'
import { counted } from '../render/numbers.ts'
import { megabytes } from '../render/progress.ts'

/** `of index`: keeps beside a recording what is known before each of its segments. */
export async function indexCommand(path: string, { output, signal, startProgress }: Host): Promise<void> {
  const manifest = await readManifest(path)
  if (manifest === undefined) throw new CliError({ kind: 'no-segments', path })
  const progress = await startProgress('Indexing')
  const { bytes, damage, kept, written } = await indexRecording({
    directory: path,
    segments: manifest.segments,
    signal,
    onProgress: progress.report,
  }).finally(() => progress.stop())
  const before = kept === 0 ? '' : ` · ${kept} were there`
  await output.write(`${path} · ${counted(written, 'state')} written, ${megabytes(bytes)}${before}\n`)
  if (damage !== undefined) throw damage
}
