import type { Input } from '../input/input.ts'
import type { EndBook } from './contestant.ts'
import type { Timing } from './race.ts'
import { summarise, type Summary } from './statistics.ts'

/** A contestant at the end of a race. */
export interface Standing {
  readonly name: string
  /** Megabytes per second. */
  readonly rate: Summary
  /** Throughput over that of the yardstick, round by round. */
  readonly vsJsonParse: Summary
  /** Whether its books are the true ones; `undefined` where it keeps none. */
  readonly isRight: boolean | undefined
  /** What else is to be said of it. */
  readonly notes: readonly string[]
}

/** The yardstick: the contestant that all others are measured by. */
export const YARDSTICK = 'json-parse'

/** Sums up a race over an input whose books are known. */
export function standings(input: Pick<Input, 'bytes'>, timings: readonly Timing[], truth: readonly EndBook[]): Standing[] {
  const yardstick = timings.find(({ name }) => name === YARDSTICK)
  if (yardstick === undefined)
    throw new RangeError(`standings: expected ${YARDSTICK} among the contestants, received ${timings.map(({ name }) => name).join(', ')}`)
  return timings.map(({ name, ms, done }) => {
    const differences = done.books === undefined ? undefined : differencesOf(done.books(), truth)
    const note = done.note?.()
    return {
      name,
      rate: summarise(ms.map((each) => input.bytes / 1_000 / each)),
      vsJsonParse: ratio(yardstick, ms),
      isRight: differences && differences.length === 0,
      notes: [...(differences ?? []), ...(note === undefined ? [] : [note])],
    }
  })
}

/** How much faster than a timing others are, round by round. */
export function ratio({ ms }: Timing, others: readonly number[]): Summary {
  return summarise(others.map((other, round) => ms[round]! / other))
}

/** Where books are not the true ones, a line each. */
export function differencesOf(books: readonly EndBook[], truth: readonly EndBook[]): string[] {
  return truth.flatMap((expected) => {
    const received = books.find(({ product }) => product === expected.product)
    const [right, wrong] = [describe(expected), received === undefined ? 'no book' : describe(received)]
    return right === wrong ? [] : [`${expected.product}: expected ${right}, received ${wrong}`]
  })
}

function describe({ bestBid, bestAsk, levels }: EndBook): string {
  return `${bestBid} / ${bestAsk} over ${levels} levels`
}
