import { Backtest, type BacktestOptions } from '@of/backtest'
import type { Feed } from '@of/coinbase'
import { SECOND_US } from '@of/core'
import { Pipeline } from '@of/pipeline'
import { CliError } from '../errors.ts'
import { hearing, onLive, remarkTrust } from '../factors/own-factors.ts'
import type { Host } from '../host.ts'
import { parseDuration } from '../input/duration.ts'
import { isoTime } from '../input/time.ts'
import { liveCredentials } from '../live/credentials.ts'
import { openLiveFeed } from '../live/open-live-feed.ts'
import { armSetup } from '../paper/arm-setup.ts'
import { eventLine } from '../paper/event-line.ts'
import { Journal } from '../paper/journal.ts'
import type { JournalSetup } from '../paper/journal-setup.ts'
import { type PaperSetup, type PaperTyped, paperSetup } from '../paper/paper-setup.ts'
import { statusOf } from '../paper/status.ts'
import { tellResult } from '../paper/tell-result.ts'
import { provenanceOf } from '../provenance/provenance.ts'
import { FeedRecorder } from '../record/feed-recorder.ts'
import { checkedUrl, isSimulated } from '../record/origin.ts'
import { FeedRemarks } from '../record/remarks.ts'
import { renderHeading } from '../render/heading.ts'
import { productsOf } from './options.ts'

const COMMAND = 'of paper'
const COINBASE = 'Coinbase'
const STATUS_MS = 500
/** The longest a timer of Node.js waits, in whole hours. */
const LONGEST_US = 596 * 3_600 * SECOND_US

/** The options of `of paper`, as they are typed. */
export interface PaperCommandOptions extends PaperTyped {
  readonly tradesOut?: string | undefined
  readonly json?: true | undefined
  readonly journal?: string | undefined
  readonly record?: string | undefined
  readonly duration?: string | undefined
  readonly url?: string | undefined
  readonly simulated?: boolean | undefined
  readonly keyFile?: string | undefined
}

/** `of paper`: products traded live on paper, until a person has seen enough; then the same report as of a recording. */
export async function paperCommand(products: readonly string[], options: PaperCommandOptions, host: Host): Promise<void> {
  const { record, url } = options
  const asked = productsOf({ product: products }, COMMAND)
  const setup = await paperSetup(options, COMMAND)
  remarkTrust(setup.trusted, host, onLive)
  const durationUs = durationOf(options.duration)
  if (url !== undefined) checkedUrl(url, COMMAND)
  const credentials = await liveCredentials(options, { command: COMMAND, remark: host.remark })
  const simulated = await isSimulated(options, COMMAND)
  const journal =
    options.journal === undefined ? undefined : await Journal.open(options.journal, journalSetup(setup, { products: asked, simulated }))
  const recorder = record === undefined ? undefined : await FeedRecorder.open({ directory: record, simulated })
  try {
    const enough = new AbortController()
    const signal = AbortSignal.any([host.signal, host.stopSignal(), enough.signal])
    const venue = { ...(url === undefined ? {} : { url }), ...(credentials === undefined ? {} : { credentials }) }
    const feed = openLiveFeed({ products: asked, arrivals: true, history: 'day', signal, ...venue }, COMMAND)
    const timer = durationUs === undefined ? undefined : setTimeout(() => enough.abort(), durationUs / 1_000)
    const run = new PaperRun({ setup, simulated, url, journal, recorder }, options, host)
    try {
      await run.follow(feed)
    } finally {
      clearTimeout(timer)
      await feed.close()
    }
    await run.tell()
  } finally {
    await recorder?.close()
    await journal?.close()
  }
}

interface RunParts {
  readonly setup: PaperSetup
  readonly simulated: boolean
  readonly url: string | undefined
  readonly journal: Journal | undefined
  readonly recorder: FeedRecorder | undefined
}

/** A run from its feed to its report. */
class PaperRun {
  readonly #parts: RunParts
  readonly #options: PaperCommandOptions
  readonly #host: Host
  readonly #backtest: Backtest
  readonly #pipeline: Pipeline
  #lines: string[] = []
  #lastFault: string | undefined

  constructor(parts: RunParts, options: PaperCommandOptions, host: Host) {
    const { journal, setup } = parts
    this.#parts = parts
    this.#options = options
    this.#host = host
    const { arms, decideEveryUs, options: paper } = setup
    const onRecord: BacktestOptions['onRecord'] = (record) => {
      journal?.note(record)
      const line = eventLine(record)
      if (line !== undefined) this.#lines.push(line)
    }
    this.#backtest = new Backtest({ ...paper, arms, onRecord }, journal?.before)
    this.#pipeline = new Pipeline({ decideEveryUs, keepDecisions: 1, onMarket: hearing((event) => this.#backtest.on(event)) })
  }

  /** Trades until the feed ends. */
  async follow(feed: Feed): Promise<void> {
    const { journal, recorder, simulated, url } = this.#parts
    const { output, remark, startProgress } = this.#host
    const isLines = this.#options.json !== true
    if (journal?.before !== undefined) remark(`going on with a run that was at ${isoTime(journal.before.checkpoint.accounts.nowUs)}`)
    if (journal !== undefined && journal.cutBytes > 0)
      remark(`the journal ended in a line that was cut off: ${journal.cutBytes} bytes taken away`)
    if (simulated && isLines)
      await output.write(`${isoTime(Date.now() * 1_000).slice(11, 23)}Z SIMULATED source=${JSON.stringify(`simulator at ${url ?? ''}`)}\n`)
    const progress = await startProgress('Trading on paper')
    const timer = setInterval(() => progress.show(statusOf(this.#backtest.checkpoint(), this.#parts.setup.arms)), STATUS_MS)
    const remarks = new FeedRemarks((text) => {
      this.#lastFault = text
      progress.clear()
      remark(text)
    })
    try {
      for await (const events of feed) {
        for (const event of events) remarks.take(event)
        await recorder?.take(events)
        for (const event of events) if (event.kind === 'arrival') this.#pipeline.push(event.arrival)
        await this.#keep(isLines, () => progress.clear())
      }
    } finally {
      clearInterval(timer)
      progress.stop()
    }
    await journal?.remember(this.#run)
  }

  /** Tells the result. */
  async tell(): Promise<void> {
    const { setup, simulated, url } = this.#parts
    const { json, tradesOut } = this.#options
    const { span } = this.#backtest.result({ simulated })
    if (span === null) throw new CliError({ kind: 'nothing-received', url: url ?? COINBASE, detail: this.#lastFault })
    const input = {
      ...provenanceOf([], simulated, this.#host),
      live: url ?? COINBASE,
      formats: ['frames'],
      venues: ['coinbase'],
      samplings: ['l2-batch-50ms'],
      decideEveryUs: setup.decideEveryUs,
    }
    const heading = `\n${renderHeading({ recordings: [`live from ${url ?? COINBASE}`], span: [span.fromUs, span.toUs] }, this.#host.paint)}`
    await tellResult(this.#backtest.result(input), { json, tradesOut, heading }, this.#host)
  }

  /** Keeps what happened, then shows it. */
  async #keep(isLines: boolean, clear: () => void): Promise<void> {
    await this.#parts.journal?.flush(this.#run)
    if (this.#lines.length === 0) return
    const lines = this.#lines.join('')
    this.#lines = []
    if (!isLines) return
    clear()
    await this.#host.output.write(lines)
  }

  get #run(): Parameters<Journal['flush']>[0] {
    return { checkpoint: () => this.#backtest.checkpoint(), memory: () => this.#backtest.memory() }
  }
}

/** What must be the same for a journal to be gone on with. */
function journalSetup(
  { arms, decideEveryUs, options }: PaperSetup,
  what: { readonly products: readonly string[]; readonly simulated: boolean },
): JournalSetup {
  return { ...what, arms: arms.map(armSetup), decideEveryUs, options }
}

function durationOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const durationUs = parseDuration(text)
  if (durationUs !== undefined && durationUs >= SECOND_US && durationUs <= LONGEST_US) return durationUs
  const hint = 'A span is a whole number and a unit: 30s, 5m, 1h.'
  throw new CliError({ kind: 'usage', complaint: `--duration: expected a span of 1s to 596h, received ${text}`, command: COMMAND, hint })
}
