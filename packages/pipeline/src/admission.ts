import type { Frame, SubscriptionsEvent } from '@of/coinbase'

/** A frame without what it says of products that are not followed. */
export interface AdmittedFrame {
  readonly frame: Frame
  /** The names of those, each once. */
  readonly refused: readonly string[]
}

/** Takes out of a frame what it says of new products beyond the most that are followed: a stream that makes up names must not fill the memory. */
export function admit(frame: Frame, known: ReadonlyMap<string, unknown>, most: number): AdmittedFrame {
  const room = most - known.size
  if (mentions(frame) <= room) return { frame, refused: [] }
  const added = new Set<string>()
  const refused = new Set<string>()
  const isAdmitted = (product: string): boolean => {
    if (known.has(product) || added.has(product)) return true
    const names = added.size < room ? added : refused
    names.add(product)
    return names === added
  }
  const admitted = filtered(frame, isAdmitted)
  return { frame: refused.size > 0 ? admitted : frame, refused: [...refused] }
}

function mentions(frame: Frame): number {
  switch (frame.kind) {
    case 'level2':
      return frame.events.length
    case 'trades':
      return frame.events.reduce((sum, { trades }) => sum + trades.length, 0)
    case 'ticker':
      return frame.events.reduce((sum, { tickers }) => sum + tickers.length, 0)
    case 'subscriptions':
      return frame.events.reduce((sum, { products }) => sum + Object.values(products).flat().length, 0)
    default:
      return 0
  }
}

function filtered(frame: Frame, isAdmitted: (product: string) => boolean): Frame {
  const ofAdmitted = ({ product }: { readonly product: string }): boolean => isAdmitted(product)
  switch (frame.kind) {
    case 'level2':
      return { ...frame, events: frame.events.filter(ofAdmitted) }
    case 'trades':
      return { ...frame, events: frame.events.map(({ type, trades }) => ({ type, trades: trades.filter(ofAdmitted) })) }
    case 'ticker':
      return { ...frame, events: frame.events.map((event) => ({ ...event, tickers: event.tickers.filter(ofAdmitted) })) }
    case 'subscriptions':
      return { ...frame, events: frame.events.map((event) => ({ products: subscribed(event, isAdmitted) })) }
    default:
      return frame
  }
}

function subscribed({ products }: SubscriptionsEvent, isAdmitted: (product: string) => boolean): SubscriptionsEvent['products'] {
  const books = products['level2']?.filter(isAdmitted)
  const trades = products['market_trades']?.filter(isAdmitted)
  return { ...products, ...(books && { level2: books }), ...(trades && { market_trades: trades }) }
}
