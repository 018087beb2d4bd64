import { commandLine, recordingWords, shellWord } from '../build/command.ts'
import type { Cell } from '../document/table.ts'
import { counted, fixed, signed } from '../format/numbers.ts'
import type { StudyResult } from './study-result.ts'

/** The features of a study, in the order of its tables, with their names. */
export const featureNames = {
  ofi: 'OFI',
  tradeImbalance: 'trade imbalance',
  both: 'OFI and trade imbalance',
  integrated: 'integrated OFI',
  imbalance: 'order imbalance',
  microprice: 'micro-price',
  cvd: 'CVD',
} as const

/** The name of a set of features in a study. */
export type FeatureName = keyof typeof featureNames

/** The sets of features, in order. */
export const featureKeys: readonly FeatureName[] = ['ofi', 'tradeImbalance', 'both', 'integrated', 'imbalance', 'microprice', 'cvd']

/** How many windows a study asks for before it gives intervals. */
export const LEAST_WINDOWS = 100

/** The command that makes a study again, as far as its result tells. */
export function studyCommandOf({ factors, horizons, input, levels }: StudyResult): string {
  if (input.command !== undefined) return input.command
  const spans = horizons.map(({ seconds }) => (Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1_000)}ms`))
  return commandLine(
    `of study ${recordingWords(input.recordings)} --product ${shellWord(input.product)} --horizons ${spans.join(',')}`,
    `--latency ${input.latencyMs}ms`,
    input.feeBps === null ? undefined : `--fees ${input.feeBps}`,
    factors === null || factors.ruleSet === 'default' ? undefined : `--preset ${shellWord(factors.ruleSet)}`,
    levels === null ? undefined : '--levels',
    '--json',
  )
}

/** Why a share that something explains of so many windows is not known. */
export function whyNoShare(windows: number): string {
  return windows < 3 ? counted(windows, 'window') : 'the mid or the feature did not vary, or its windows are too few'
}

/** Why a share that several levels explain is not known, beside what chance would make of it. */
export function whyNoDeepShare(chanceR2: number | null, windows: number): string {
  return chanceR2 === null ? whyNoShare(windows) : 'so few windows that most of it would be chance'
}

/** Newey and West's t of a slope, or of both slopes. */
export function tCell(t: number | { readonly ofi: number; readonly tradeImbalance: number } | null, reason: string): Cell {
  if (t === null) return { missing: reason }
  return typeof t === 'number' ? signed(t, 1) : `${signed(t.ofi, 1)}, ${signed(t.tradeImbalance, 1)}`
}

/** The row of a table for a horizon at which nothing was found in so many windows; it is so many cells long. */
export function emptyRow(horizon: string, windows: number, cells: number): Cell[] {
  return [horizon, 'every feature', '0', ...Array.from({ length: cells - 3 }, () => ({ missing: whyNoShare(windows) }))]
}

/** How many windows horizons rest on, of which each has so many. */
export function windowsText(counts: readonly number[]): string {
  if (counts.length === 0) return '0 windows'
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? counted(most, 'window') : `${fixed(least, 0)} to ${counted(most, 'window')}, by horizon`
}
