import type { Candle, Trade, Us } from '@of/core'
import pRetry from 'p-retry'
import { type ProductInfo, readProducts } from '../products/products.ts'
import type { IdRange } from '../sync/id-ranges.ts'
import { bookPath, type PriceBook, readBook } from './book.ts'
import { candlePages, candlesPath, type CandleSpan } from './candle-pages.ts'
import { readCandles } from './candles.ts'
import { MOST_PRODUCT_IDS, productPath, productsPath } from './product-paths.ts'
import type { Answer } from './read-body.ts'
import { isPassing, RestError } from './rest-error.ts'
import { readServerTime, TIME_PATH } from './server-time.ts'
import { type LatestTrades, readTicker, tickerPath } from './ticker.ts'
import { type FoundTrades, tradesBetween } from './trades-between.ts'
import { readTrades, type TradesPage, tradesPath } from './trades.ts'
import { type RestAnswer, Transport, type TransportOptions } from './transport.ts'

/** How a client asks. */
export interface RestClientOptions extends TransportOptions {
  /** Ends every request of the client with its reason. */
  readonly signal?: AbortSignal
  /** How often a request that failed in passing is sent again; 4 times unless given. */
  readonly retries?: number
}

/** Of one request. */
export interface RequestOptions {
  readonly signal?: AbortSignal
}

/** A page of trades, and the cursors of its neighbours. */
export interface TradesAnswer {
  /** By ascending id. */
  readonly trades: readonly Trade[]
  /** What to ask `after` for older ones; `undefined` when the venue has none. */
  readonly olderAfter: number | undefined
  /** What to ask `before` for newer ones. */
  readonly newerBefore: number | undefined
}

/**
 * Coinbase's public REST. Everything throws `RestError` for what the venue or the network refused, and the reason of a signal that was
 * aborted. Requests are GETs alone, and are sent again after failures that pass.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/introduction
 */
export interface RestClient extends AsyncDisposable {
  /** Any path, as it is answered. */
  get(path: string, options?: RequestOptions): Promise<RestAnswer>
  /** The products of some ids, or all; an id that the venue does not know is left out. */
  products(ids?: readonly string[], options?: RequestOptions): Promise<readonly ProductInfo[]>
  product(id: string, options?: RequestOptions): Promise<ProductInfo>
  book(product: string, options?: RequestOptions & { readonly limit?: number }): Promise<PriceBook>
  /** The candles of a span, oldest first, in as many requests as it takes. Candles without trades are left out, as the venue does. */
  candles(product: string, span: CandleSpan, options?: RequestOptions): Promise<readonly Candle[]>
  trades(product: string, options?: RequestOptions & TradesPage): Promise<TradesAnswer>
  /** The trades of a range of ids, both ends included, and what is missing of them. */
  tradesBetween(product: string, range: Readonly<IdRange>, options?: RequestOptions): Promise<FoundTrades>
  ticker(product: string, options?: RequestOptions & { readonly limit?: number }): Promise<LatestTrades>
  /** The venue's clock, to the millisecond. */
  time(options?: RequestOptions): Promise<Us>
  /** Fails what is under way and frees the sockets. */
  close(): Promise<void>
}

const RETRIES = 4
const FIRST_RETRY_MS = 250
const LONGEST_RETRY_MS = 8000

/** A client of Coinbase's public REST, or of whatever speaks like it. Throws a `RangeError` for a host that is no address. */
export function createRestClient(options: RestClientOptions = {}): RestClient {
  const transport = new Transport(options)

  const get = async (path: string, { signal }: RequestOptions = {}): Promise<RestAnswer> => {
    const { signal: linked, unlink } = link([options.signal, signal])
    try {
      return await pRetry(() => transport.get(path, linked), {
        retries: options.retries ?? RETRIES,
        minTimeout: FIRST_RETRY_MS,
        maxTimeout: LONGEST_RETRY_MS,
        randomize: true,
        signal: linked,
        shouldRetry: ({ error }) => error instanceof RestError && isPassing(error.fault),
      })
    } catch (error) {
      linked.throwIfAborted()
      throw error
    } finally {
      unlink()
    }
  }
  const ask = async <Value>(path: string, read: (body: string) => Answer<Value>, of: RequestOptions | undefined): Promise<Value> =>
    understood(path, read((await get(path, of)).body))
  const pageOf = async (product: string, page: TradesPage, of: RequestOptions | undefined): Promise<TradesAnswer> => {
    const path = tradesPath(product, page)
    const { body, headers } = await get(path, of)
    const cursor = (name: string): number | undefined => (headers[name] === undefined ? undefined : Number(headers[name]))
    return { trades: understood(path, readTrades(body)), olderAfter: cursor('cb-after'), newerBefore: cursor('cb-before') }
  }

  return {
    get,
    products: async (ids, of) => {
      const pages = await Promise.all(chunks(ids).map((some) => ask(productsPath(some), readProducts, of)))
      return pages.flat()
    },
    product: async (id, of) => {
      const path = productPath(id)
      const [product] = await ask(path, readProducts, of)
      if (product === undefined) throw new RestError({ kind: 'unreadable-answer', detail: 'expected a product, received none' }, path)
      return product
    },
    book: (product, of) => ask(bookPath(product, of?.limit), readBook, of),
    candles: async (product, span, of) => {
      const found = new Map<Us, Candle>()
      for (const page of candlePages(span)) {
        for (const candle of await ask(candlesPath(product, page), readCandles, of)) found.set(candle.startUs, candle)
      }
      return [...found.values()]
        .filter(({ startUs }) => startUs >= span.fromUs && startUs < span.toUs)
        .sort((a, b) => a.startUs - b.startUs)
    },
    trades: (product, of) => pageOf(product, of ?? {}, of),
    tradesBetween: (product, range, of) => tradesBetween(async (page) => (await pageOf(product, page, of)).trades, range),
    ticker: (product, of) => ask(tickerPath(product, of?.limit ?? 1), readTicker, of),
    time: (of) => ask(TIME_PATH, readServerTime, of),
    close: () => transport.close(),
    [Symbol.asyncDispose]: () => transport.close(),
  }
}

function understood<Value>(path: string, answer: Answer<Value>): Value {
  if (answer.ok) return answer.value
  throw new RestError({ kind: 'unreadable-answer', detail: answer.fault.issues.join('; ') }, path)
}

function chunks(ids: readonly string[] | undefined): readonly (readonly string[])[] {
  if (ids === undefined) return [[]]
  return Array.from({ length: Math.ceil(ids.length / MOST_PRODUCT_IDS) }, (_, page) =>
    ids.slice(page * MOST_PRODUCT_IDS, (page + 1) * MOST_PRODUCT_IDS),
  )
}

/** A signal that is aborted with the first of some, and a way to be rid of it: signals that live long would otherwise collect listeners. */
function link(signals: readonly (AbortSignal | undefined)[]): { readonly signal: AbortSignal; readonly unlink: () => void } {
  const first = new AbortController()
  const undo: (() => void)[] = []
  for (const signal of signals) {
    if (signal === undefined) continue
    const abort = (): void => first.abort(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort)
    undo.push(() => signal.removeEventListener('abort', abort))
  }
  return { signal: first.signal, unlink: () => undo.forEach((run) => run()) }
}
