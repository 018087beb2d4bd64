import { readFile } from 'node:fs/promises'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'

/** One bundle of a file as it stands there, without its line break. */
export interface BundleLine {
  /** Counted from one. */
  readonly line: number
  readonly text: string
}

/** The bundles of a file, or of standard input for `-`: one a line. */
export async function bundleLines(path: string, { stdin }: Pick<Host, 'stdin'>): Promise<BundleLine[]> {
  const text = path === '-' ? await textOf(stdin) : await fileText(path)
  const lines = text.split('\n').map((line, at) => ({ line: at + 1, text: line }))
  // A line break ends a line and begins none.
  const found = lines.at(-1)?.text === '' ? lines.slice(0, -1) : lines
  if (found.length > 0) return found
  throw new CliError({
    kind: 'evidence',
    fault: { kind: 'no-bundle', name: bundleName(path), line: 1, detail: 'expected a bundle, received nothing' },
  })
}

/** What a file of bundles is called. */
export function bundleName(path: string): string {
  return path === '-' ? 'standard input' : path
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new CliError({ kind: 'evidence', fault: { kind: 'unreadable-file', path, detail } }, { cause: error })
  }
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
