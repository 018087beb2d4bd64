import { MINUTE_US } from '@of/core'
import { FactorFileError, type Trusted, trustedFactors } from '@of/factors'
import { FactorError, presetNamed, type RuleSet, scoreSource } from '@of/signals'
import { openTapes } from '@of/tape'
import type { Config } from '../config/config.ts'
import { ConfigError } from '../config/config-error.ts'
import { Token } from '../http/token.ts'

/** What settings name, as it is used. */
export interface Settled {
  /** What is asked for; `undefined` where nobody is. */
  readonly token: Token | undefined
  readonly ruleSet: RuleSet
  /** Factors of one's own, rehearsed. */
  readonly trusted: Trusted
}

/**
 * Reads what settings name: rules and files of factors, which are run. Rejects with a `ConfigError` for a factor that cannot be trusted; `from` tells
 * where a setting was given.
 */
export async function settle(config: Config, from: (key: string) => string): Promise<Settled> {
  const ruleSet = presetNamed(config.preset)
  if (ruleSet === undefined) throw new RangeError(`preset: expected one that there is, received ${config.preset}`)
  return { token: tokenOf(config), ruleSet, trusted: await factorsOf(config, ruleSet, from) }
}

/** Rejects with a `TapeError` for a recording of which not even the beginning can be read: nobody waits for a page that stays empty. */
export async function checkSource({ source }: Pick<Config, 'source'>): Promise<void> {
  if (source === 'coinbase' || source === 'sim') return
  for await (const _ of openTapes([{ path: source }])) break
}

async function factorsOf({ factors: paths }: Config, ruleSet: RuleSet, from: (key: string) => string): Promise<Trusted> {
  try {
    const trusted = await trustedFactors(paths, { everyUs: MINUTE_US, scored: true })
    scoreSource({ ruleSet, factors: trusted.factors })
    return trusted
  } catch (error) {
    if (!(error instanceof FactorFileError || error instanceof FactorError)) throw error
    const expected = 'files of factors with a score and a name of their own that rest on nothing but their look-back'
    throw new ConfigError([{ key: 'factors', from: from('factors'), received: error.message, expected }])
  }
}

function tokenOf({ auth }: Config): Token | undefined {
  if (auth.tokenSha256 !== undefined) return new Token(auth.tokenSha256)
  return auth.token === undefined ? undefined : Token.of(auth.token)
}
