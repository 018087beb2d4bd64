import { ConfigError, type LoadedConfig, loadConfig } from '@of/service'
import { CliError } from '../errors.ts'

/** What a command line says of settings, by their dotted keys. */
export type Flags = Readonly<Record<string, string | undefined>>

/** Flags of the command line that are not called by the keys they stand for. */
const flagNames: Readonly<Record<string, string>> = {
  products: 'product',
  'http.port': 'port',
  'http.host': 'host',
  'auth.insecure': 'insecure',
  'store.dir': 'store',
  'record.dir': 'record',
}

/** The settings that a file, the environment and a command line come to. Throws a `CliError` that names each that cannot be. */
export async function settingsOf(file: string | undefined, flags: Flags, command: string): Promise<LoadedConfig> {
  return await explained(command, async () => await loadConfig({ file, env: process.env, flags, flagNames }))
}

/** Does something that settings may keep from being done. */
export async function explained<Value>(command: string, task: () => Promise<Value>): Promise<Value> {
  try {
    return await task()
  } catch (error) {
    if (error instanceof ConfigError) throw new CliError({ kind: 'settings', message: error.message, command }, { cause: error })
    throw error
  }
}
