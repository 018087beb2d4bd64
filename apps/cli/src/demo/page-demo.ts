import type { Us } from '@of/core'
import { checkConfig, type Config, type MarketSource, openSource, type RunningService, startService } from '@of/service'
import { attend, loggerFor, serving } from '../commands/serve.ts'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { PATIENCE_MS } from '../live/first-contact.ts'
import { openedFeed } from '../live/open-live-feed.ts'
import { greetingOf } from '../service/greeting.ts'
import { reached } from './reach.ts'
import { REACH_MS, USUAL_PRODUCTS } from './source.ts'

const COMMAND = 'of demo'
const USUAL_PORT = 8_787

/** What is demonstrated on a page. */
export interface PageDemoOptions {
  readonly source: 'auto' | 'coinbase' | 'sim'
  readonly products: readonly string[]
  readonly preset: string
  /** The usual one, or where that is taken any free one, where it is undefined. */
  readonly port: number | undefined
  /** Until somebody ends it where it is undefined. */
  readonly forUs: Us | undefined
}

/** A service with its page, on live data of Coinbase or, where it cannot be reached, of the built-in simulator. */
export async function pageDemo({ forUs, port, preset, source: wanted, ...options }: PageDemoOptions, host: Host): Promise<void> {
  const products = options.products.length === 0 ? USUAL_PRODUCTS : options.products
  const stopped = AbortSignal.any([host.signal, host.stopSignal(), ...(forUs === undefined ? [] : [AbortSignal.timeout(forUs / 1_000)])])
  const chosen = await choose({ wanted, products, signal: stopped }, host)
  if (chosen === undefined) return
  const { source, why } = chosen
  const configOf = (at: number): Config => checkConfig({ source, products: [...products], preset, http: { port: at } })
  const service = await startedAt(port, async (at) => {
    const config = configOf(at)
    return await startService(config, { source: explainedSource(await openSource(config), why), logger: loggerFor(host, 'warn') })
  })
  try {
    const { simulated, words } = service.state.origin
    host.remark(simulated ? `SIMULATED, not a market: ${words}` : `${words}, live`)
    await host.output.write(greetingOf(service, service.state.config))
    await attend(service, stopped, host)
  } finally {
    await service.close()
  }
}

interface Chosen {
  readonly source: 'coinbase' | 'sim'
  /** Why it is not Coinbase, where that was tried. */
  readonly why: string | undefined
}

/** Coinbase where it can be reached or nothing else is wanted; `undefined` when somebody did not want to wait. */
async function choose(
  {
    products,
    signal,
    wanted,
  }: { readonly wanted: PageDemoOptions['source']; readonly products: readonly string[]; readonly signal: AbortSignal },
  host: Host,
): Promise<Chosen | undefined> {
  if (wanted === 'sim') return { source: 'sim', why: undefined }
  const progress = await host.startProgress()
  progress.show('Reaching Coinbase')
  try {
    const feed = openedFeed({ products, history: 'none', signal }, COMMAND)
    const attempt = await reached(feed, wanted === 'auto' ? REACH_MS : PATIENCE_MS)
    if (attempt.ok) {
      await attempt.feed.close()
      return { source: 'coinbase', why: undefined }
    }
    host.signal.throwIfAborted()
    if (signal.aborted) return undefined
    if (wanted === 'coinbase') throw new CliError({ kind: 'unreachable', url: undefined, fault: attempt.fault })
    return { source: 'sim', why: attempt.why }
  } finally {
    progress.stop()
  }
}

/** Starts at a port; where none is asked for, at the usual one or any free one. */
async function startedAt(port: number | undefined, start: (port: number) => Promise<RunningService>): Promise<RunningService> {
  if (port !== undefined) return await serving(port, async () => await start(port))
  try {
    return await start(USUAL_PORT)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    return await serving(0, async () => await start(0))
  }
}

/** A source whose words also say why it was chosen. */
function explainedSource(source: MarketSource, why: string | undefined): MarketSource {
  if (why === undefined) return source
  const origin: MarketSource['origin'] = () => {
    const told = source.origin()
    return { ...told, words: `${told.words} · Coinbase could not be reached (${why})` }
  }
  return { ...source, origin }
}
