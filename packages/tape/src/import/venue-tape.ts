import type { Product, VenueEvent } from '@of/core'
import type { FileHashes } from '../bytes/file-hashes.ts'
import { nameOf, sizeOf, type TapeInput } from '../bytes/feed.ts'
import { TapeError } from '../errors.ts'
import { Meter, type TapeProgress } from '../meter.ts'
import { BinanceDecoder } from './binance/binance.ts'
import { CsvLines } from './csv/csv-lines.ts'
import { LobsterDecoder } from './lobster/lobster.ts'
import { lobsterNameOf } from './lobster/name.ts'
import { orderbookBeside, readLobster } from './lobster/read-lobster.ts'
import { mergedByReceipt } from './merge.ts'
import { PlainCandles } from './plain/candles.ts'
import { productOfName } from './plain/product-name.ts'
import { PlainTrades } from './plain/trades.ts'
import type { RecognisedInput } from './recognise-format.ts'
import { tardisKindOf } from './tardis/columns.ts'
import { tardisDecoder } from './tardis/tardis.ts'
import { type EventDecoder, readLines } from './text/read-lines.ts'
import { TextLines } from './text/text-lines.ts'
import { TradeNumbers } from './trade-numbers.ts'
import { VenueFacts } from './venue-facts.ts'
import type { VenueFormat } from './venue-format.ts'

/** How other people's recordings are read. */
export interface VenueTapeOptions {
  /** Ends the reading; the iteration then throws the signal's reason. */
  readonly signal?: AbortSignal
  /** Called as bytes are read, and at the end. */
  readonly onProgress?: (progress: TapeProgress) => void
  /** What a file is of whose rows do not say; what its name says unless given. */
  readonly product?: string
  /** Takes in what is read, so that a result can say of what it is. */
  readonly hashes?: FileHashes
}

/** What is known of recordings once they have been read, and as far as they have been. */
export interface VenueOrigin {
  readonly formats: readonly VenueFormat[]
  /** In lower case; `unknown` where nothing tells. */
  readonly venues: readonly string[]
  /** How books are told, such as `every-event` or `l2-batch-100ms`; none where there is no book. */
  readonly samplings: readonly string[]
  /** Whether all trades carry numbers of the venue, by which one that is missing is noticed; the others are counted from one on. */
  readonly numberedTrades: boolean
  /** Trades whose side nothing told: inferred by the tick rule. */
  readonly inferredSides: number
  /** Trades left out because nothing told their side, nor was there one before to infer it from. */
  readonly sidelessTrades: number
  /** Auctions, which have no aggressor: left out. */
  readonly auctionTrades: number
  /** Lines passed over because they say nothing this reader knows. */
  readonly skippedLines: number
}

/**
 * The events of other people's recordings, in batches, all in the order of their receipt. Memory grows with the number of inputs, not with their length.
 *
 * What stands before a damage is delivered; then the iteration throws a `TapeError`.
 */
export interface VenueTape extends AsyncIterable<readonly VenueEvent[]> {
  /** Those that were met so far, in the order in which they were. */
  readonly products: ReadonlyMap<string, Product>
  readonly origin: VenueOrigin
}

/** What one input is read through, and what there is to read. */
interface Source {
  readonly inputs: readonly TapeInput[]
  readonly read: (linesOf: (input: TapeInput) => TextLines) => AsyncGenerator<readonly VenueEvent[], void, undefined>
}

/** Opens recordings of any of these formats as one. Throws a `TapeError` when read if one of them is of no known format, or in frames. */
export function openVenueTape(recognised: readonly RecognisedInput[], options: VenueTapeOptions = {}): VenueTape {
  return new VenueRecordings(recognised, options)
}

class VenueRecordings implements VenueTape {
  readonly #recognised: readonly RecognisedInput[]
  readonly #options: VenueTapeOptions
  #facts = new VenueFacts()
  #numbers = new TradeNumbers()

  constructor(recognised: readonly RecognisedInput[], options: VenueTapeOptions) {
    this.#recognised = recognised
    this.#options = options
  }

  get products(): ReadonlyMap<string, Product> {
    return this.#facts.products
  }

  get origin(): VenueOrigin {
    const { auctionTrades, inferredSides, samplings, sidelessTrades, skippedLines, venues } = this.#facts
    const { isUnneeded: numberedTrades } = this.#numbers
    const formats = [...new Set(this.#recognised.flatMap(({ format }) => (format === undefined || format === 'frames' ? [] : format)))]
    return { formats, venues, samplings, numberedTrades, inferredSides, sidelessTrades, auctionTrades, skippedLines }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly VenueEvent[], void, undefined> {
    const { hashes, onProgress } = this.#options
    const left = new AbortController()
    const signal = this.#options.signal === undefined ? left.signal : AbortSignal.any([this.#options.signal, left.signal])
    signal.throwIfAborted()
    this.#facts = new VenueFacts()
    this.#numbers = new TradeNumbers()
    const sources = await Promise.all(this.#recognised.map((input) => this.#sourceOf(input)))
    const sizes = await Promise.all(sources.flatMap(({ inputs }) => inputs).map(sizeOf))
    const meter = new Meter(sizes, onProgress)
    const texts: TextLines[] = []
    const linesOf = (input: TapeInput): TextLines => {
      const lines = new TextLines(input, { hashes, meter, signal })
      texts.push(lines)
      return lines
    }
    const readings = sources.map(({ read }) => read(linesOf))
    const linesRead = (): number => texts.reduce((sum, { count }) => sum + count, 0)
    try {
      for await (const events of mergedByReceipt(readings)) {
        meter.report(meter.takenBytes, linesRead())
        signal.throwIfAborted()
        yield this.#numbers.numbered(events)
      }
      meter.finish(meter.takenBytes, linesRead())
    } finally {
      left.abort()
    }
  }

  async #sourceOf({ format, input }: RecognisedInput): Promise<Source> {
    const facts = this.#facts
    switch (format) {
      case 'lobster': {
        const name = lobsterNameOf(nameOf(input))
        if (name === undefined || !('path' in input)) throw unknown(input, 'expected the name of a LOBSTER message file')
        const orderbook = await orderbookBeside(input.path)
        const decoder = new LobsterDecoder(name, facts)
        return { inputs: [input, orderbook], read: (linesOf) => readLobster(linesOf(input), linesOf(orderbook), decoder) }
      }
      case 'binance':
        return { inputs: [input], read: (linesOf) => readLines(linesOf(input), new BinanceDecoder(facts)) }
      case 'tardis':
      case 'trades-csv':
      case 'candles-csv':
        return { inputs: [input], read: (linesOf) => readLines(linesOf(input), this.#csvOf(format, input)) }
      case 'frames':
        throw unknown(input, 'expected a recording of events, received one of frames')
      case undefined:
        throw unknown(input, 'the first line is of no format that is known')
    }
  }

  #csvOf(format: 'tardis' | 'trades-csv' | 'candles-csv', input: TapeInput): EventDecoder {
    const facts = this.#facts
    const product = this.#options.product ?? productOfName(nameOf(input))
    return new CsvLines((names) => {
      const kind = tardisKindOf(names)
      if (format === 'tardis' && kind !== undefined) return tardisDecoder(kind, names, facts)
      return format === 'candles-csv' ? new PlainCandles(names, product, facts) : new PlainTrades(names, product, facts)
    })
  }
}

function unknown(input: TapeInput, detail: string): TapeError {
  return new TapeError({ kind: 'unknown-format', name: nameOf(input), detail })
}
