import type { PaperOptions } from '@of/backtest'
import type { Us } from '@of/core'
import { canonicalJson, differences } from '@of/signals'
import type { ArmSetup } from './arm-setup.ts'

/** Under what a journal is kept: it is gone on with under the same alone. */
export interface JournalSetup {
  readonly products: readonly string[]
  readonly simulated: boolean
  readonly arms: readonly ArmSetup[]
  readonly decideEveryUs: Us
  readonly options: PaperOptions
}

const VERSION = 2
const START = '{"journal":"of-paper"'
const MOST_NAMED = 3
const LONGEST_VALUE = 80

/** The first line of a journal. */
export function headOf(setup: JournalSetup): string {
  return canonicalJson({ journal: 'of-paper', version: VERSION, setup })
}

/** Whether a line is the first of a journal, of whatever version. */
export function isHead(line: string | undefined): line is string {
  return line?.startsWith(START) === true
}

/** What a first line says; `undefined` for one of another version, or of none. */
export function setupIn(head: string): JournalSetup | undefined {
  const data: unknown = isHead(head) ? JSON.parse(head) : undefined
  if (typeof data !== 'object' || data === null || !('version' in data) || data.version !== VERSION || !('setup' in data)) return undefined
  // It was written by this version of the journal, and is taken as it is.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return data.setup as JournalSetup
}

/** In what two first lines differ. */
export function differenceOf(expected: string, received: string): string {
  const all = differences(JSON.parse(expected), JSON.parse(received))
  // A hash differs because of something else.
  const found = [...all.filter(({ path }) => !path.endsWith('hash')), ...all.filter(({ path }) => path.endsWith('hash'))]
  const named = found.slice(0, MOST_NAMED).map((one) => `${one.path}: expected ${shown(one.expected)}, received ${shown(one.received)}`)
  const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : ''
  return `was kept under other options: ${named.join('; ')}${more}`
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : canonicalJson(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}
