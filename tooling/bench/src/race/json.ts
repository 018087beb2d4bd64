import type { Summary } from './statistics.ts'
import type { InputStandings } from './table.ts'

/** A contestant as programs read it. */
interface JsonResult {
  readonly name: string
  readonly unit: 'MB/s'
  readonly median: number
  /** Half the distance between the quartiles, over the median. */
  readonly spread: number
  readonly vsJsonParse: number
}

interface JsonRace {
  readonly node: string
  readonly input: string
  readonly results: readonly JsonResult[]
  /** By contestant: where the true `vsJsonParse` lies with a confidence of 95 %. */
  readonly intervals: Readonly<Record<string, Summary['interval']>>
  /** By contestant: whether its books were the true ones. */
  readonly right: Readonly<Record<string, boolean>>
}

/** Races as one object: the first input, and the others under `more`. */
export function raceJson(races: readonly InputStandings[], node: string): JsonRace & { readonly more: readonly JsonRace[] } {
  const [first, ...more] = races.map(({ input, standings }): JsonRace => ({
    node,
    input: input.name,
    results: standings.map(({ name, rate, vsJsonParse }) => ({
      name,
      unit: 'MB/s',
      median: rate.median,
      spread: rate.spread,
      vsJsonParse: vsJsonParse.median,
    })),
    intervals: Object.fromEntries(standings.map(({ name, vsJsonParse }) => [name, vsJsonParse.interval])),
    right: Object.fromEntries(standings.flatMap(({ name, isRight }) => (isRight === undefined ? [] : [[name, isRight]]))),
  }))
  if (first === undefined) throw new RangeError('race: expected an input, received none')
  return { ...first, more }
}
