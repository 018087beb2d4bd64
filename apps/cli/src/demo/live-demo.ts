import type { FeedEvent } from '@of/coinbase'
import type { Us } from '@of/core'
import { Pipeline } from '@of/pipeline'
import type { RuleSet } from '@of/signals'
import type { Host } from '../host.ts'
import { renderHeading, renderSimulated } from '../render/heading.ts'
import { renderReport } from '../render/report.ts'
import { feedSource } from '../watch/feed-source.ts'
import { showWatch } from '../watch/show-watch.ts'
import type { WatchSource } from '../watch/source.ts'
import { type DemoSource, demoSource, type DemoSourceOptions, USUAL_PRODUCTS } from './source.ts'

/** What is demonstrated. */
export interface LiveDemoOptions extends Pick<DemoSourceOptions, 'source' | 'products'> {
  readonly ruleSet: RuleSet
  /** Until a person has seen enough where it is undefined. */
  readonly forUs: Us | undefined
}

/** A banner that says all that there is to say needs so many. */
const WIDE_COLUMNS = 110

/** Live data on the terminal; where there is none line by line, and then what they come to. */
export async function liveDemo({ forUs, ruleSet, source, ...options }: LiveDemoOptions, host: Host): Promise<void> {
  const products = options.products.length === 0 ? USUAL_PRODUCTS : options.products
  const stopped = AbortSignal.any([host.signal, host.stopSignal()])
  const from = await found({ source, products, signal: stopped }, host)
  if (from === undefined) return
  const enough = new AbortController()
  const timer = forUs === undefined ? undefined : setTimeout(() => enough.abort(), forUs / 1_000)
  enough.signal.addEventListener('abort', () => void from.feed.close())
  const isWatched = host.terminal !== undefined
  const shown = new ShownFeed(from, isWatched ? undefined : ruleSet)
  try {
    // A time that is over ends the watch as a signal does.
    const watcher: Host = { ...host, stopSignal: () => AbortSignal.any([host.stopSignal(), enough.signal]) }
    await showWatch(shown.source(host.terminal), { products, ruleSet, form: 'screen' }, watcher)
    await host.output.write(shown.summary(products, host))
  } finally {
    clearTimeout(timer)
    await from.close()
  }
}

/** The source, once it is known which; `undefined` when somebody did not want to wait. */
async function found(options: DemoSourceOptions, { remark, signal, startProgress }: Host): Promise<DemoSource | undefined> {
  const progress = await startProgress()
  progress.show(options.source === 'sim' ? 'Starting the simulator' : 'Reaching Coinbase')
  try {
    const source = await demoSource(options)
    progress.stop()
    remark(source.remark)
    return source
  } catch (error) {
    signal.throwIfAborted()
    if (options.signal.aborted) return undefined
    throw error
  } finally {
    progress.stop()
  }
}

/** A feed on its way to whoever watches; where the analysis is to be printed at the end, through a pipeline. */
class ShownFeed {
  readonly #from: DemoSource
  readonly #pipeline: Pipeline | undefined
  #firstUs: Us | undefined
  #lastUs: Us = 0

  constructor(from: DemoSource, ruleSet: RuleSet | undefined) {
    this.#from = from
    this.#pipeline = ruleSet === undefined ? undefined : new Pipeline({ ruleSet })
  }

  /** For a screen that may be narrow, now or later. */
  source(terminal: Host['terminal']): WatchSource {
    const { briefly, feed, isSimulated, words } = this.#from
    const isNarrow = (): boolean => terminal !== undefined && terminal.output.columns < WIDE_COLUMNS
    const source = feedSource(feed, {
      label: { kind: 'live', isSimulated, words },
      onEvents: async (events) => this.#take(events),
    })
    return { ...source, label: () => ({ kind: 'live', isSimulated, words: isNarrow() ? briefly : words }) }
  }

  /** What has come, as an analysis prints it; nothing where nothing came. */
  summary(products: readonly string[], { output, paint }: Host): string {
    const pipeline = this.#pipeline
    if (pipeline === undefined || this.#firstUs === undefined) return ''
    const { isSimulated, words } = this.#from
    const heading = { recordings: [words], span: [this.#firstUs, this.#lastUs] as const, preset: pipeline.ruleSet.name }
    const reports = [...new Set(products.map((product) => pipeline.canonical(product)))].flatMap(
      (product) => pipeline.report(product, { simulated: isSimulated }) ?? [],
    )
    const banner = isSimulated ? renderSimulated(output.columns, paint) : ''
    return `\n${renderHeading(heading, paint)}${reports.map((report) => `\n${banner}${renderReport(report, paint)}`).join('')}`
  }

  #take(events: readonly FeedEvent[]): void {
    for (const event of events) {
      if (event.kind !== 'arrival') continue
      this.#pipeline?.push(event.arrival)
      this.#firstUs ??= event.receivedUs
      this.#lastUs = event.receivedUs
    }
  }
}
