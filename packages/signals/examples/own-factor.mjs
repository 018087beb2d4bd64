const MINUTE_US = 60_000_000

/** How far the mid has gone in five minutes, in basis points. */
export const run = {
  name: 'run',
  unit: 'bps',
  inputs: { features: ['mid'] },
  lookBackUs: 5 * MINUTE_US,
  compute({ features, moments }) {
    const before = moments[0].features.mid
    return before === null || features.mid === null ? null : 10_000 * (features.mid / before - 1)
  },
}
