import type { Measured } from '../document/figure.ts'
import type { Cell } from '../document/table.ts'

type Interval = readonly [low: number, high: number]

/** A value as a figure shows it, with what it rests on; without a value the reason. */
export function measuredOf(
  value: number | null | undefined,
  { interval = null, n = null, reason }: { readonly interval?: Interval | null; readonly n?: number | null; readonly reason: string },
): Measured {
  if (value === null || value === undefined) return { value: null, reason }
  return { value, low: interval?.[0] ?? null, high: interval?.[1] ?? null, n }
}

/** A value as a table shows it; without a value the reason. */
export function cellOf<Value>(value: Value | null | undefined, write: (value: Value) => string, reason: string): Cell {
  return value === null || value === undefined ? { missing: reason } : write(value)
}
