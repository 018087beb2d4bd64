import { type FeatureSnapshot, levelChanges, type LevelChange, type MarketEvent, OrderBook, SECOND_US, type Us } from '@of/core'
import { below, type Random, sfc32 } from '@of/stats'

/** One second of a made-up market, as it is told: the levels that change, what is printed, whether the book is lost, whether a moment of decision passes. */
export interface MadeUpSecond {
  readonly changes?: readonly LevelChange[]
  readonly prints?: readonly {
    readonly price: number
    readonly size?: number
    readonly aggressor: 'buy' | 'sell'
    readonly agoUs?: Us
    readonly isHidden?: boolean
  }[]
  readonly isLost?: boolean
  readonly isSnapshot?: boolean
  readonly isDue?: boolean
}

/** When made-up markets begin: at the start of a minute. */
export const startUs: Us = 1_767_607_200_000_000

const healthy = { book: { state: 'healthy' }, trades: { state: 'healthy' } } as const

/** How long after it happened everything of a made-up market is received. */
export const lagUs: Us = 30_000

/** A market by hand, a second after another: within each the moment of decision comes first, then prints, then the book. */
export class MadeUpMarket {
  readonly book: OrderBook = new OrderBook()
  readonly product: string
  #second = 0
  #tradeId = 0

  constructor(product = 'MADE-USD') {
    this.product = product
  }

  /** Tells a second to somebody. */
  tell({ changes, isDue, isLost, isSnapshot, prints = [] }: MadeUpSecond, onMarket: (event: MarketEvent) => void): void {
    const timeUs = startUs + this.#second * SECOND_US
    const common = { product: this.product, receivedUs: timeUs + lagUs }
    this.#second += 1
    if (isDue === true) onMarket({ kind: 'due', ...common, timeUs, features: {} as FeatureSnapshot, sources: healthy })
    for (const { aggressor, agoUs = 0, isHidden = false, price, size = 1 } of prints) {
      const trade = { id: this.#tradeId++, timeUs: timeUs - agoUs, price, size, aggressor }
      onMarket({ kind: 'trade', ...common, trade, isHidden })
    }
    if (isLost === true) onMarket({ kind: 'book-lost', ...common, timeUs, reason: 'made up' })
    if (changes === undefined) return
    if (isSnapshot === true) this.book.replace(levelChanges(changes))
    else this.book.apply(levelChanges(changes))
    onMarket({ kind: 'book', ...common, timeUs, book: this.book, isSnapshot: isSnapshot === true })
  }
}

/** A market by dice: a mid that walks on a grid of a tenth, three levels a side, prints at the touch, and a book that is lost now and then. */
export function diceMarket({
  dueEvery = 10,
  seconds,
  seed,
}: {
  readonly seed: number
  readonly seconds: number
  readonly dueEvery?: number
}): MadeUpSecond[] {
  const random = sfc32(seed, 'market')
  const market: MadeUpSecond[] = []
  let tick = 1_000
  let isLost = true
  let before: LevelChange[] = []
  for (let second = 0; second < seconds; second++) {
    const moment = { isDue: second % dueEvery === 0 && second > 0, prints: printsAt(tick, random) }
    if (!isLost && below(random, 60) === 0) {
      isLost = true
      market.push({ ...moment, isLost })
      continue
    }
    if (isLost && second > 0 && below(random, 3) > 0) {
      market.push(moment)
      continue
    }
    tick += below(random, 5) - 2
    const levels = levelsAt(tick, random)
    const gone = isLost ? [] : before.filter(({ price, side }) => !levels.some((level) => level.price === price && level.side === side))
    market.push({ ...moment, changes: [...gone.map((level) => ({ ...level, size: 0 })), ...levels], isSnapshot: isLost })
    before = levels
    isLost = false
  }
  return market
}

function levelsAt(tick: number, random: Random): LevelChange[] {
  const size = (): number => 1 + below(random, 8)
  return [1, 2, 3].flatMap((step): LevelChange[] => [
    { side: 'bid', price: (tick - step) / 10, size: size() },
    { side: 'ask', price: (tick + step) / 10, size: size() },
  ])
}

function printsAt(tick: number, random: Random): NonNullable<MadeUpSecond['prints']> {
  return Array.from({ length: below(random, 3) }, () => {
    const aggressor = below(random, 2) === 0 ? 'buy' : 'sell'
    const price = (tick + (aggressor === 'buy' ? 1 : -1) * (1 + below(random, 2))) / 10
    return { price, aggressor, agoUs: below(random, 200_000), isHidden: below(random, 10) === 0 }
  })
}

/** Every event of markets, interleaved second by second. The book of an event is that of its moment only while it is told. */
export function tellAll(markets: readonly (readonly MadeUpSecond[])[], onMarket: (event: MarketEvent) => void): void {
  const told = markets.map((_, at) => new MadeUpMarket(`MADE${at}-USD`))
  const most = Math.max(0, ...markets.map(({ length }) => length))
  for (let second = 0; second < most; second++) {
    for (const [at, market] of told.entries()) market.tell(markets[at]![second] ?? {}, onMarket)
  }
}
