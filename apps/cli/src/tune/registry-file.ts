import { appendFile, readFile, truncate } from 'node:fs/promises'
import type { RegistryEntry } from '@of/backtest'
import * as z from 'zod'
import { CliError } from '../errors.ts'

const text = z.string().min(1)
const sharpes = z.array(z.number().nullable())

const entry: z.ZodType<RegistryEntry> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('data'), data: text, products: z.array(text), fromUs: z.int(), toUs: z.int(), heldFromUs: z.int() }),
  z.object({
    kind: z.literal('trial'),
    data: text,
    config: text,
    costs: text,
    holdMinutes: z.number().positive(),
    trades: z.int().nonnegative(),
    hourlyBps: z.array(z.number()),
  }),
  z.object({ kind: z.literal('ranked'), data: text, config: text, search: text, train: sharpes, nulls: sharpes }),
  z.object({ kind: z.literal('look'), data: text, config: text }),
])

/** How every line begins. */
const BEGINNING = '{"kind":"'

/**
 * Everything that was ever tried, as a file keeps it, a JSON object a line; nothing where there is no file yet. A last line that was cut off by a kill
 * is no entry, and taken away; a file that is no registry is left as it is.
 */
export async function readRegistry(path: string, command: string): Promise<RegistryEntry[]> {
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw unusable(path, error instanceof Error ? error.message : String(error), command)
  }
  const whole = content.slice(0, content.lastIndexOf('\n') + 1)
  const lines = whole.split('\n')
  const entries = lines.flatMap((line, index) => (line === '' ? [] : [parsed(line, { path, number: index + 1, command })]))
  const rest = content.slice(whole.length)
  if (rest === '') return entries
  const isCutOff = rest.startsWith(BEGINNING) || BEGINNING.startsWith(rest)
  if (!isCutOff) throw unusable(path, `line ${lines.length}: expected a trial or a look, received something else: not a registry`, command)
  await truncate(path, Buffer.byteLength(whole))
  return entries
}

/** Adds entries at the end of a file; on disk when it resolves. */
export async function keepEntries(path: string, entries: readonly RegistryEntry[], command: string): Promise<void> {
  if (entries.length === 0) return
  try {
    await appendFile(path, entries.map((each) => `${JSON.stringify(each)}\n`).join(''), { flush: true })
  } catch (error) {
    throw unusable(path, error instanceof Error ? error.message : String(error), command)
  }
}

function parsed(
  line: string,
  { command, number, path }: { readonly path: string; readonly number: number; readonly command: string },
): RegistryEntry {
  try {
    return entry.parse(JSON.parse(line))
  } catch (error) {
    const why =
      error instanceof z.ZodError ? error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') : 'not JSON'
    throw unusable(path, `line ${number}: expected a trial or a look, received something else: ${why}`, command)
  }
}

function unusable(path: string, detail: string, command: string): CliError {
  const hint = 'A registry counts what was ever tried; without it figures would look better than they are. --registry FILE names another.'
  return new CliError({ kind: 'usage', complaint: `--registry ${path}: ${detail}`, command, hint })
}
