const MINUTE_US = 60_000_000

/** How far the mid has gone since the oldest moment of the last two minutes, in basis points. */
export const run = {
  name: 'run',
  unit: 'bps',
  inputs: { features: ['mid'] },
  lookBackUs: 2 * MINUTE_US,
  compute({ features, moments }) {
    const before = moments[0].features.mid
    return before === null || features.mid === null ? null : 10_000 * (features.mid / before - 1)
  },
  score: { weight: 30, bullish: { above: 5 }, bearish: { below: -5 }, words: { bullish: 'rising', bearish: 'falling' } },
}
