/** A price or a size as an exact integer of 1e-12 units. */
function exact(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(12, '0'))
}

interface Best {
  readonly bid: number
  readonly bidSize: bigint
  readonly ask: number
  readonly askSize: bigint
}

/** One product, computed the slow, plain way: a map a side, searched whenever its best is asked for; sums in exact integers. */
class PlainProduct {
  readonly bids = new Map<number, bigint>()
  readonly asks = new Map<number, bigint>()
  readonly ids = new Set<number>()
  last: Best | undefined
  messages = 0
  entries = 0
  ofi = 0n
  events = 0
  trades = 0
  buy = 0n
  sell = 0n
  notional = 0n
  seeded = false

  best(): Best | undefined {
    if (this.bids.size === 0 || this.asks.size === 0) return undefined
    let bid = -Infinity
    for (const price of this.bids.keys()) if (price > bid) bid = price
    let ask = Infinity
    for (const price of this.asks.keys()) if (price < ask) ask = price
    return { bid, bidSize: this.bids.get(bid)!, ask, askSize: this.asks.get(ask)! }
  }

  observe(): void {
    const now = this.best()
    const before = this.last
    if (now && before) {
      if (now.bid >= before.bid) this.ofi += now.bidSize
      if (now.bid <= before.bid) this.ofi -= before.bidSize
      if (now.ask <= before.ask) this.ofi -= now.askSize
      if (now.ask >= before.ask) this.ofi += before.askSize
      const same = now.bid === before.bid && now.ask === before.ask && now.bidSize === before.bidSize && now.askSize === before.askSize
      if (!same) this.events += 1
    }
    this.last = now
  }
}

interface WireEvent {
  readonly type: string
  readonly product_id: string
  readonly updates?: readonly { readonly side: string; readonly price_level: string; readonly new_quantity: string }[]
  readonly trades?: readonly {
    readonly product_id: string
    readonly trade_id: string
    readonly price: string
    readonly size: string
    readonly side: string
  }[]
}

/**
 * An independent, exact analysis of a recording in which nothing is lost: it shares no code with the packages, trusts every
 * frame, and computes in integers. For tests only: some hundred times slower.
 */
export class PlainAnalysis {
  readonly #products = new Map<string, PlainProduct>()

  push(text: string): void {
    // The recordings this is used on are known; what they hold beyond this shape is not read.
    const frame = JSON.parse(text) as { readonly channel: string; readonly events: readonly WireEvent[] }
    for (const event of frame.events) {
      if (frame.channel === 'l2_data') this.#onBook(event)
      else if (frame.channel === 'market_trades') this.#onTrades(event)
    }
  }

  /** Whether the product has a book with both sides. */
  holds(product: string): boolean {
    return this.#product(product).best() !== undefined
  }

  /** The figures that a report of the product must show. */
  of(product: string): {
    readonly book: Readonly<Record<string, number | string>>
    readonly counts: Readonly<Record<string, number>>
    readonly sums: Readonly<Record<'ofi' | 'buyVolume' | 'sellVolume' | 'cvd' | 'vwap', number>>
  } {
    const it = this.#product(product)
    const { bid, bidSize, ask, askSize } = it.best()!
    return {
      book: {
        state: 'synced',
        bidLevels: it.bids.size,
        askLevels: it.asks.size,
        bestBid: bid,
        bestBidSize: toNumber(bidSize),
        bestAsk: ask,
        bestAskSize: toNumber(askSize),
      },
      counts: { bookMessages: it.messages, levelUpdates: it.entries, ofiEvents: it.events, trades: it.trades },
      sums: {
        ofi: toNumber(it.ofi),
        buyVolume: toNumber(it.buy),
        sellVolume: toNumber(it.sell),
        cvd: toNumber(it.buy - it.sell),
        vwap: it.trades > 0 ? toNumber(it.notional / (it.buy + it.sell)) : NaN,
      },
    }
  }

  #onBook(event: WireEvent): void {
    const it = this.#product(event.product_id)
    it.messages += 1
    it.entries += event.updates!.length
    if (event.type === 'snapshot') {
      it.bids.clear()
      it.asks.clear()
      it.last = undefined
    }
    for (const { side, price_level, new_quantity } of event.updates!) {
      const levels = side === 'bid' ? it.bids : it.asks
      const size = exact(new_quantity)
      if (size === 0n) levels.delete(Number(price_level))
      else levels.set(Number(price_level), size)
    }
    it.observe()
  }

  #onTrades(event: WireEvent): void {
    for (const { product_id, trade_id, price, size, side } of event.trades!) {
      const it = this.#product(product_id)
      const history = event.type === 'snapshot' && !it.seeded
      if (it.ids.has(Number(trade_id))) continue
      it.ids.add(Number(trade_id))
      if (history) continue
      it.trades += 1
      if (side === 'SELL') it.buy += exact(size)
      else it.sell += exact(size)
      it.notional += exact(price) * exact(size)
    }
    if (event.type === 'snapshot') for (const { product_id } of event.trades!.slice(0, 1)) this.#product(product_id).seeded = true
  }

  #product(id: string): PlainProduct {
    let product = this.#products.get(id)
    if (product === undefined) this.#products.set(id, (product = new PlainProduct()))
    return product
  }
}

function toNumber(units: bigint): number {
  const digits = units < 0n ? (-units).toString() : units.toString()
  const padded = digits.padStart(13, '0')
  return Number(`${units < 0n ? '-' : ''}${padded.slice(0, -12)}.${padded.slice(-12)}`)
}
