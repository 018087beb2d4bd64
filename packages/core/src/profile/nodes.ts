import { pointOfControl } from './value-area.ts'
import type { VolumeProfile } from './volume-profile.ts'

/** Adjacent rows that all hold much volume, or all little. Prices in quote currency. */
export interface Node {
  readonly low: number
  readonly high: number
  /** Where it is most pronounced: the price of the row with the most volume, in a low volume node of that with the least. */
  readonly peak: number
  /** Base units. */
  readonly volume: number
  /** Whether nothing at all traded there. */
  readonly void: boolean
}

/** Which rows make nodes, in multiples of the mean volume of all rows, empty ones included. */
export type NodeRule = { readonly atLeast: number } | { readonly below: number }

/** The rows whose volume is at least, or is below, a multiple of the mean of all rows; ascending. */
export function nodeRows(volumes: ArrayLike<number>, rule: NodeRule): number[] {
  const mean = meanOf(volumes)
  const rows: number[] = []
  for (let row = 0; row < volumes.length; row++) {
    const belongs = 'atLeast' in rule ? volumes[row]! >= rule.atLeast * mean : volumes[row]! < rule.below * mean
    if (belongs) rows.push(row)
  }
  return rows
}

const HIGH_FACTOR = 1.5
const LOW_FACTOR = 0.5

/** High volume nodes, at most `limit` (5 unless given), those with the most volume first. `factor` is in multiples of the mean row: 1.5 unless given. */
export function highVolumeNodes(profile: VolumeProfile, options: { readonly factor?: number; readonly limit?: number } = {}): Node[] {
  const { factor = HIGH_FACTOR, limit = 5 } = options
  const volumes = profile.rows.map(({ volume }) => volume)
  const runs = runsOf(nodeRows(volumes, { atLeast: factor }))
  return strongest(runs, limit, (run) => volumeOf(run, volumes)).map((run) => nodeOf(profile, run, 1))
}

/**
 * Low volume nodes, at most `limit` (5 unless given), the widest and deepest first: ranked by width times depth below the mean row. `factor` is in
 * multiples of that row: 0.5 unless given. With `between` only those between the lowest and the highest high volume node, which leaves out the tails of the range.
 */
export function lowVolumeNodes(
  profile: VolumeProfile,
  options: { readonly factor?: number; readonly limit?: number; readonly between?: boolean } = {},
): Node[] {
  const { factor = LOW_FACTOR, limit = 5, between = false } = options
  const volumes = profile.rows.map(({ volume }) => volume)
  const high = nodeRows(volumes, { atLeast: HIGH_FACTOR })
  const inside = ([first, last]: Run): boolean => high.length > 0 && first > high[0]! && last < high.at(-1)!
  const runs = runsOf(nodeRows(volumes, { below: factor })).filter((run) => !between || inside(run))
  const mean = meanOf(volumes)
  const missing = (run: Run): number => mean * (run[1] - run[0] + 1) - volumeOf(run, volumes)
  return strongest(runs, limit, missing).map((run) => nodeOf(profile, run, -1))
}

/** The first and the last of some adjacent rows. */
type Run = readonly [first: number, last: number]

function runsOf(rows: readonly number[]): Run[] {
  const runs: [number, number][] = []
  for (const row of rows) {
    const current = runs.at(-1)
    if (current?.[1] === row - 1) current[1] = row
    else runs.push([row, row])
  }
  return runs
}

/** Of equals the lower comes first. */
function strongest(runs: readonly Run[], limit: number, strength: (run: Run) => number): Run[] {
  return runs.toSorted((a, b) => strength(b) - strength(a)).slice(0, limit)
}

function nodeOf({ rows }: VolumeProfile, [first, last]: Run, sign: 1 | -1): Node {
  const members = rows.slice(first, last + 1)
  const peak = pointOfControl(members.map(({ volume }) => sign * volume))!
  return {
    low: members[0]!.low,
    high: members.at(-1)!.high,
    peak: members[peak]!.price,
    volume: members.reduce((total, { volume }) => total + volume, 0),
    void: members.every(({ volume }) => volume === 0),
  }
}

function volumeOf([first, last]: Run, volumes: readonly number[]): number {
  return volumes.slice(first, last + 1).reduce((total, volume) => total + volume, 0)
}

function meanOf(volumes: ArrayLike<number>): number {
  let total = 0
  for (let row = 0; row < volumes.length; row++) total += volumes[row]!
  return total / volumes.length
}
