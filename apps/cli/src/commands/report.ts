import { readFile, writeFile } from 'node:fs/promises'
import { renderHtml, renderJson, type ReportDocument, ReportInputError, reportOf, type ResultFile } from '@of/report'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { renderReportSummary } from '../render/report-summary.ts'
import { recordingName } from '../input/recordings.ts'
import { pathsOf } from './options.ts'

const COMMAND = 'of report'

/** The options of `of report`, as they are typed. */
export interface ReportOptions {
  readonly out?: string | undefined
  readonly title?: string | undefined
  readonly json?: true | undefined
  readonly text?: true | undefined
}

/** `of report`: one page of the results in some files; on a terminal its summary, since nobody reads HTML there. */
export async function reportCommand(paths: readonly string[], { json, out, text, title }: ReportOptions, host: Host): Promise<void> {
  if (json === true && text === true)
    throw new CliError({ kind: 'usage', complaint: 'expected --json or --text, received both', command: COMMAND })
  const files: ResultFile[] = []
  for (const path of pathsOf(paths, COMMAND)) files.push({ name: recordingName(path), text: await textOf(path, host) })
  host.signal.throwIfAborted()
  const document = documentOf(files, title)
  if (out !== undefined) await written(out, renderHtml(document))
  const { columns, isTerminal } = host.output
  if (json === true) await host.output.write(renderJson(document))
  else if (text === true || isTerminal) await host.output.write(renderReportSummary(document, { columns, paint: host.paint }))
  else if (out === undefined) await host.output.write(renderHtml(document))
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
