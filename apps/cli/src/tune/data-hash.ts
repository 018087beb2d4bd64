import { createHash } from 'node:crypto'
import type { Moments } from '@of/backtest'

/** The identity of what is tuned on: moments of decision and the mids known at each. Rules, size and latency are no part of it. */
export function dataHash(products: readonly Moments[]): string {
  const hash = createHash('sha256')
  for (const { knownMids, product, timesUs } of products) {
    hash.update(`${product}:${timesUs.length};`)
    for (const column of [timesUs, knownMids]) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  }
  return hash.digest('hex')
}
