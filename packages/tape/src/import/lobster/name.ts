import { basename, dirname, join } from 'node:path'
import type { Us } from '@of/core'
import { newYorkMidnightUs } from './new-york.ts'

/** What the name of a LOBSTER file says, which nothing in it does. */
export interface LobsterName {
  readonly ticker: string
  /** When the day begins in New York, whose clock LOBSTER's times count on. */
  readonly midnightUs: Us
  readonly kind: 'message' | 'orderbook'
  /** How many levels of each side are told. */
  readonly levels: number
}

const NAME = /^([^_]+)_(\d{4})-(\d{2})-(\d{2})_\d+_\d+_(message|orderbook)_(\d{1,4})\.csv(\.gz|\.zst)?$/i

/**
 * Reads a name such as `AAPL_2012-06-21_34200000_57600000_message_10.csv`; `undefined` for any other.
 *
 * @see https://lobsterdata.com/info/DataStructure.php
 */
export function lobsterNameOf(path: string): LobsterName | undefined {
  const parts = NAME.exec(basename(path))
  if (parts === null) return undefined
  const [, ticker = '', year, month, day, kind, levels] = parts
  const midnightUs = newYorkMidnightUs(Number(year), Number(month), Number(day))
  if (Number(levels) === 0) return undefined
  return {
    ticker: ticker.toUpperCase(),
    midnightUs,
    kind: kind?.toLowerCase() === 'message' ? 'message' : 'orderbook',
    levels: Number(levels),
  }
}

/** Where the order book of a message file may lie beside it, the likeliest place first: compressed as it is, or otherwise. */
export function orderbookPaths(messagePath: string): readonly [string, ...string[]] {
  const name = basename(messagePath)
  const [suffix = ''] = /\.(?:gz|zst)$/i.exec(name) ?? []
  const stem = name.slice(0, name.length - suffix.length).replace(/_message_(?=\d+\.csv$)/i, '_orderbook_')
  const others = ['', '.gz', '.zst'].filter((other) => other !== suffix)
  const at = (end: string): string => join(dirname(messagePath), stem + end)
  return [at(suffix), ...others.map(at)]
}
