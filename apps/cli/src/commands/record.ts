import type { Feed, FeedChannel } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import type { Manifest } from '@of/tape'
import { CliError } from '../errors.ts'
import type { Host } from '../host.ts'
import { parseDuration } from '../input/duration.ts'
import { parseSize } from '../input/size.ts'
import { liveCredentials } from '../live/credentials.ts'
import { openLiveFeed } from '../live/open-live-feed.ts'
import { FeedRecorder } from '../record/feed-recorder.ts'
import { checkedUrl, isSimulated } from '../record/origin.ts'
import { FeedRemarks } from '../record/remarks.ts'
import { bytesOf, framesOf, type RecordSummary, renderSummary, statusText, summaryOf } from '../record/summary.ts'
import { silentProgress } from '../render/progress.ts'
import { presetOf, productsOf } from './options.ts'

const COMMAND = 'of record'
const COINBASE = 'Coinbase'
const CHANNELS: readonly FeedChannel[] = ['level2', 'market_trades', 'ticker', 'candles']
/** How often the line of a terminal is drawn anew, and how often a line is written where there is none. */
const STATUS_MS = 500
const PLAIN_STATUS_MS = 10_000

/** The options of `of record`, as they are typed. */
export interface RecordOptions {
  readonly out: string
  readonly duration?: string | undefined
  readonly size?: string | undefined
  readonly url?: string | undefined
  readonly channels?: string | undefined
  readonly simulated?: boolean | undefined
  readonly digest?: true | undefined
  readonly keyFile?: string | undefined
  readonly preset: string
  readonly json?: true | undefined
}

/** `of record`: what arrives on a feed, as it came, into a directory. */
export async function recordCommand(products: readonly string[], options: RecordOptions, host: Host): Promise<void> {
  const { out, url } = options
  const asked = productsOf({ product: products }, COMMAND)
  const channels = channelsOf(options.channels)
  const durationUs = options.duration === undefined ? undefined : durationOf(options.duration)
  const sizeBytes = options.size === undefined ? Infinity : sizeOf(options.size)
  const ruleSet = presetOf(options.preset, COMMAND)
  if (url !== undefined) checkedUrl(url, COMMAND)
  const credentials = await liveCredentials(options, { command: COMMAND, remark: host.remark })
  const simulated = await isSimulated(options, COMMAND)

  const enough = new AbortController()
  const signal = AbortSignal.any([host.signal, host.stopSignal(), enough.signal])
  const venue = { ...(url === undefined ? {} : { url }), ...(credentials === undefined ? {} : { credentials }) }
  const feed = openLiveFeed({ products: asked, channels, arrivals: true, history: 'day', signal, ...venue }, COMMAND)
  const digestBy = options.digest === true ? ruleSet : undefined
  const recorder = await FeedRecorder.open({ directory: out, simulated, digestBy }).catch(async (error: unknown) => {
    await feed.close()
    throw error
  })
  const timer = durationUs === undefined ? undefined : setTimeout(() => enough.abort(), durationUs / 1_000)
  const status = await startStatus(feed, recorder, host, () => bytesOf(recorder.manifest) >= sizeBytes && enough.abort())
  let lastFault: string | undefined
  let failure: unknown
  let manifest: Manifest
  try {
    const remarks = new FeedRemarks((text) => {
      lastFault = text
      status.remark(text)
    })
    for await (const events of feed) {
      for (const event of events) remarks.take(event)
      await recorder.take(events)
    }
  } catch (error) {
    failure = error
  } finally {
    clearTimeout(timer)
    status.stop()
    await feed.close()
    manifest = await recorder.close().catch((error: unknown) => {
      failure ??= error
      return recorder.manifest
    })
  }
  const summary = summaryOf(out, manifest, feed.health())
  if (summary.entries === 0) throw failure ?? new CliError({ kind: 'nothing-received', url: url ?? COINBASE, detail: lastFault })
  await host.output.write(summaryText(summary, options))
  if (failure !== undefined) throw failure
}

function summaryText(summary: RecordSummary, { json }: RecordOptions): string {
  return json === true ? `${JSON.stringify(summary)}\n` : renderSummary(summary)
}

interface Status {
  readonly remark: (text: string) => void
  readonly stop: () => void
}

/** Shows how the recording goes until it is stopped, and calls `look` as often. */
async function startStatus(feed: Feed, recorder: FeedRecorder, { remark, startProgress }: Host, look: () => void): Promise<Status> {
  const line = await startProgress()
  const isPlain = line === silentProgress
  let frames = 0
  let plainMs = 0
  let lastMs = performance.now()
  const timer = setInterval(() => {
    look()
    const nowMs = performance.now()
    if (isPlain && (plainMs += STATUS_MS) % PLAIN_STATUS_MS !== 0) return
    const { manifest } = recorder
    const seen = framesOf(manifest)
    const text = statusText(manifest, feed.health(), ((seen - frames) * 1_000) / (nowMs - lastMs))
    frames = seen
    lastMs = nowMs
    if (isPlain) remark(text)
    else line.show(text)
  }, STATUS_MS)
  return {
    remark: (text) => {
      line.clear()
      remark(text)
    },
    stop: () => {
      clearInterval(timer)
      line.stop()
    },
  }
}

function channelsOf(list: string | undefined): readonly FeedChannel[] {
  if (list === undefined) return CHANNELS
  return list.split(',').map((name) => {
    const channel = CHANNELS.find((known) => known === name.trim())
    if (channel !== undefined) return channel
    throw new CliError({
      kind: 'usage',
      complaint: `--channels: expected some of ${CHANNELS.join(', ')}, received ${name}`,
      command: COMMAND,
    })
  })
}

function durationOf(text: string): Us {
  const durationUs = parseDuration(text)
  if (durationUs !== undefined && durationUs >= SECOND_US && durationUs <= LONGEST_US) return durationUs
  const hint = 'A span is a whole number and a unit: 30s, 5m, 1h.'
  throw new CliError({ kind: 'usage', complaint: `--duration: expected a span of 1s to 596h, received ${text}`, command: COMMAND, hint })
}

/** The longest a timer of Node.js waits, in whole hours. */
const LONGEST_US: Us = 596 * 3_600 * SECOND_US

function sizeOf(text: string): number {
  const bytes = parseSize(text)
  if (bytes !== undefined) return bytes
  const hint = 'A size is a number and a unit: 500MB, 2GB, 1.5GiB; it is that of the compressed files.'
  throw new CliError({ kind: 'usage', complaint: `--size: expected a size, received ${text}`, command: COMMAND, hint })
}
