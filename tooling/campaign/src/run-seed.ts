import { FeedDriver, type FeedEvent } from '@of/coinbase'
import { MINUTE_US, SECOND_US, type Us } from '@of/core'
import { type FaultKind, FaultInjector, faultTable, type InjectedFault, type ProductSpec, Random, randomFaults, Venue } from '@of/sim'
import { type Breakage, paddedZeros, readingOf } from './broken.ts'
import { Departures } from './departures.ts'
import { FaultLog, type KindTally } from './fault-log.ts'
import { type BookClaim, type Divergence, Judge } from './judge.ts'
import { PipelineClaims } from './pipeline-claims.ts'
import { campaignWorld } from './products.ts'
import { Timeline } from './timeline.ts'
import { TradeLedger } from './trade-ledger.ts'
import { virtualPorts } from './virtual-ports.ts'
import type { Droppable } from './virtual-net.ts'

/** One run of a campaign. The same options give the same run, to the microsecond. */
export interface SeedOptions {
  readonly seed: number
  /** Simulated minutes in which faults bite; a quiet while follows, in which everything must heal. */
  readonly minutes: number
  readonly faultsPerMinute: number
  readonly breakage?: Breakage
}

/** What became of one run. */
export interface SeedResult {
  readonly seed: number
  readonly tally: ReadonlyMap<FaultKind, KindTally>
  readonly healUs: readonly Us[]
  readonly divergences: readonly Divergence[]
  /** Faults that the client never showed to know of, or that were not healed in the end, with what stood in the way. */
  readonly unhealed: readonly string[]
  /** How often a book that claimed to be synced was held against the true one. */
  readonly comparisons: number
  readonly frames: number
}

const START_US: Us = 1_767_225_600_000_000
const WARM_UP_US: Us = 8 * SECOND_US
/** Longer than the longest pause between two attempts of a client. */
const QUIET_US: Us = 10 * MINUTE_US
const LOOK_EVERY_US: Us = 100_000
const QUIRK_RATE = 0.02
/** Of the book events, how many are judged. */
const JUDGED_SHARE = 0.1
const MOST_DIVERGENCES = 10

/** Lets a client live through faults, and judges every claim that is looked at. */
export function runSeed(options: SeedOptions): SeedResult {
  return new Run(options).result()
}

class Run {
  readonly #options: SeedOptions
  readonly #specs: readonly ProductSpec[]
  readonly #timeline = new Timeline(START_US)
  readonly #judge: Judge
  readonly #ledger: TradeLedger
  readonly #log: FaultLog
  readonly #pipeline = new PipelineClaims()
  readonly #injector: FaultInjector
  readonly #venue: Venue
  readonly #driver: FeedDriver
  readonly #random: Random
  readonly #links = new Map<string, Droppable>()
  /** The link behind each connection of the client. */
  readonly #linkOf = new Map<string, string>()
  /** By link: the venue's number of each frame, by the number under which it was delivered. */
  readonly #numbers = new Map<string, Map<number, number>>()
  /** By link: the greatest number that could be read. */
  readonly #newest = new Map<string, number>()
  readonly #departures = new Departures()
  /** Links whose numbers have jumped. */
  readonly #jumped = new Set<string>()
  readonly #divergences: Divergence[] = []
  #opening: string | undefined
  #comparisons = 0
  #frames = 0

  constructor(options: SeedOptions) {
    this.#options = options
    const { seed, breakage } = options
    const reading = readingOf(breakage)
    this.#random = new Random(seed, 'campaign')
    const { specs, requested, travel } = campaignWorld(seed)
    this.#specs = specs
    this.#judge = new Judge(this.#specs)
    this.#log = new FaultLog((link, delivered) => (this.#jumped.has(link) ? undefined : this.#sentNumber(link, delivered)))
    this.#injector = new FaultInjector({ seed, quirkRate: QUIRK_RATE, onInjected: (fault) => this.#onInjected(fault) })
    this.#venue = new Venue({
      seed,
      startUs: START_US,
      products: this.#specs,
      faults: this.#injector.content,
      witness: (state) => this.#judge.witness(state),
    })
    this.#ledger = new TradeLedger(this.#judge, this.#venue)
    const net = {
      timeline: this.#timeline,
      venue: this.#venue,
      injector: this.#injector,
      random: new Random(seed, 'net'),
      links: this.#links,
      travel,
      read: (text: string, link: string) => reading(this.#random.chance(0.25) ? paddedZeros(text) : text, link),
      onlooker: {
        onHeard: (link: string, text: string) => this.#departures.onHeard(link, text),
        onLeft: (link: string, text: string, number: number | undefined) => this.#departures.onLeft(link, text, number),
        onDelivered: (link: string, text: string, delivered: number, wire: number) => this.#onDelivered(link, text, delivered, wire),
        onOpening: (link: string) => {
          this.#opening = link
        },
      },
    }
    this.#driver = new FeedDriver({ products: requested, arrivals: true }, virtualPorts(net), (events) => this.#onEvents(events))
  }

  result(): SeedResult {
    const { seed, minutes, faultsPerMinute } = this.#options
    const fromUs = START_US + WARM_UP_US
    const untilUs = fromUs + minutes * MINUTE_US
    const [{ kinds }, products] = [campaignWorld(seed), this.#specs.map(({ id }) => id)]
    for (const fault of randomFaults({ seed, fromUs, untilUs, perMinute: faultsPerMinute, products, kinds })) this.#injector.schedule(fault)
    this.#driver.start()
    this.#lookAgain()
    this.#live(untilUs)
    this.#live(untilUs + QUIET_US, () => this.#log.open.length === 0)
    this.#judgeBooks()
    const missing = new Map(this.#driver.health().products.map(({ product, missingTrades }) => [product, missingTrades]))
    this.#divergences.push(...this.#ledger.losses(missing))
    const unhealed = this.#log.open.map(
      ({ fault, seen }) => `${fault.kind} at +${(fault.bitUs - START_US) / 1e6} s ${seen ? 'not healed' : 'not seen'}`,
    )
    this.#driver.stop()
    return {
      seed,
      tally: this.#log.tally,
      healUs: this.#log.healUs,
      divergences: this.#divergences,
      unhealed,
      comparisons: this.#comparisons,
      frames: this.#frames,
    }
  }

  /** Lets the world go on until a time, or until enough is enough. */
  #live(untilUs: Us, isEnough: () => boolean = () => false): void {
    for (;;) {
      const nextUs = Math.min(this.#timeline.nextUs, this.#venue.nextUs)
      if (nextUs > untilUs || isEnough() || this.#divergences.length >= MOST_DIVERGENCES) break
      this.#timeline.reach(nextUs)
      this.#venue.advance(Math.max(nextUs, this.#venue.nowUs))
      while (this.#timeline.nextUs <= nextUs) this.#timeline.runNext()
    }
  }

  #lookAgain(): void {
    this.#timeline.at(this.#timeline.nowUs + LOOK_EVERY_US, () => {
      const { nowUs } = this.#timeline
      for (const { connection, how, code, reason } of this.#injector.closures(nowUs)) {
        this.#links.get(connection)?.drop(how === 'abrupt' ? { kind: 'reset', detail: 'gone' } : { kind: 'closed', detail: reason, code })
      }
      this.#mend(nowUs)
      this.#lookAgain()
    })
  }

  /** Harm is mended when the books it could reach stand and are true, and no trade of theirs is missing. */
  #mend(nowUs: Us): void {
    if (!this.#log.open.some(({ seen }) => seen)) return
    const standing = new Set(
      this.#specs.map(({ id }) => id).filter((id) => this.#driver.book(id)?.state === 'synced' && this.#judgeBook(id)),
    )
    const { products } = this.#driver.health()
    const complete = new Set(products.filter(({ missingTrades }) => missingTrades === 0).map(({ product }) => product))
    this.#log.onMended(({ kind, products: hit }) => {
      const { harms } = faultTable[kind]
      const reached = hit.length > 0 ? hit : this.#specs.map(({ id }) => id)
      return reached.every((id) => (harms === 'trades' || harms === 'rest' ? complete : standing).has(id))
    }, nowUs)
  }

  #onEvents(events: readonly FeedEvent[]): void {
    const judged = new Set<string>()
    for (const event of events) {
      if (event.kind === 'arrival') {
        this.#pipeline.push(event.arrival)
        this.#onRead(event)
        continue
      }
      if (event.kind === 'connected' && this.#opening !== undefined) this.#linkOf.set(event.connection, this.#opening)
      const link = 'connection' in event ? this.#linkOf.get(event.connection) : undefined
      this.#log.onEvent(event, link)
      if (event.kind === 'trades') this.#divergences.push(...this.#ledger.onTrades(event.product, event.trades))
      if (event.kind === 'book' && this.#random.chance(JUDGED_SHARE)) judged.add(event.product)
    }
    for (const product of judged) this.#judgeBook(product)
  }

  #onRead({ arrival, sequence }: Extract<FeedEvent, { readonly kind: 'arrival' }>): void {
    const link = arrival.kind === 'frame' ? this.#linkOf.get(arrival.connection) : undefined
    if (link !== undefined && sequence !== undefined) this.#newest.set(link, Math.max(sequence, this.#newest.get(link) ?? 0))
  }

  #onInjected(fault: InjectedFault): void {
    if (fault.kind === 'sequence-jump' && fault.connection !== undefined) this.#jumped.add(fault.connection)
    this.#log.onInjected(fault)
  }

  #onDelivered(link: string, text: string, delivered: number, wire: number): void {
    this.#frames += 1
    this.#departures.onDelivered(link, text, wire, this.#injector.venueSequence(link, wire))
    let numbers = this.#numbers.get(link)
    if (numbers === undefined) this.#numbers.set(link, (numbers = new Map()))
    numbers.set(delivered, this.#injector.venueSequence(link, wire))
  }

  /** The venue's number of a frame, by that on its link, or by the one that a broken client gave it. */
  #sentNumber(link: string, delivered: number): number {
    return this.#numbers.get(link)?.get(delivered) ?? this.#injector.venueSequence(link, delivered)
  }

  #judgeBooks(): boolean {
    return this.#specs.map(({ id }) => this.#judgeBook(id)).every(Boolean)
  }

  /** Judges what the client and what the pipeline behind it say of a book. */
  #judgeBook(product: string): boolean {
    const live = this.#driver.book(product)
    const claims = [live?.state === 'synced' ? live : undefined, this.#pipeline.of(product)]
    return claims.every((claim) => claim === undefined || this.#isTrue(claim))
  }

  #isTrue(claim: BookClaim): boolean {
    this.#comparisons += 1
    const link = this.#linkOf.get(claim.connection) ?? ''
    const divergence = this.#staleness(claim, link) ?? this.#judge.judgeBook(claim, link, this.#sentNumber(link, claim.sequence))
    if (divergence !== undefined) this.#divergences.push(divergence)
    return divergence === undefined
  }

  /** Why a book that claims to be synced cannot be up to date, whatever is in it. */
  #staleness({ product, connection, sequence }: BookClaim, link: string): Divergence | undefined {
    const wrong = (detail: string): Divergence => ({ kind: 'book', product, detail: `sequence ${sequence} of ${connection}: ${detail}` })
    if (!this.#links.has(link)) return wrong('synced without a connection')
    if (this.#departures.isGone(link, product)) return wrong('synced and known to be unsubscribed')
    const newest = this.#newest.get(link) ?? -1
    return sequence < newest ? wrong(`synced as of a frame before ${newest}, which has come`) : undefined
  }
}
