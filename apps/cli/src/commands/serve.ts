import { type Config, createLogger, type RunningService, startService } from '@of/service'
import { StoreError } from '@of/store'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { until } from '../live/until.ts'
import { silentProgress } from '../render/progress.ts'
import { greetingOf, listeningOf, statusOf } from '../service/greeting.ts'
import { logWords } from '../service/log-words.ts'
import { explained, settingsOf } from '../service/settings.ts'
import { productsOf } from './options.ts'

const COMMAND = 'of serve'
const STATUS_MS = 1_000

/** The options of `of serve`, as they are typed. */
export interface ServeOptions {
  readonly source?: string | undefined
  readonly product: readonly string[]
  readonly products?: readonly string[] | undefined
  readonly port?: string | undefined
  readonly host?: string | undefined
  readonly config?: string | undefined
  readonly store?: string | undefined
  readonly record?: string | undefined
  readonly speed?: string | undefined
  readonly preset?: string | undefined
  readonly factors?: readonly string[] | undefined
  readonly insecure?: true | undefined
  readonly json?: true | undefined
}

/** `of serve`: the service, until Ctrl-C. */
export async function serveCommand(options: ServeOptions, host: Host): Promise<void> {
  const { config: file, json } = options
  const asked = productsOf({ product: [...options.product, ...(options.products ?? [])] }, COMMAND)
  // Whoever does not want to wait ends it in order, too.
  const stopped = AbortSignal.any([host.signal, host.stopSignal()])
  const { config: settled, from } = await settingsOf(file, flagsOf(options, asked), COMMAND)
  const logger = loggerFor(host, settled.log.level)
  const service = await serving(settled.http.port, async () => await startService(settled, { logger, from }))
  try {
    await host.output.write(json === true ? `${JSON.stringify(listeningOf(service))}\n` : greetingOf(service, settled))
    await attend(service, stopped, host)
  } finally {
    await service.close()
  }
}

/** Where a service logs to: for people, words, and only what they should know of beside the rest that they see. */
export function loggerFor(
  { remark, terminal }: Pick<Host, 'remark' | 'terminal'>,
  level: Config['log']['level'],
): ReturnType<typeof createLogger> {
  if (terminal === undefined) return createLogger(level)
  return createLogger(level === 'info' ? 'warn' : level, { write: (line) => remark(logWords(line)) })
}

/** Starts a service. Throws a `CliError` that says what keeps it from starting. */
export async function serving(port: number, start: () => Promise<RunningService>): Promise<RunningService> {
  try {
    return await explained(COMMAND, start)
  } catch (error) {
    if (error instanceof StoreError) {
      const { fault, message, remedy } = error
      throw new CliError({ kind: 'store', fault, message, remedy }, { cause: error })
    }
    if (error instanceof Error && 'code' in error && /^E(ADDRINUSE|ACCES)$/.test(String(error.code)))
      throw new CliError({ kind: 'cannot-serve', port, detail: error.message, command: `${COMMAND} --port 0` }, { cause: error })
    throw error
  }
}

/** Shows how a service does until it is to stop. */
export async function attend(service: RunningService, stopped: AbortSignal, { startProgress }: Pick<Host, 'startProgress'>): Promise<void> {
  const line = await startProgress('Serving')
  try {
    do if (line !== silentProgress) line.show(statusOf(service))
    while (!(await until(stopped, STATUS_MS)))
  } finally {
    line.stop()
  }
}

function flagsOf(options: ServeOptions, products: readonly string[]): Record<string, string | undefined> {
  const { factors = [], host, insecure, port, preset, record, source, speed, store } = options
  return {
    source,
    products: products.length === 0 ? undefined : products.join(','),
    preset,
    factors: factors.length === 0 ? undefined : factors.join(','),
    'http.port': port,
    'http.host': host,
    'auth.insecure': insecure === true ? 'true' : undefined,
    'store.dir': store,
    'record.dir': record,
    speed,
  }
}
