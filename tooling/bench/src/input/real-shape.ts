/** A quantile function by some of its points: share and value, both ascending. */
export type Quantiles = readonly (readonly [share: number, value: number])[]

/** What a side of a real book holds. */
export interface RealSide {
  readonly levels: number
  /** How far from mid its levels stand, in basis points. */
  readonly distancesBps: Quantiles
}

/** The books of the recording of 2026-08-09, as they stood at its end. */
export const realBooks: Readonly<Record<string, { readonly bid: RealSide; readonly offer: RealSide }>> = {
  'BTC-USD': {
    bid: {
      levels: 18_769,
      distancesBps: [
        [0, 5],
        [0.01, 12],
        [0.1, 298],
        [0.25, 635],
        [0.5, 1295],
        [0.75, 2313],
        [0.9, 3936],
        [0.99, 7149],
        [1, 9990],
      ],
    },
    offer: {
      levels: 27_238,
      distancesBps: [
        [0, 5],
        [0.01, 23],
        [0.1, 381],
        [0.25, 1985],
        [0.5, 5149],
        [0.75, 9050],
        [0.9, 12_193],
        [0.99, 76_178],
        [1, 500_000],
      ],
    },
  },
  'ETH-USD': {
    bid: {
      levels: 6925,
      distancesBps: [
        [0, 5],
        [0.01, 8],
        [0.1, 181],
        [0.25, 593],
        [0.5, 1544],
        [0.75, 2690],
        [0.9, 4253],
        [0.99, 7385],
        [1, 9990],
      ],
    },
    offer: {
      levels: 16_403,
      distancesBps: [
        [0, 5],
        [0.01, 18],
        [0.1, 625],
        [0.25, 2279],
        [0.5, 8183],
        [0.75, 15_306],
        [0.9, 25_992],
        [0.99, 85_346],
        [1, 500_000],
      ],
    },
  },
}

/** The value at a share, on a straight line between the points of the logarithms. */
export function valueAt(quantiles: Quantiles, share: number): number {
  const after = Math.max(
    1,
    quantiles.findIndex(([known]) => known >= share),
  )
  const [fromShare, from] = quantiles[after - 1]!
  const [toShare, to] = quantiles[after]!
  return from * Math.exp(((share - fromShare) / (toShare - fromShare)) * Math.log(to / from))
}
