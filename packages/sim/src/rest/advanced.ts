import type { Us } from '@of/core'
import type { VenueAnswer } from '../venue/client.ts'
import { rfc3339 } from '../wire/time.ts'
import { advancedBook, advancedTicker } from './advanced-book.ts'
import { advancedCandles } from './advanced-candles.ts'
import { advancedProduct } from './advanced-product.ts'
import { advancedError, json } from './answers.ts'
import type { Listing } from './listing.ts'
import { wholeNumber } from './query.ts'

/** Where Advanced Trade's paths begin. */
export const advancedRoot = '/api/v3/brokerage/'

/** What is asked of an interface: a path without its root, a query, and the time. */
export interface Question {
  readonly parts: readonly string[]
  readonly query: URLSearchParams
  readonly nowUs: Us
  readonly listed: ReadonlyMap<string, Listing>
}

/** Answers of Advanced Trade, those that need no key. @see https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/rest-api */
export function advanced(question: Question): VenueAnswer {
  const [first, ...others] = question.parts
  if (first === 'time' && others.length === 0) return time(question.nowUs)
  return first === 'market' ? market(question, others) : advancedError('UNAUTHORIZED', 'Unauthorized')
}

function market(question: Question, [first, id, view, ...others]: readonly string[]): VenueAnswer {
  if (first === 'product_book' && id === undefined) return book(question)
  if (first !== 'products' || others.length > 0) return notFound
  return id === undefined ? products(question) : product(question, id, view)
}

function book({ query, nowUs, listed }: Question): VenueAnswer {
  const id = query.get('product_id')
  if (id === null) return advancedError('INVALID_ARGUMENT', 'product_id argument is invalid')
  const listing = listed.get(id)
  return listing === undefined ? unknown(id) : advancedBook(listing, query, nowUs)
}

function product({ query, listed }: Question, id: string, view: string | undefined): VenueAnswer {
  const listing = listed.get(id)
  if (listing === undefined) return unknown(id)
  if (view === undefined) return json(JSON.stringify(advancedProduct(listing)))
  if (view === 'ticker') return advancedTicker(listing, query)
  return view === 'candles' ? advancedCandles(listing, query) : notFound
}

const notFound = advancedError('NOT_FOUND', 'Not Found')

function unknown(id: string): VenueAnswer {
  return advancedError('NOT_FOUND', `product ${id} not found`)
}

// With a space after each comma, unlike any other answer.
function time(nowUs: Us): VenueAnswer {
  const seconds = Math.floor(nowUs / 1e6)
  return json(`{"iso":"${rfc3339(seconds * 1e6)}", "epochSeconds":"${seconds}", "epochMillis":"${Math.floor(nowUs / 1000)}"}`)
}

function products({ query, listed }: Question): VenueAnswer {
  const limit = wholeNumber(query, 'limit') ?? Infinity
  const offset = wholeNumber(query, 'offset') ?? 0
  const type = query.get('product_type')
  const ids = query.getAll('product_ids')
  if (!(limit >= 0) || !(offset >= 0)) return advancedError('INVALID_ARGUMENT', 'limit and offset argument is invalid')
  const found = [...listed.values()].filter(({ id }) => (ids.length === 0 || ids.includes(id)) && (type === null || type === 'SPOT'))
  const page = found.slice(offset, offset + limit).map(advancedProduct)
  return json(JSON.stringify({ products: page, num_products: page.length }))
}
