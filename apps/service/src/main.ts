import { parseArgs } from 'node:util'
import { TapeError } from '@of/tape'
import { ConfigError } from './config/config-error.ts'
import { settings } from './config/keys.ts'
import { loadConfig } from './config/load-config.ts'
import { settingsText } from './config/settings-text.ts'
import { startService } from './service/start-service.ts'
import { version } from './version.ts'

/** Flags that are shorter than the keys they stand for. */
const SHORT: Readonly<Record<string, string>> = { port: 'http.port', host: 'http.host', product: 'products', insecure: 'auth.insecure' }
const BAD_USE = 2

const HELP = `Usage: of-service [--config FILE] [--SETTING VALUE ...]

Follows products, and serves them as a page, over HTTP and as a stream until SIGTERM.

  --config FILE    YAML or JSON file of settings
  --port --host --product
                   short for --http.port, --http.host, --products
  --speed FACTOR   of the simulator or of the recording that is the source
  --insecure       serve whoever reaches the address, without a token
  --version        print the version
  --help           print this

Settings come from the file, then the environment, then flags: each wins over those before it.

`

/** Starts the service that the command line asks for. */
async function main(): Promise<void> {
  const names = [...settings.map(({ key }) => key), ...Object.keys(SHORT), 'speed', 'config']
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  const flag = { type: 'boolean' } as const
  const allOptions = { ...options, insecure: flag, help: flag, version: flag }
  const given: Readonly<Record<string, unknown>> = parseArgs({ options: allOptions, strict: true, allowPositionals: false }).values
  if (given['help'] === true || given['version'] === true) {
    process.stdout.write(given['help'] === true ? HELP + settingsText() : `${version}\n`)
    return
  }
  const { config: file, ...texts } = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
  const flags = Object.fromEntries(Object.entries(texts).map(([name, text]) => [SHORT[name] ?? name, text]))
  const flagNames = Object.fromEntries(Object.keys(texts).map((name) => [SHORT[name] ?? name, name]))
  const { config, from } = await loadConfig({ file, env: process.env, flags, flagNames })
  const service = await startService(config, { from })
  process.stdout.write(`${service.url}\n`)
  const stop = (): void => void service.close()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`of-service: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof ConfigError || error instanceof TypeError || error instanceof TapeError ? BAD_USE : 1
}
