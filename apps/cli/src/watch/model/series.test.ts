import { describe, expect, it } from 'vitest'
import { Series } from './series.ts'

describe('Series', () => {
  it('tells a source that is gone from a value that cannot be told yet', () => {
    const series = new Series()
    series.add({ value: null, reason: 'warming up: 60 s' }, false)
    series.add({ value: 0 }, false)
    series.add({ value: null, reason: 'book resyncing' }, true)
    expect(series.read(0)).toEqual(['none', 0, 'gap'])
  })

  it('goes on with gaps while nothing arrives', () => {
    const series = new Series()
    series.add({ value: 1 }, false)
    expect(series.read(3)).toEqual([1, 'gap', 'gap', 'gap'])
    expect(series.read(0)).toEqual([1])
  })

  it('keeps the latest points only', () => {
    const series = new Series()
    for (let at = 0; at < 5_000; at++) series.add({ value: at }, false)
    expect(series.read(0)).toHaveLength(600)
    expect(series.read(0).at(-1)).toBe(4_999)
    expect(series.read(9_999)).toHaveLength(600)
  })
})
