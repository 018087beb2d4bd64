import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Arm } from '@of/backtest'
import type { Trusted } from '@of/factors'
import { factorSource, presetNamed, type RuleSet, scoreSource } from '@of/signals'
import { CliError } from '../errors.ts'
import { explained, ownFactors } from '../factors/own-factors.ts'
import { rulesIn } from '../tune/json-file.ts'
import type { ArmContext } from './arm-context.ts'

/** Whether a name is that of a file of factors. */
export function isFactorFile(name: string): boolean {
  return /\.[cm]?[jt]s$/.test(name)
}

/** The name of a file without its folder and its ending. */
export function namedFile(path: string): string {
  return basename(path).replace(/\.[^.]+$/, '')
}

/** What a name is made of: a file that is there by itself, else what stands between its `+`. */
export async function pieceOf(name: string): Promise<readonly string[]> {
  const isThere = await access(name).then(
    () => true,
    () => false,
  )
  return isThere ? [name] : name.split('+').map((piece) => piece.trim())
}

/** Files of factors as one arm: by themselves, or scored together with the rules that stand before them. */
export async function sourceOfPieces(
  [first = '', ...others]: readonly string[],
  context: ArmContext,
): Promise<{ readonly arm: Arm; readonly trusted: readonly Trusted[] }> {
  const rules = isFactorFile(first) ? undefined : await rulesNamed(first, context)
  const paths = rules === undefined ? [first, ...others] : others
  const stray = paths.find((path) => !isFactorFile(path))
  if (stray !== undefined)
    throw new CliError({
      kind: 'usage',
      complaint: `--arm: expected a file of factors after +, received ${stray}`,
      command: context.command,
    })
  const trusted = await ownFactors(paths, { everyUs: context.everyUs, scored: true })
  const { code: files, factors } = trusted
  const own = paths.map(namedFile)
  const source = await explained(() =>
    rules === undefined ? factorSource({ name: own.join('+'), factors, files }) : scoreSource({ ruleSet: rules, factors, files }),
  )
  const name = rules === undefined ? own.join('+') : [first.endsWith('.json') ? rules.name : first, ...own].join('+')
  return { arm: { name, source }, trusted: [trusted] }
}

async function rulesNamed(name: string, { command }: ArmContext): Promise<RuleSet> {
  if (name.endsWith('.json')) return await rulesIn(name, command, '--arm')
  const preset = presetNamed(name === 'flow' ? 'default' : name)
  if (preset !== undefined) return preset
  throw new CliError({ kind: 'usage', complaint: `--arm: expected flow, brief or a file RULES.json before +, received ${name}`, command })
}
