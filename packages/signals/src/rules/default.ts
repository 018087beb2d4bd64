import { parseRuleSet } from './parse-rule-set.ts'
import type { RuleSet } from './rule-set.ts'

/**
 * The preset `default`: the founding rules made fit for real data.
 *
 * Ten levels of a liquid book span a fraction of a basis point and lean beyond ±0.20 all the time, and random signs put momentum beyond
 * ±0.10 in most readings: means, ranks and z-scores keep such readings from scoring.
 */
export const defaultRules: RuleSet = parseRuleSet({
  schema: 1,
  name: 'default',
  decisionThreshold: 40,
  factors: [
    {
      factor: 'orderImbalance',
      source: 'book',
      feature: 'orderImbalanceMean',
      weight: 20,
      bullish: { above: 0.2 },
      bearish: { below: -0.2 },
      conditions: [{ feature: 'orderImbalanceRank', outside: [0.1, 0.9], words: 'rank' }],
      words: { label: 'imbalance', bullish: 'more bids', bearish: 'more asks' },
    },
    {
      factor: 'ofiMomentum',
      source: 'book',
      feature: 'ofiMomentum',
      weight: 15,
      bullish: { above: 0.1 },
      bearish: { below: -0.1 },
      conditions: [{ feature: 'ofiMomentumZ', absAtLeast: 1.645, words: 'z' }],
      words: { label: 'momentum', bullish: 'buying', bearish: 'selling' },
    },
    {
      factor: 'whales',
      source: 'trades',
      feature: 'whaleNetOrders',
      weight: 10,
      bullish: { above: 0 },
      bearish: { below: 0 },
      words: { bullish: 'large buys lead', bearish: 'large sells lead' },
    },
    {
      factor: 'vwap',
      source: 'history',
      feature: 'vwap24hDeviation',
      weight: 15,
      bullish: { below: -1 },
      bearish: { above: 1 },
      words: { label: 'VWAP', bullish: 'below the 24 h VWAP', bearish: 'above the 24 h VWAP' },
    },
    {
      factor: 'depth',
      source: 'book',
      feature: 'depthImbalanceShell',
      weight: 10,
      bullish: { above: 0.15 },
      bearish: { below: -0.15 },
      conditions: [{ feature: 'depthImbalanceRank', outside: [0.1, 0.9], words: 'rank' }],
      words: { bullish: 'bid support', bearish: 'ask resistance' },
    },
    {
      factor: 'aggressiveness',
      source: 'trades',
      feature: 'buyPressure',
      weight: 10,
      bullish: { above: 65 },
      bearish: { below: 35 },
      conditions: [
        { feature: 'takerOrders60', atLeast: 20, words: 'orders' },
        { feature: 'aggressionZ', atLeast: 1.645, words: 'z' },
      ],
      words: { label: 'aggressor' },
    },
    {
      factor: 'profile',
      source: 'history',
      feature: 'profilePosition',
      weight: 30,
      bullish: { above: 1 },
      bearish: { below: -1 },
      words: { bullish: 'above the value area', bearish: 'below the value area' },
    },
  ],
} satisfies RuleSet)
