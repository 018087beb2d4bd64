import { featureNames, featureTable } from '@of/core'
import type { Host } from '../host.ts'

/** `of list-features`: the dictionary of features as a table, or as one JSON object a feature. */
export async function listFeatures(options: { readonly json: boolean }, { output, paint }: Host): Promise<void> {
  if (options.json) {
    for (const name of featureNames) await output.write(`${JSON.stringify({ name, ...featureTable[name] })}\n`)
    return
  }
  const rows = featureNames.map((name) => {
    const { definition, range, source, unit } = featureTable[name]
    return [name, unit, rangeText(range), source, definition] as const
  })
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  for (const [name, ...others] of [['feature', 'unit', 'range', 'source', 'definition'] as const, ...rows]) {
    const cells = [name, ...others].map((cell, column) => cell.padEnd(widths[column] ?? 0))
    await output.write(`${paint('title', cells[0]!)}  ${paint('dim', cells.slice(1, -1).join('  '))}  ${cells.at(-1)}\n`)
  }
}

function rangeText([low, high]: readonly [number | null, number | null]): string {
  return low === null && high === null ? 'any' : `${low ?? '−∞'} … ${high ?? '∞'}`.replace('-', '−')
}
