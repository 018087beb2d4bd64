import { explicitFees, type Fees, feeTierNamed, feeTiers } from '@of/backtest'
import { CliError } from '../errors.ts'
import { numberOf } from './number-options.ts'

/**
 * Fees as they are typed: a tier of Coinbase (`taker-25bps`), basis points of a fill (`25`), or those of an order that takes and of one that rests
 * (`25/15`). Throws a `CliError` for anything else, and for nothing: costs are never 0 because nobody said anything.
 */
export function feesOf(text: string | undefined, command: string): Fees {
  const tier = text === undefined ? undefined : feeTierNamed(text)
  if (tier !== undefined) return tier
  const [, taker, maker = taker] = /^(\d[\d.]*)(?:\/(\d[\d.]*))?$/.exec(text ?? '') ?? []
  if (taker !== undefined && maker !== undefined) {
    const bps = (spelled: string): number => numberOf(spelled, { option: '--fees', least: 0, most: 1_000, command })
    return explicitFees(bps(taker), bps(maker))
  }
  const complaint = `--fees: expected a tier or basis points, received ${text ?? 'nothing'}`
  const tiers = feeTiers.map(({ name }) => name).join(', ')
  throw new CliError({ kind: 'usage', complaint, command, hint: `Tiers of Coinbase: ${tiers}; or 25, or 25/15 for taker and maker.` })
}

/** What an order that takes is charged, in basis points; `undefined` where nothing was typed. */
export function takerBpsOf(text: string | undefined, command: string): number | undefined {
  return text === undefined ? undefined : feesOf(text, command).takerBps
}
