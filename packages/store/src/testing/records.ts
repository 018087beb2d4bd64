import { featureNames, type FeatureSnapshot, recordOf, type Trade } from '@of/core'
import fc from 'fast-check'
import type { HistoryRecord } from '../history-store.ts'

/** Midnight of a day in 2025. */
export const START_US = 1_760_054_400_000_000

/** A trade of an id: a thousandth of a second after the one before. */
export function tradeOf(id: number): Trade {
  return {
    id,
    timeUs: START_US + id * 1_000 + (id % 7),
    price: 100 + (id % 977) / 100,
    size: 0.00000001 * id,
    aggressor: id % 3 === 0 ? 'sell' : 'buy',
  }
}

/** Trades of one product by their ids. */
export function tradesOf(ids: readonly number[], product = 'BTC-USD'): HistoryRecord {
  return { kind: 'trades', product, origin: 'live', trades: ids.map(tradeOf) }
}

/** Features that are so many after another, every third unknown. */
export function featuresAt(timeUs: number): FeatureSnapshot {
  return recordOf(featureNames, (name, at = featureNames.indexOf(name)) =>
    at % 3 === 0 ? { value: null, reason: `no ${name}` } : { value: (timeUs / 1e6 - START_US / 1e6) * at + 0.1 },
  )
}

/** A second of a product. */
export function secondOf(second: number, product = 'BTC-USD'): HistoryRecord {
  const timeUs = START_US + second * 1_000_000
  return { kind: 'features', product, timeUs, features: featuresAt(timeUs) }
}

/** Something that happened to the data. */
export function eventAt(second: number, event: string, product: string | null = 'BTC-USD'): HistoryRecord {
  return { kind: 'quality', timeUs: START_US + second * 1_000_000, product, event, detail: `at ${second}` }
}

/** Every page of something, one after another. */
export async function allPages<Item>(
  read: (cursor: string | undefined) => Promise<{ readonly items: readonly Item[]; readonly next: string | null }>,
): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return items
}

/** Numbers cut into pieces of any size, some given twice. */
export function cutUp(values: readonly number[]): fc.Arbitrary<number[][]> {
  return fc
    .tuple(
      fc.shuffledSubarray([...values], { minLength: values.length }),
      fc.subarray([...values]),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
    )
    .map(([all, again, sizes]) => {
      const pieces: number[][] = []
      const given = [...all, ...again]
      for (let at = 0, turn = 0; at < given.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1
        pieces.push(given.slice(at, at + size))
        at += size
      }
      return pieces
    })
}
