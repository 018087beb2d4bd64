import { parseRuleSet } from './parse-rule-set.ts'
import type { RuleSet } from './rule-set.ts'

/** The preset `brief`: the founding rules to the letter, on plain features without noise filters. */
export const brief: RuleSet = parseRuleSet({
  schema: 1,
  name: 'brief',
  decisionThreshold: 40,
  factors: [
    {
      factor: 'orderImbalance',
      source: 'book',
      feature: 'imbalance10',
      weight: 20,
      bullish: { above: 0.2 },
      bearish: { below: -0.2 },
      words: { label: 'imbalance', bullish: 'more bids', bearish: 'more asks' },
    },
    {
      factor: 'ofiMomentum',
      source: 'book',
      feature: 'ofiMomentum',
      weight: 15,
      bullish: { above: 0.1 },
      bearish: { below: -0.1 },
      words: { label: 'momentum', bullish: 'buying', bearish: 'selling' },
    },
    {
      factor: 'whales',
      source: 'trades',
      feature: 'largeNetOrders',
      weight: 10,
      bullish: { above: 0 },
      bearish: { below: 0 },
      words: { bullish: 'large buys lead', bearish: 'large sells lead' },
    },
    {
      factor: 'vwap',
      source: 'trades',
      feature: 'vwapDeviation',
      weight: 15,
      bullish: { below: -0.5 },
      bearish: { above: 0.5 },
      words: { label: 'VWAP', bullish: 'below VWAP', bearish: 'above VWAP' },
    },
    {
      factor: 'depth',
      source: 'book',
      feature: 'depthImbalance10',
      weight: 10,
      bullish: { above: 0.15 },
      bearish: { below: -0.15 },
      words: { bullish: 'bid support', bearish: 'ask resistance' },
    },
    {
      factor: 'aggressiveness',
      source: 'trades',
      feature: 'buyPressure',
      weight: 10,
      bullish: { above: 65 },
      bearish: { below: 35 },
      words: { label: 'aggressor' },
    },
    {
      factor: 'profile',
      source: 'history',
      feature: 'binsProfilePosition',
      weight: 30,
      bullish: { above: 1 },
      bearish: { below: -1 },
      words: { bullish: 'above the value area', bearish: 'below the value area' },
    },
  ],
} satisfies RuleSet)
