import { describe, expect, it } from 'vitest'
import { emptyRow, type Row } from './row.ts'
import { type Window, WindowBuilder } from './window.ts'

function row(index: number, fields: Partial<Row> = {}): Row {
  return { ...emptyRow(index, 2, 100), closeMid: 100, ofi: Float64Array.of(index, 1), ...fields }
}

function windowsOf(rows: readonly Row[], length: number): Window[] {
  const builder = new WindowBuilder(1_000, length)
  return rows.flatMap((one) => builder.push(one) ?? [])
}

describe('WindowBuilder', () => {
  it('adds flows up and keeps the state at the end', () => {
    const rows = [row(2, { flow: 1, openMid: 99 }), row(3, { flow: 2, closeMid: 104, cvd: 7, imbalance: 0.5, lean: 1, spreadBps: 3 })]
    expect(windowsOf(rows, 2)).toMatchObject([
      { startUs: 2_000, openMid: 99, closeMid: 104, flow: 3, ofi: Float64Array.of(5, 2), cvd: 7, imbalance: 0.5, lean: 1, spreadBps: 3 },
    ])
  })

  it('begins windows at multiples of their length, the first one where rows begin', () => {
    expect(
      windowsOf(
        [3, 4, 5, 6, 7, 8].map((index) => row(index)),
        4,
      ).map(({ ofi, startUs }) => [startUs, ofi[1]]),
    ).toEqual([
      [0, 1],
      [4_000, 4],
    ])
  })

  it('is whole only if all of its rows are', () => {
    const rows = [row(0), row(1, { isWhole: false }), row(2), row(3)]
    expect(windowsOf(rows, 2).map(({ isWhole }) => isWhole)).toEqual([false, true])
  })

  it('leaves rows as they were', () => {
    const rows = [row(0), row(1)]
    windowsOf(rows, 2)
    expect(rows[0]?.ofi).toEqual(Float64Array.of(0, 1))
  })
})
