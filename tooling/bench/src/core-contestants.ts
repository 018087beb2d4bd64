import { readFrame } from '@of/coinbase'
import { cvd, fold, type Indicator, type LevelChange, ofi, OrderBook, type Quote, rollingVwap, type Trade } from '@of/core'
import type { Input } from './input.ts'
import type { Contestant } from './race.ts'

const DAY_US = 86_400_000_000

/** What the parts of core cost by themselves, on the events of the input. */
export function coreContestants({ frames }: Input): Contestant[] {
  const updates: LevelChange[] = []
  const trades: Trade[] = []
  const quotes: Quote[] = []
  const snapshots: LevelChange[] = []
  const book = new OrderBook()
  let product: string | undefined
  for (const bytes of frames) {
    const frame = readFrame(bytes.toString())
    if (frame.kind === 'trades')
      for (const event of frame.events) if (event.type === 'update') trades.push(...event.trades.toSorted((a, b) => a.id - b.id))
    if (frame.kind !== 'level2') continue
    for (const event of frame.events) {
      product ??= event.product
      if (event.product !== product) continue
      ;(event.type === 'snapshot' ? snapshots : updates).push(...event.changes)
      book.apply(event.changes)
      const quote = book.quote(event.timeUs ?? 0)
      if (quote) quotes.push(quote)
    }
  }
  // The same events over again, until a run lasts long enough to be timed.
  const laps = Math.max(1, Math.ceil(200_000 / updates.length))
  const opened = new OrderBook()
  opened.replace(snapshots)
  const { depth } = opened.bids
  return [
    {
      name: `book updates, ${depth + opened.asks.depth} levels`,
      work: (laps * updates.length) / 1e6,
      unit: 'M/s',
      run: () => {
        for (let lap = 0; lap < laps; lap++) opened.apply(updates)
        return opened.bids.bestPrice ?? 0
      },
    },
    indicatorContestant('ofi', ofi, quotes),
    indicatorContestant('cvd', cvd(), trades),
    indicatorContestant('rolling VWAP, 24 h', rollingVwap({ widthUs: DAY_US }), trades),
  ]
}

function indicatorContestant<In, State, Out>(name: string, indicator: Indicator<In, State, Out>, inputs: readonly In[]): Contestant {
  const laps = Math.max(1, Math.ceil(200_000 / inputs.length))
  return {
    name: `${name}, events`,
    work: (laps * inputs.length) / 1e6,
    unit: 'M/s',
    run: () => {
      let known = 0
      for (let lap = 0; lap < laps; lap++) if (fold(indicator, inputs) !== undefined) known += 1
      return known
    },
  }
}
