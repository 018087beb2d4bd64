import { MINUTE_US, type Us } from '@of/core'
import { type FactorCode, recipeHash, scoreSource, type SignalSource, sourceOf } from '@of/signals'
import { decideEveryOf } from '../commands/evidence-options.ts'
import { CliError } from '../errors.ts'
import { onLive, ownFactors, remarkTrust } from '../factors/own-factors.ts'
import { ownSignal } from '../factors/own-signal.ts'
import type { Host } from '../host.ts'
import { loadArms } from '../paper/arms.ts'
import { readJournal } from '../paper/journal-lines.ts'
import { type JournalledDecisions, journalledDecisions } from './journalled.ts'

/** The options that say who decides, as they are typed. */
export interface DeciderOptions {
  readonly preset?: string | undefined
  readonly rules?: string | undefined
  readonly arm: readonly string[]
  readonly journal?: string | undefined
  readonly factors: readonly string[]
  readonly every?: string | undefined
}

/** Who decides, and how often. */
export interface Deciders {
  readonly sources: readonly SignalSource[]
  readonly decideEveryUs: Us
  /** What a journal says that they decided; `undefined` unless they are those of one. */
  readonly journalled: JournalledDecisions | undefined
}

/** Those whose decisions are asked for: rules, with factors of one's own where there are any, arms as paper trading has them, or those of a journal. */
export async function decidersOf(options: DeciderOptions, host: Pick<Host, 'remark'>, command: string): Promise<Deciders> {
  const { arm, every, journal, preset, rules } = options
  const given = Object.entries({ preset, rules, arm: arm.length > 0 && journal === undefined ? arm : undefined, journal })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => `--${name}`)
  if (given.length > 1) throw usage(`${given.join(' and ')}: expected one of them, received ${given.length}`, command)
  if (options.factors.length > 0 && journal === undefined && arm.length > 0)
    throw usage(`--factors: expected rules or --journal with it, received --arm ${arm[0]}`, command)
  if (journal !== undefined) return await ofJournal(journal, options, command)
  const decideEveryUs = decideEveryOf(every, command)
  return { sources: await sourcesOf(options, { decideEveryUs, host, command }), decideEveryUs, journalled: undefined }
}

/** The code of factors, of files that were named. Throws a `CliError` for a factor that is refused. */
export async function codeOf(paths: readonly string[], everyUs: Us = MINUTE_US): Promise<FactorCode[]> {
  const { files } = await ownFactors(paths, { everyUs, scored: true })
  return files.map(({ factors, name, sha256 }) => ({ file: { name, sha256 }, factors: factors.map(({ factor }) => factor) }))
}

interface SourceContext {
  readonly decideEveryUs: Us
  readonly host: Pick<Host, 'remark'>
  readonly command: string
}

async function sourcesOf({ arm, ...options }: DeciderOptions, context: SourceContext): Promise<SignalSource[]> {
  const { command, decideEveryUs, host } = context
  if (arm.length === 0) {
    const { ruleSet, trusted } = await ownSignal(options, { everyUs: decideEveryUs, command })
    remarkTrust(trusted, host, onLive)
    return [scoreSource({ ruleSet, factors: trusted.factors, files: trusted.code })]
  }
  const { arms, trusted } = await loadArms(arm, { command, everyUs: decideEveryUs })
  remarkTrust(trusted, host, onLive)
  const mute = arms.find(({ source }) => source.recipe === undefined)
  if (mute !== undefined) throw usage(`--arm: expected one that decides by what it sees, received ${mute.name}`, command)
  return arms.map(({ source }) => source)
}

async function ofJournal(path: string, { arm, every, factors }: DeciderOptions, command: string): Promise<Deciders> {
  if (every !== undefined) throw usage('--every and --journal: expected one of them, received both', command)
  const { records, setup } = await readJournal(path)
  const wanted = arm.flatMap((list) => list.split(',')).map((name) => name.trim())
  const known = setup.arms.map(({ name }) => name)
  const unknown = wanted.find((name) => !known.includes(name))
  if (unknown !== undefined) throw usage(`--arm: expected ${known.join(', ')} of the journal, received ${unknown}`, command)
  const code = await codeOf(factors, setup.decideEveryUs)
  const sources: SignalSource[] = []
  const names = new Map<SignalSource, string>()
  for (const { hash, name, recipe } of setup.arms) {
    if (recipe === null || (wanted.length > 0 && !wanted.includes(name))) continue
    const source = await remade(recipe, { code, name, command })
    if (source.recipe !== undefined && recipeHash(source.recipe) !== hash)
      throw usage(`--factors: expected the code of arm ${name} of the journal, received other code`, command)
    sources.push(source)
    names.set(source, name)
  }
  if (sources.length === 0) throw usage(`--arm: expected one that decides by what it sees, received ${known.join(', ')}`, command)
  return { sources, decideEveryUs: setup.decideEveryUs, journalled: journalledDecisions(records, names) }
}

async function remade(
  recipe: Parameters<typeof sourceOf>[0],
  { code, command, name }: { readonly code: readonly FactorCode[]; readonly name: string; readonly command: string },
): Promise<SignalSource> {
  try {
    return await sourceOf(recipe, code)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new CliError(
      {
        kind: 'usage',
        complaint: `arm ${name} of the journal: ${error.message}`,
        command,
        hint: '--factors FILE names the file that its factors stand in.',
      },
      { cause: error },
    )
  }
}

function usage(complaint: string, command: string): CliError {
  return new CliError({ kind: 'usage', complaint, command })
}
