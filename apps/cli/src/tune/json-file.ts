import { readFile } from 'node:fs/promises'
import { type SearchSpace, spaceFrom } from '@of/backtest'
import { parseRuleSet, type RuleSet, RuleSetError } from '@of/signals'
import { CliError } from '../errors.ts'

/** The rules of a file. */
export async function rulesIn(path: string, command: string, option = '--rules'): Promise<RuleSet> {
  return rulesFrom(await jsonIn(option, path, command), path, command, option)
}

/** The rules that a file holds. */
export function rulesFrom(data: unknown, path: string, command: string, option: string): RuleSet {
  try {
    return parseRuleSet(data)
  } catch (error) {
    if (error instanceof RuleSetError) throw new CliError({ kind: 'usage', complaint: `${option} ${path}: ${error.message}`, command })
    throw error
  }
}

/** The search space of a file. */
export async function spaceIn(path: string, command: string): Promise<SearchSpace> {
  const data = await jsonIn('--space', path, command)
  try {
    return spaceFrom(data)
  } catch (error) {
    if (error instanceof RangeError) throw new CliError({ kind: 'usage', complaint: `--space ${path}: ${error.message}`, command })
    throw error
  }
}

/** What a JSON file holds. */
export async function jsonIn(option: string, path: string, command: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    const detail =
      error instanceof SyntaxError ? `expected JSON, received ${error.message}` : error instanceof Error ? error.message : String(error)
    throw new CliError({ kind: 'usage', complaint: `${option} ${path}: ${detail}`, command })
  }
}
