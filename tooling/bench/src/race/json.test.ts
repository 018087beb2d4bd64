import { describe, expect, it } from 'vitest'
import { inputOf } from '../input/input.ts'
import { raceJson } from './json.ts'
import { raceMarkdown } from './table.ts'

const summary = (median: number) => ({ median, spread: 0.02, interval: [median - 0.1, median + 0.1] as const })
const standing = (name: string, vsJsonParse: number, isRight?: boolean) => ({
  name,
  rate: summary(100 * vsJsonParse),
  vsJsonParse: summary(vsJsonParse),
  isRight,
  notes: [],
})
const races = [
  { input: inputOf('simulated', []), standings: [standing('json-parse', 1), standing('decode+book', 5, true)] },
  { input: inputOf('real', []), standings: [standing('json-parse', 1), standing('peer', 0.5, false)] },
]

describe('raceJson', () => {
  it('is the first input, with the others behind it', () => {
    const { node, input, results, right, more } = raceJson(races, 'v24')
    expect({ node, input }).toEqual({ node: 'v24', input: 'simulated' })
    expect(results).toEqual([
      { name: 'json-parse', unit: 'MB/s', median: 100, spread: 0.02, vsJsonParse: 1 },
      { name: 'decode+book', unit: 'MB/s', median: 500, spread: 0.02, vsJsonParse: 5 },
    ])
    expect(right).toEqual({ 'decode+book': true })
    expect(more.map((race) => race.input)).toEqual(['real'])
  })
})

describe('raceMarkdown', () => {
  it('has a row for every contestant of any input, and marks who ends with another book', () => {
    expect(raceMarkdown(races, 'v24')).toBe(
      [
        '| Node v24 | simulated, 0.0 MB | real, 0.0 MB |',
        '| --- | --: | --: |',
        '| json-parse | 1.00 × | 1.00 × |',
        '| decode+book | 5.00 × |  |',
        '| peer |  | 0.50 × \\* |',
        '',
        '\\* ends with another book than the true one',
        '',
      ].join('\n'),
    )
  })
})
