import { describe, expect, it } from 'vitest'
import { NumberColumn } from './number-column.ts'

describe('NumberColumn', () => {
  it('keeps what was put in, however much it is, and gives copies', () => {
    const column = new NumberColumn()
    const all = Float64Array.from({ length: 5_000 }, (_, at) => at / 3)
    for (const value of all) column.push(value)
    const before = column.read()
    column.set(4_999, Number.NaN)
    expect([column.length, before]).toEqual([5_000, all])
    expect(column.read()).toEqual(all.with(4_999, Number.NaN))
    expect(new NumberColumn().read()).toEqual(new Float64Array())
  })
})
