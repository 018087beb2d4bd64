import { MINUTE_US, type MarketEvent, type OrderBook, type Us } from '@of/core'
import { sourceInputs, type SourceInputsState } from '@of/signals'
import type { Arm } from '../arms/arm.ts'
import { type MidWatch, midWatch, type MidWatchState } from '../outcome/mid-watch.ts'
import { Desk, type DeskState, emptyDesk } from './desk.ts'
import type { PaperRecord } from './record.ts'
import type { PaperRules } from './rules.ts'
import { StandingBook } from './standing-book.ts'

/** Who trades, how, and who is told. */
export interface PaperEngineOptions {
  readonly arms: readonly Arm[]
  readonly rules: PaperRules
  /** How long after each moment of decision mids are read. */
  readonly readAfterUs: readonly Us[]
  /** Told of everything that happens, in order. */
  readonly tell: (record: PaperRecord) => void
}

/** What is going on, without what sources remember: a page of JSON. */
export interface PaperAccounts {
  readonly nowUs: Us
  readonly exchangeUs: Us
  readonly nextMarkUs: Us
  readonly products: readonly {
    readonly product: string
    readonly lastMid: number | null
    readonly watch: MidWatchState
    readonly desks: readonly DeskState[]
  }[]
}

/** What sources remember of each product, and the bar that is being made for them. */
export interface PaperMemory {
  readonly products: readonly { readonly product: string; readonly inputs: SourceInputsState; readonly sources: readonly unknown[] }[]
}

/** What is kept of a product. */
interface Floor {
  readonly standing: StandingBook
  readonly watch: MidWatchState
  readonly inputs: SourceInputsState
  readonly desks: readonly Desk[]
  readonly sources: readonly unknown[]
}

/** Every arm is marked to market so often. */
const MARK_EVERY_US: Us = MINUTE_US

/**
 * Trades on paper, live and recorded alike: every arm on its own account, on the same events, in the order of receipt. It sees one event at a time, and
 * what it does until then depends on nothing else.
 *
 * The receiver's clock rules: what falls due between two events is done before the second, with the books as they stood.
 */
export class PaperEngine {
  readonly #options: PaperEngineOptions
  readonly #midWatch: MidWatch
  readonly #floors = new Map<string, Floor>()
  #nowUs: Us = 0
  #exchangeUs: Us = 0
  #nextMarkUs: Us = Infinity
  /** When something falls due next; NaN while that is not known. */
  #nextUs: Us = Number.NaN
  #looked: OrderBook | undefined

  /**
   * Begins anew, or goes on from accounts, which are its own from then on: without a memory of them, sources begin anew. Throws a RangeError for arms that cannot
   * be told apart, and for accounts of others.
   */
  constructor(options: PaperEngineOptions, accounts?: PaperAccounts, memory?: PaperMemory) {
    const names = new Set(options.arms.map(({ name }) => name))
    if (names.size < options.arms.length) throw new RangeError('arms: expected names used once, received one twice')
    this.#options = { ...options, tell: (record) => this.#tell(options, record) }
    this.#midWatch = midWatch(options.readAfterUs)
    if (accounts !== undefined) this.#resume(accounts, memory)
  }

  /** The greatest receive time so far; 0 before the first event. */
  get nowUs(): Us {
    return this.#nowUs
  }

  /** Takes in an event. */
  on(event: MarketEvent): void {
    const receivedUs = Math.max(event.receivedUs, this.#nowUs)
    if (this.#nextMarkUs === Infinity) this.#nextMarkUs = (Math.floor(receivedUs / MARK_EVERY_US) + 1) * MARK_EVERY_US
    this.#nowUs = receivedUs
    if (Number.isNaN(this.#nextUs)) this.#nextUs = this.#findNext()
    while (this.#nextUs < receivedUs) this.#run(this.#nextUs)
    this.#exchangeUs = Math.max(this.#exchangeUs, event.kind === 'trade' ? event.trade.timeUs : event.timeUs)
    const floor = this.#floorOf(event.product)
    const input = sourceInputs.step(floor.inputs, event)
    switch (event.kind) {
      case 'book':
        this.#onBook(floor, event, receivedUs)
        break
      case 'book-lost':
        floor.standing.lose()
        break
      case 'trade':
        for (const desk of floor.desks) desk.onPrint({ ...event, receivedUs })
        break
      case 'due':
        if (input !== undefined) this.#decide(floor, input, receivedUs)
    }
  }

  /** What the arms are worth as of now, in their order. */
  marks(): Extract<PaperRecord, { readonly kind: 'marked' }>[] {
    return this.#marksAt(this.#nowUs)
  }

  /** What is going on, as it is: to be copied or written at once, for it moves on. */
  accounts(): PaperAccounts {
    const products = [...this.#floors].map(([product, { desks, standing, watch }]) => ({
      product,
      lastMid: standing.lastMid ?? null,
      watch,
      desks: desks.map(({ state }) => state),
    }))
    return { nowUs: this.#nowUs, exchangeUs: this.#exchangeUs, nextMarkUs: this.#nextMarkUs, products }
  }

  /** What sources remember, as it is: to be copied or written at once. */
  memory(): PaperMemory {
    return { products: [...this.#floors].map(([product, { inputs, sources }]) => ({ product, inputs, sources })) }
  }

  #tell({ tell }: PaperEngineOptions, record: PaperRecord): void {
    this.#nextUs = Number.NaN
    tell(record)
  }

  #onBook({ desks, standing }: Floor, { book, timeUs }: Extract<MarketEvent, { readonly kind: 'book' }>, receivedUs: Us): void {
    let reach = 0
    for (const desk of desks) reach = Math.max(reach, desk.reach)
    standing.take(book, timeUs, reach)
    this.#looked = book
    for (const desk of desks) desk.onBook(this.#sizeAt, receivedUs)
    this.#looked = undefined
  }

  readonly #sizeAt = {
    bids: (price: number): number => this.#looked?.bids.sizeAt(price) ?? 0,
    asks: (price: number): number => this.#looked?.asks.sizeAt(price) ?? 0,
  }

  #decide({ desks, sources, watch }: Floor, input: NonNullable<ReturnType<typeof sourceInputs.step>>, receivedUs: Us): void {
    const { arms, tell } = this.#options
    const { product, timeUs } = input
    tell({ kind: 'watched', product, timeUs, receivedUs })
    this.#midWatch.watch(watch, { timeUs, receivedUs })
    for (const [at, { name, source }] of arms.entries()) {
      const reading = source.decide(sources[at], input)
      const { abstained, direction, net } = reading
      tell({ kind: 'emitted', arm: name, product, timeUs, direction, abstained, net })
      desks[at]!.decide(reading, receivedUs)
    }
  }

  /** Does what falls due at a time: orders first, then mids are read, then arms are marked. */
  #run(atUs: Us): void {
    for (const { desks } of this.#floors.values()) for (const desk of desks) desk.runTo(atUs)
    const { tell } = this.#options
    for (const [product, { standing, watch }] of this.#floors) {
      for (const { afterUs, moment } of this.#midWatch.take(watch, atUs)) {
        tell({ kind: 'read', product, timeUs: moment.timeUs, afterUs, mid: standing.mid ?? null })
      }
    }
    if (this.#nextMarkUs <= atUs) {
      for (const mark of this.#marksAt(this.#nextMarkUs)) tell(mark)
      this.#nextMarkUs += MARK_EVERY_US
    }
    this.#nextUs = this.#findNext()
  }

  #findNext(): Us {
    let next = this.#nextMarkUs
    for (const { desks, watch } of this.#floors.values()) {
      next = Math.min(next, this.#midWatch.nextUs(watch))
      for (const desk of desks) next = Math.min(next, desk.nextUs)
    }
    return next
  }

  #marksAt(atUs: Us): Extract<PaperRecord, { readonly kind: 'marked' }>[] {
    const floors = [...this.#floors.values()]
    return this.#options.arms.map(({ name }, at) => {
      let equity = 0
      let invested = 0
      let isStale = false
      for (const { desks, standing } of floors) {
        const desk = desks[at]!
        equity += desk.equity ?? desk.state.cash
        if (desk.state.position === null) continue
        invested += desk.invested
        isStale ||= standing.mid === undefined
      }
      return { kind: 'marked', arm: name, atUs, equity, invested, isStale }
    })
  }

  #floorOf(product: string): Floor {
    const known = this.#floors.get(product)
    if (known !== undefined) return known
    const { arms } = this.#options
    const floor = this.#floor(product, {
      watch: this.#midWatch.init(),
      desks: arms.map(emptyDesk),
      inputs: sourceInputs.init(),
      sources: arms.map(({ source }) => source.init()),
    })
    this.#floors.set(product, floor)
    return floor
  }

  #floor(
    product: string,
    { desks, ...kept }: Pick<Floor, 'watch' | 'inputs' | 'sources'> & { readonly desks: readonly DeskState[] },
  ): Floor {
    const standing = new StandingBook()
    const { arms, rules, tell } = this.#options
    const exchangeUs = (): Us => this.#exchangeUs
    const deskOf = (arm: Arm, at: number): Desk => {
      const investedInAll = (): number => this.#investedBy(at)
      return new Desk({ arm: arm.name, product, rules, standing, exchangeUs, investedInAll, tell }, desks[at]!)
    }
    return { standing, ...kept, desks: arms.map(deskOf) }
  }

  #investedBy(arm: number): number {
    let invested = 0
    for (const { desks } of this.#floors.values()) invested += desks[arm]!.invested
    return invested
  }

  #resume({ exchangeUs, nextMarkUs, nowUs, products }: PaperAccounts, memory: PaperMemory | undefined): void {
    const { arms } = this.#options
    this.#nowUs = nowUs
    this.#exchangeUs = exchangeUs
    this.#nextMarkUs = nextMarkUs
    for (const { desks, lastMid, product, watch } of products) {
      if (desks.length !== arms.length)
        throw new RangeError(`arms: expected the ${desks.length} of the checkpoint, received ${arms.length}`)
      const known = memory?.products.find((other) => other.product === product)
      const inputs = known?.inputs ?? sourceInputs.init()
      const floor = this.#floor(product, { watch, desks, inputs, sources: known?.sources ?? arms.map(({ source }) => source.init()) })
      floor.standing.resume(lastMid)
      this.#floors.set(product, floor)
    }
  }
}
