/** Knows the next mid: the kind of mistake that a whole series invites. */
export const next = {
  name: 'next',
  inputs: { features: ['mid'] },
  lookBackUs: 60_000_000,
  series: ({ moments }) => moments.map(({ features }, at) => Math.sign((moments[at + 1]?.features.mid ?? 0) - features.mid)),
  score: { weight: 60, bullish: { above: 0 }, bearish: { below: 0 } },
}
