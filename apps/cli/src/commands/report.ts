import { readFile, writeFile } from 'node:fs/promises'
import { renderHtml, renderJson, type ReportDocument, ReportInputError, reportOf, type ResultFile } from '@of/report'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { recordingName } from '../input/recordings.ts'
import { pathsOf } from './options.ts'

const COMMAND = 'of report'

/** The options of `of report`, as they are typed. */
export interface ReportOptions {
  readonly out?: string | undefined
  readonly title?: string | undefined
  readonly json?: true | undefined
}

/** `of report`: one page of the results in some files. */
export async function reportCommand(paths: readonly string[], { json, out, title }: ReportOptions, host: Host): Promise<void> {
  const files: ResultFile[] = []
  for (const path of pathsOf(paths, COMMAND)) files.push({ name: recordingName(path), text: await textOf(path, host) })
  host.signal.throwIfAborted()
  const document = documentOf(files, title)
  const page = out === undefined && json === true ? '' : renderHtml(document)
  if (out !== undefined) await written(out, page)
  if (json === true) await host.output.write(renderJson(document))
  else if (out === undefined) await host.output.write(page)
  if (out !== undefined) host.remark(`page written to ${out}${document.origin === 'simulated' ? ', marked as SIMULATED' : ''}`)
}

async function textOf(path: string, { stdin }: Host): Promise<string> {
  try {
    if (path !== '-') return await readFile(path, 'utf8')
    const chunks: Uint8Array[] = []
    for await (const chunk of stdin) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  } catch (error) {
    throw new CliError(
      { kind: 'results', fault: { kind: 'unreadable', name: recordingName(path), detail: detailOf(error) } },
      { cause: error },
    )
  }
}

function documentOf(files: readonly ResultFile[], title: string | undefined): ReportDocument {
  try {
    return reportOf(files, { title })
  } catch (error) {
    if (!(error instanceof ReportInputError)) throw error
    throw new CliError({ kind: 'results', fault: { kind: 'no-result', ...error.fault } }, { cause: error })
  }
}

async function written(path: string, page: string): Promise<void> {
  try {
    await writeFile(path, page)
  } catch (error) {
    throw new CliError({ kind: 'results', fault: { kind: 'unwritable', path, detail: detailOf(error) } }, { cause: error })
  }
}

function detailOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
