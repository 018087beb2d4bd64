import { analyze, formatSummary, parseRuleSet, presets, summarise } from '@of/signals'

const value = (number: number) => ({ value: number })
const features = { imbalance10: value(0.25), ofiMomentum: value(0.12), vwapDeviation: value(-1.2), buyPressure: value(72) }
const sources = { book: { state: 'healthy' }, trades: { state: 'healthy' } } as const

const signal = analyze({ features, sources }, presets.brief)
console.log(signal.direction, signal.strength, 'net', signal.net, 'of', signal.reachableNet)
for (const { factor, contribution, sentence } of signal.factors) console.log(' ', factor, contribution, sentence)

const mine = parseRuleSet({ ...presets.brief, name: 'mine', decisionThreshold: 50 }) // throws RuleSetError with paths
console.log(
  analyze({ features, sources }, mine).ruleSet.name,
  formatSummary(summarise({ product: 'BTC-USD', features, signal })).split('\n', 1)[0],
)
