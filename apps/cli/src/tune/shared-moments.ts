import type { Moments } from '@of/backtest'

/** The same moments on memory that threads share, so that none has a copy of its own. */
export function sharedMoments({ abstained, buys, knownMids, mids, sells, timesUs, values, ...rest }: Moments): Moments {
  return {
    ...rest,
    timesUs: shared(timesUs),
    values: new Map([...values].map(([feature, column]) => [feature, shared(column)])),
    abstained: sharedBytes(abstained),
    knownMids: shared(knownMids),
    buys: shared(buys),
    sells: shared(sells),
    mids: shared(mids),
  }
}

function shared(column: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(column.byteLength))
  copy.set(column)
  return copy
}

function sharedBytes(column: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(column.byteLength))
  copy.set(column)
  return copy
}
