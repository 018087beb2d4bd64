import { Analyzer, levelChanges, profileOfTrades, SECOND_US, summariseProfile, type Trade } from '@of/core'

const startUs = Date.UTC(2026, 0, 5, 10) * 1_000 // all times are microseconds
const analyzer = new Analyzer({ id: 'MADE-UP', quote: 'USD', tick: 0.5 })

// The whole book once, then what changes: absolute sizes, 0 where nothing rests any more.
const levels = Array.from({ length: 10 }, (_, rank) => [
  { side: 'bid' as const, price: 100 - rank / 2, size: 1 + rank },
  { side: 'ask' as const, price: 100.5 + rank / 2, size: 2 + rank },
])
analyzer.advance(startUs)
analyzer.onSnapshot(startUs, levelChanges(levels.flat()))

const trades: Trade[] = []
for (let second = 1; second <= 600; second++) {
  const timeUs = startUs + second * SECOND_US
  analyzer.advance(timeUs) // first the clock, then what carries its time
  analyzer.onChanges(timeUs, levelChanges([{ side: 'bid', price: 100, size: 1 + ((second * 7) % 5) }]))
  const buys = second % 3 > 0
  const trade: Trade = { id: second, timeUs, price: buys ? 100.5 : 100, size: 0.5, aggressor: buys ? 'buy' : 'sell' }
  analyzer.onTrade(trade)
  trades.push(trade)
}

// Whoever feeds it knows whether its sources can be believed.
const features = analyzer.features({ book: { state: 'healthy' }, trades: { state: 'healthy' } })
for (const name of ['mid', 'ofi', 'cvd', 'vwap', 'buyPressure', 'poc'] as const) {
  const { note = '', reason, value } = features[name]
  console.log(name, value ?? `n/a: ${reason}`, note)
}

const profile = profileOfTrades(trades, { kind: 'ticks', tick: 0.5, maxRows: 100 })!
const { poc, val, vah } = summariseProfile(profile)
console.log('of these trades alone: POC', poc, 'value area', val, '…', vah)
