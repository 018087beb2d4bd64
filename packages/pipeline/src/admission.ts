import type { Frame, SubscriptionsEvent } from '@of/coinbase'

/** The names of products that were met before. */
export interface KnownProducts {
  readonly size: number
  has(product: string): boolean
}

/** A frame without what it says of products that are not admitted. */
export interface AdmittedFrame {
  readonly frame: Frame
  /** The names of those, each once. */
  readonly refused: readonly string[]
}

/** Whether all that a frame names can be admitted: there is room for as many new products, or none is new. */
export function isAdmitted(frame: Frame, known: KnownProducts, most: number): boolean {
  return mentions(frame) <= most - known.size || namesNoneBut(frame, known)
}

/** Takes out of a frame what it says of new products beyond the most there may be: a stream that makes up names must not fill the memory. */
export function admit(frame: Frame, known: KnownProducts, most: number): AdmittedFrame {
  const room = most - known.size
  const added = new Set<string>()
  const refused = new Set<string>()
  const admits = (product: string): boolean => {
    if (known.has(product) || added.has(product)) return true
    const names = added.size < room ? added : refused
    names.add(product)
    return names === added
  }
  const admitted = filtered(frame, admits)
  return { frame: refused.size > 0 ? admitted : frame, refused: [...refused] }
}

function mentions(frame: Frame): number {
  let count = 0
  switch (frame.kind) {
    case 'level2':
      return frame.events.length
    case 'trades':
      for (const { trades } of frame.events) count += trades.length
      return count
    case 'ticker':
      for (const { tickers } of frame.events) count += tickers.length
      return count
    case 'subscriptions':
      for (const { products } of frame.events) count += Object.values(products).flat().length
      return count
    default:
      return 0
  }
}

/** Lists of subscriptions are few: of those nothing is said here. */
function namesNoneBut(frame: Frame, known: KnownProducts): boolean {
  switch (frame.kind) {
    case 'level2':
      for (const { product } of frame.events) if (!known.has(product)) return false
      return true
    case 'trades':
      for (const { trades } of frame.events) for (const { product } of trades) if (!known.has(product)) return false
      return true
    case 'ticker':
      for (const { tickers } of frame.events) for (const { product } of tickers) if (!known.has(product)) return false
      return true
    default:
      return false
  }
}

function filtered(frame: Frame, admits: (product: string) => boolean): Frame {
  const ofAdmitted = ({ product }: { readonly product: string }): boolean => admits(product)
  switch (frame.kind) {
    case 'level2':
      return { ...frame, events: frame.events.filter(ofAdmitted) }
    case 'trades':
      return { ...frame, events: frame.events.map(({ type, trades }) => ({ type, trades: trades.filter(ofAdmitted) })) }
    case 'ticker':
      return { ...frame, events: frame.events.map((event) => ({ ...event, tickers: event.tickers.filter(ofAdmitted) })) }
    case 'subscriptions':
      return { ...frame, events: frame.events.map((event) => ({ products: subscribed(event, admits) })) }
    default:
      return frame
  }
}

function subscribed({ products }: SubscriptionsEvent, admits: (product: string) => boolean): SubscriptionsEvent['products'] {
  const books = products['level2']?.filter(admits)
  const trades = products['market_trades']?.filter(admits)
  return { ...products, ...(books && { level2: books }), ...(trades && { market_trades: trades }) }
}
