import { MINUTE_US } from '@of/core'
import { ownSignal, scoring, type SignalOptions } from '../factors/own-signal.ts'
import type { Host } from '../host.ts'
import { liveCredentials } from '../live/credentials.ts'
import { openLiveFeed } from '../live/open-live-feed.ts'
import { FeedRecorder } from '../record/feed-recorder.ts'
import { checkedUrl, isSimulated } from '../record/origin.ts'
import { feedSource } from '../watch/feed-source.ts'
import { showWatch } from '../watch/show-watch.ts'
import type { WatchOptions } from '../watch/watch-options.ts'
import { productsOf } from './options.ts'

const COMMAND = 'of watch'

/** The options of `of watch`, as they are typed. */
export interface WatchCommandOptions extends SignalOptions {
  readonly url?: string | undefined
  readonly simulated?: boolean | undefined
  readonly plain?: true | undefined
  readonly json?: true | undefined
  readonly record?: string | undefined
  readonly keyFile?: string | undefined
}

/** `of watch`: products live, on the whole terminal or line by line, until a person has seen enough. */
export async function watchCommand(products: readonly string[], options: WatchCommandOptions, host: Host): Promise<void> {
  const { url, json, plain, record } = options
  const asked = productsOf({ product: products }, COMMAND)
  const own = await ownSignal(options, { everyUs: MINUTE_US, command: COMMAND })
  const { ruleSet } = own
  const scored = scoring(own, { isLive: true }, host).options
  if (url !== undefined) checkedUrl(url, COMMAND)
  const credentials = await liveCredentials(options, { command: COMMAND, remark: host.remark })
  const simulated = await isSimulated(options, COMMAND)
  const recorder = record === undefined ? undefined : await FeedRecorder.open({ directory: record, simulated })
  try {
    const signal = AbortSignal.any([host.signal, host.stopSignal()])
    const venue = { ...(url === undefined ? {} : { url }), ...(credentials === undefined ? {} : { credentials }) }
    const feed = openLiveFeed({ products: asked, arrivals: true, history: 'day', signal, ...venue }, COMMAND)
    const label = { kind: 'live', isSimulated: simulated, words: `simulator at ${url ?? ''}` } as const
    const source = feedSource(feed, { label, ...(recorder === undefined ? {} : { onEvents: (events) => recorder.take(events) }) })
    const form: WatchOptions['form'] = json === true ? 'json' : plain === true ? 'plain' : 'screen'
    try {
      await showWatch(source, { products: asked, ruleSet, scored, form }, host)
    } finally {
      await feed.close()
    }
  } finally {
    await recorder?.close()
  }
}
