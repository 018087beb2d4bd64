import { defineFactor, factorSource, flowSource, presets, signalSynthesizer } from '@of/signals'

const spreadShock = defineFactor({
  name: 'spreadShock',
  unit: 'bps',
  inputs: { features: ['spreadBps'] }, // all that it is shown
  lookBackUs: 120_000_000,
  compute({ features, moments }) {
    const before = moments.slice(0, -1).flatMap(({ features: past }) => past.spreadBps ?? [])
    return before.length === 0 || features.spreadBps === null ? null : features.spreadBps - Math.max(...before)
  },
  score: { weight: 100, bullish: { below: -1 }, bearish: { above: 1 }, words: { bearish: 'wider than in two minutes' } },
})

const source = signalSynthesizer({
  agreement: 'weighted',
  keepAbove: 20, // hysteresis
  sources: [
    { source: flowSource(presets.brief), weight: 60 },
    { source: factorSource({ factors: [spreadShock] }), weight: 40 },
  ],
})

const state = source.init() // plain data: a clone of it is a checkpoint
const sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } } as const
for (const [minute, spreadBps] of [2, 2.1, 4.5].entries()) {
  const features = {
    spreadBps: { value: spreadBps },
    imbalance10: { value: -0.4 },
    vwapDeviation: { value: 1.2 },
    buyPressure: { value: 20 },
  }
  const reading = source.decide(state, { product: 'BTC-USD', timeUs: minute * 60_000_000, features, sources, bars: [] })
  console.log(reading.direction, reading.net)
  for (const sentence of reading.reasons) console.log(' ', sentence)
}
