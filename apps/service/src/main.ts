import { parseArgs } from 'node:util'
import { ConfigError } from './config/config-error.ts'
import { loadConfig } from './config/load-config.ts'
import { settings } from './config/keys.ts'
import { startService } from './service/start-service.ts'

/** Flags that are shorter than the keys they stand for. */
const SHORT: Readonly<Record<string, string>> = {
  port: 'http.port',
  host: 'http.host',
  insecure: 'auth.insecure',
  product: 'products',
  speed: 'replay.speed',
}

const names = [...settings.map(({ key }) => key), ...Object.keys(SHORT), 'config']

try {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  const { config: file, ...given } = parseArgs({ options, strict: true, allowPositionals: false }).values
  const flags = Object.fromEntries(Object.entries(given).map(([name, text]) => [SHORT[name] ?? name, text]))
  const config = await loadConfig({ file, env: process.env, flags })
  const service = await startService(config)
  process.stdout.write(`${service.url}\n`)
  const stop = (): void => void service.close()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  process.stderr.write(`of-service: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof ConfigError || error instanceof TypeError ? 2 : 1
}
