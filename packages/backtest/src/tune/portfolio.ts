import { HOUR_US } from '@of/core'
import type { Moments } from './moments.ts'
import { hoursOf, type Stretch, trade, type TrialConfig, type TrialOutcome, type TrialTrade } from './trial.ts'
import { directionsOf } from './scorer.ts'

/** What a configuration came to over all products, one equal part of the money on each. */
export interface PortfolioOutcome extends Omit<TrialOutcome, 'trades'> {
  readonly trades: readonly (TrialTrade & { readonly product: string })[]
}

/** A configuration with what it says of every moment of every product. */
export interface Scored {
  readonly config: TrialConfig
  readonly directions: readonly Int8Array[]
}

/** Scores the moments of every product. */
export function scored(products: readonly Moments[], config: TrialConfig): Scored {
  return { config, directions: products.map((moments) => directionsOf(moments, config.ruleSet, config.own)) }
}

/** Trades the directions of all products over a stretch. */
export function tradeAll(products: readonly Moments[], { config, directions }: Scored, stretch: Stretch, feeBps: number): PortfolioOutcome {
  const rules = { ...stretch, holdMinutes: config.holdMinutes, feeBps }
  const hourlyBps = new Float64Array(hoursOf(stretch))
  const trades: (TrialTrade & { readonly product: string })[] = []
  let unfilled = 0
  let unfinished = 0
  for (const [index, moments] of products.entries()) {
    const outcome = trade(moments, directions[index]!, rules)
    for (let hour = 0; hour < hourlyBps.length; hour++) hourlyBps[hour]! += outcome.hourlyBps[hour]! / products.length
    for (const each of outcome.trades) trades.push({ ...each, product: moments.product })
    unfilled += outcome.unfilled
    unfinished += outcome.unfinished
  }
  trades.sort((a, b) => a.exitUs - b.exitUs || (a.product < b.product ? -1 : 1))
  return { trades, unfilled, unfinished, hourlyBps }
}

/** Whoever has nothing to trade by holds nothing. */
export function flat(stretch: Stretch): PortfolioOutcome {
  return { trades: [], unfilled: 0, unfinished: 0, hourlyBps: new Float64Array(hoursOf(stretch)) }
}

/** What one stretch after the other came to, each with what came of it: an hour in which two of them meet is one hour. */
export function joined(parts: readonly { readonly stretch: Stretch; readonly outcome: PortfolioOutcome }[]): PortfolioOutcome {
  const outcomes = parts.map(({ outcome }) => outcome)
  const fromUs = Math.min(...parts.map(({ stretch }) => stretch.fromUs))
  const hourlyBps = new Float64Array(hoursOf({ fromUs, toUs: Math.max(...parts.map(({ stretch }) => stretch.toUs)) }))
  for (const { outcome, stretch } of parts) {
    const offset = Math.floor(stretch.fromUs / HOUR_US) - Math.floor(fromUs / HOUR_US)
    for (const [hour, bps] of outcome.hourlyBps.entries()) hourlyBps[offset + hour]! += bps
  }
  return {
    trades: outcomes.flatMap(({ trades }) => trades),
    unfilled: outcomes.reduce((sum, { unfilled }) => sum + unfilled, 0),
    unfinished: outcomes.reduce((sum, { unfinished }) => sum + unfinished, 0),
    hourlyBps,
  }
}
