import type { MarketEvent, Product, Us } from '@of/core'
import { Pipeline, type PipelineOptions, VenuePipeline } from '@of/pipeline'
import { FileHashes, type ReadFile, type RecognisedInput, type TapeInput, type VenueOrigin } from '@of/tape'
import type { Host } from '../host.ts'
import { decodeState } from '../index/kept-state.ts'
import { remarkOrigin } from '../venue/remarks.ts'
import { VenueReading } from '../venue/venue-reading.ts'
import { begun } from './beginning.ts'
import { type ChosenProducts, chosenProducts, throwUnlessWhole } from './products.ts'
import { Reading, type TimeRange } from './reading.ts'
import { recordingKind } from './recording-kind.ts'

/** Which events of which recordings are wanted. */
export interface MarketRequest extends Pick<PipelineOptions, 'ruleSet' | 'decideEveryUs' | 'keepDecisions'> {
  readonly paths: readonly string[]
  /** Products asked for; all when empty. */
  readonly products: readonly string[]
  readonly range: TimeRange
  /** As it is typed, for what is said of a wrong use. */
  readonly command: string
  /** What the waiting person is told is being done, `Reading` unless given. */
  readonly doing?: string
}

/** What was read, and how far it goes. */
export interface MarketReading {
  /** Those that were asked for, by the names they have in the recording, and those that were not found. */
  readonly chosen: ChosenProducts
  /** Receive times of the first and the last event in range; `undefined` when there was none. */
  readonly span: readonly [firstUs: Us, lastUs: Us] | undefined
  readonly simulated: boolean
  readonly origin: MarketOrigin
  /** The files that were read. */
  readonly files: readonly ReadFile[]
  /** What is known of a product that was read: its increments, its currency. */
  readonly describe: (product: string) => Product | undefined
  /** Throws what kept the reading from giving the whole of what was asked for, if anything did: once what there is has been printed. */
  readonly throwUnlessWhole: () => void
}

/** Where recordings come from, as results must say it. */
export interface MarketOrigin extends Pick<VenueOrigin, 'samplings' | 'venues' | 'inferredSides' | 'sidelessTrades' | 'auctionTrades'> {
  readonly formats: readonly string[]
}

const COINBASE: MarketOrigin = {
  formats: ['frames'],
  venues: ['coinbase'],
  samplings: ['l2-batch-50ms'],
  inferredSides: 0,
  sidelessTrades: 0,
  auctionTrades: 0,
}

/**
 * Reads recordings of any format and tells what they hold as events of a market, in the order of receipt, of the products asked for alone. Ends before a
 * damage: see `throwUnlessWhole`. Throws what the host's signal was aborted with.
 */
export async function marketEventsOf(request: MarketRequest, host: Host, onMarket: (event: MarketEvent) => void): Promise<MarketReading> {
  const found = await recordingKind(request.paths, host, request.command)
  return found.kind === 'frames'
    ? await framesOf(request, found.recordings, host, onMarket)
    : await eventsOf(request, found.recognised, host, onMarket)
}

async function framesOf(
  request: MarketRequest,
  recordings: readonly TapeInput[],
  host: Host,
  onMarket: (event: MarketEvent) => void,
): Promise<MarketReading> {
  const { doing, paths, products: asked, range } = request
  const { known, start } = await begun(paths, range, host)
  const progress = await host.startProgress(doing)
  const hashes = new FileHashes()
  const reading = new Reading({ recordings, range, start, signal: host.signal, onProgress: progress.report, hashes })
  const isWanted = (product: string): boolean => asked.length === 0 || asked.some((name) => pipeline.canonical(name) === product)
  const pipeline: Pipeline = new Pipeline(optionsOf(request, isWanted, onMarket), known && decodeState(known).pipeline)
  try {
    for await (const steps of reading) {
      for (const step of steps) {
        if (step.kind !== 'part') pipeline.push(step)
        else if (!step.isContinuing) pipeline.reopen()
      }
    }
  } finally {
    progress.stop()
  }
  const seen = { products: pipeline.products, canonical: new Map(asked.map((product) => [product, pipeline.canonical(product)])) }
  return {
    chosen: chosenProducts(seen, asked),
    span: reading.span,
    simulated: reading.simulated,
    origin: COINBASE,
    files: await hashes.files(host.signal),
    describe: (product) => pipeline.describe(product),
    throwUnlessWhole: () => throwUnlessWhole(reading, seen, asked),
  }
}

async function eventsOf(
  request: MarketRequest,
  recognised: readonly RecognisedInput[],
  host: Host,
  onMarket: (event: MarketEvent) => void,
): Promise<MarketReading> {
  const { doing, products: asked, range } = request
  const progress = await host.startProgress(doing)
  const hashes = new FileHashes()
  const reading = new VenueReading({ recognised, range, products: asked, signal: host.signal, onProgress: progress.report, hashes })
  const isWanted = (product: string): boolean => asked.length === 0 || asked.includes(product)
  const describe = reading.describe.bind(reading)
  const pipeline = new VenuePipeline({ ...optionsOf(request, isWanted, onMarket), describe })
  try {
    for await (const events of reading) for (const event of events) pipeline.push(event)
  } finally {
    progress.stop()
  }
  const { origin, seen, span } = reading
  remarkOrigin(origin, host)
  return {
    chosen: chosenProducts(seen, asked),
    span,
    simulated: false,
    origin,
    files: await hashes.files(host.signal),
    describe,
    throwUnlessWhole: () => throwUnlessWhole(reading, seen, asked),
  }
}

function optionsOf(
  { decideEveryUs, keepDecisions = 1, range, ruleSet }: MarketRequest,
  isWanted: (product: string) => boolean,
  onMarket: (event: MarketEvent) => void,
): Pick<PipelineOptions, 'ruleSet' | 'decideEveryUs' | 'countFromUs' | 'keepDecisions' | 'onMarket'> {
  return {
    keepDecisions,
    onMarket: (event) => {
      if (isWanted(event.product)) onMarket(event)
    },
    ...(ruleSet === undefined ? {} : { ruleSet }),
    ...(decideEveryUs === undefined ? {} : { decideEveryUs }),
    ...(range.fromUs === undefined ? {} : { countFromUs: range.fromUs }),
  }
}
