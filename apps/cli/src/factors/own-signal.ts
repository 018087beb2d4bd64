import type { MarketEvent, Us } from '@of/core'
import type { Trusted } from '@of/factors'
import type { PipelineOptions } from '@of/pipeline'
import { OwnScore, type RuleSet, ruleSetHash, rulesRecipe, scoreIdentity, scoreSource, shortHash, type SourceRecipe } from '@of/signals'
import { presetOf } from '../commands/options.ts'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { rulesIn } from '../tune/json-file.ts'
import { explained, guarded, hearing, onLive, onRecording, ownFactors, remarkTrust } from './own-factors.ts'

/** The options that say what signals are made of, as they are typed. */
export interface SignalOptions {
  readonly preset?: string | undefined
  readonly rules?: string | undefined
  readonly factors?: readonly string[] | undefined
}

/** What signals are made of: rules, and factors of one's own that are scored with them. */
export interface OwnSignal {
  readonly ruleSet: RuleSet
  readonly trusted: Trusted
  /** What it is made of, as plain data. */
  readonly recipe: SourceRecipe
  /** How it is told: the preset where it is one and nothing else, what it is made of and the hash of that where it is not. */
  readonly named: SignalName
}

/** What signals are made of, by its name. */
export type SignalName = { readonly preset: string } | { readonly rules: string; readonly hash: string }

/** How signals come about. */
export interface SignalContext {
  /** How far decisions are apart. */
  readonly everyUs: Us
  /** As it is typed, for what is said of a wrong use. */
  readonly command: string
}

/** The rules of a preset, `default` unless named, or of a file. Throws a `CliError` for both at once. */
export async function rulesOf({ preset, rules }: Pick<SignalOptions, 'preset' | 'rules'>, command: string): Promise<RuleSet> {
  if (rules === undefined) return presetOf(preset ?? 'default', command)
  if (preset === undefined) return await rulesIn(rules, command)
  throw new CliError({ kind: 'usage', complaint: '--preset and --rules: expected one of them, received both', command })
}

/** How rules alone are told. */
export function namedBy({ rules }: Pick<SignalOptions, 'rules'>, ruleSet: RuleSet): SignalName {
  return rules === undefined ? { preset: ruleSet.name } : { rules: ruleSet.name, hash: ruleSetHash(ruleSet) }
}

/** Rules of a preset or a file, and factors of files, rehearsed. Throws a `CliError` that says what is wrong with one of them. */
export async function ownSignal(options: SignalOptions, { command, everyUs }: SignalContext): Promise<OwnSignal> {
  const ruleSet = await rulesOf(options, command)
  const trusted = await ownFactors(options.factors ?? [], { everyUs, scored: true })
  const { code: files, factors } = trusted
  const { recipe = rulesRecipe(ruleSet) } = await explained(() => scoreSource({ ruleSet, factors, files }))
  if (factors.length === 0) return { ruleSet, trusted, recipe, named: namedBy(options, ruleSet) }
  const { hash, name } = scoreIdentity({ ruleSet, factors, files })
  return { ruleSet, trusted, recipe, named: { rules: name, hash } }
}

/** What signals are made of, as a heading has it. */
export function headingOf(named: SignalName): { readonly preset: string } | { readonly rules: string } {
  return 'preset' in named ? named : { rules: `${named.rules} ${shortHash(named.hash)}` }
}

/** What signals are made of, in words. */
export function signalText(named: SignalName): string {
  return 'preset' in named ? `preset ${named.preset}` : `rules ${named.rules} ${shortHash(named.hash)}`
}

/** Factors of one's own on the market of one run. */
export interface Scoring {
  /** What a pipeline is given for its signals to be scored with them; nothing without any. */
  readonly options: Pick<PipelineOptions, 'onMarket' | 'scored'>
  /** Nothing comes any more. Throws a `CliError` for a factor that what came speaks against. */
  readonly finish: () => void
}

/**
 * Scores with factors of one's own, and says what they have passed. Of a recording they are put to the test on its first moments as well; live, there is
 * no recording to be held against. What one throws ends the run, as a `CliError`.
 */
export function scoring({ ruleSet, trusted }: OwnSignal, { isLive }: { readonly isLive: boolean }, host: Pick<Host, 'remark'>): Scoring {
  const { code: files, factors } = trusted
  if (factors.length === 0) return { options: {}, finish: () => undefined }
  remarkTrust(trusted, host, isLive ? onLive : onRecording)
  const own = new OwnScore({ ruleSet, factors, files })
  const seen = (event: MarketEvent): void => own.seen(event)
  const { finish, on } = isLive ? { on: hearing(seen), finish: () => undefined } : guarded(trusted, seen)
  return { options: { onMarket: on, scored: (signal, product, timeUs) => own.with(signal, product, timeUs) }, finish }
}
