import type { Us } from '@of/core'
import type { Random } from '../random.ts'
import type { MessageMeta, VenueFaults } from '../venue/faults.ts'
import type { EventType, Message, ProductPrint, TradesEvent } from '../wire/message.ts'
import type { FaultKind } from './fault.ts'
import { durationOf, type FaultSchedule, isMeantFor, type PlannedFault } from './fault-schedule.ts'
import { heldIn, type LastingLie, liedTo } from './lasting-lie.ts'
import type { SentBefore } from './sent-before.ts'

/** A message that a fault bites into. */
interface Bitten {
  readonly connection: string
  readonly message: Message
  readonly meta: MessageMeta
}

/** The messages that each kind waits for. */
const bitten: Readonly<Partial<Record<FaultKind, { readonly channel: string; readonly type?: EventType }>>> = {
  'missing-trades': { channel: 'market_trades', type: 'update' },
  'mid-trade-snapshot': { channel: 'market_trades', type: 'update' },
  'stale-trades': { channel: 'market_trades', type: 'update' },
  'flipped-sides': { channel: 'market_trades' },
  'no-snapshot': { channel: 'l2_data', type: 'snapshot' },
  'partial-ack': { channel: 'subscriptions' },
  'missing-heartbeats': { channel: 'heartbeats' },
}

/** What the venue gets wrong in what it says, before what it says is numbered. */
export class ContentFaults implements VenueFaults {
  readonly #schedule: FaultSchedule
  readonly #sent: SentBefore
  #lies: LastingLie[] = []

  constructor(schedule: FaultSchedule, sent: SentBefore) {
    this.#schedule = schedule
    this.#sent = sent
  }

  onMessage(connection: string, message: Message, meta: MessageMeta): readonly Message[] {
    const { nowUs } = meta
    const fault = this.#schedule.take('content', nowUs, (planned) => this.#fits(planned, connection, message, meta))
    const said = fault === undefined ? [message] : this.#bite(fault, { connection, message, meta })
    return this.#lies.length === 0 ? said : this.#lie(connection, said, nowUs)
  }

  /** The connection is gone, and with it what went on for it alone. */
  forget(connection: string): void {
    this.#lies = this.#lies.filter((lie) => lie.connection !== connection)
  }

  #fits(fault: PlannedFault, connection: string, message: Message, meta: MessageMeta): boolean {
    const fitting = bitten[fault.kind]
    if (fitting === undefined || fitting.channel !== meta.channel) return false
    if (fitting.type !== undefined && fitting.type !== meta.type) return false
    if (fault.kind === 'missing-heartbeats') return fault.connection === undefined || fault.connection === connection
    const products = productsOf(message, meta)
    if (products.length === 0 || !isMeantFor(fault, connection, products)) return false
    return fault.kind !== 'stale-trades' || products.every((product) => this.#sent.prints(connection, product).length > 0)
  }

  #bite(fault: PlannedFault, { connection, message, meta }: Bitten): readonly Message[] {
    const { nowUs } = meta
    const random = this.#schedule.randomOf(fault)
    const untilUs = nowUs + durationOf(fault)
    if (fault.kind === 'missing-heartbeats') {
      this.#schedule.report(fault, { nowUs, connection, products: [] })
      this.#lies.push({ about: 'heartbeats', untilUs, connection })
      return [message]
    }
    const product = fault.product ?? random.pick(productsOf(message, meta))
    this.#schedule.report(fault, { nowUs, connection, products: [product] })
    switch (fault.kind) {
      case 'no-snapshot':
        return []
      case 'partial-ack':
        this.#lies.push({ ...random.pick(heldIn(message).filter((held) => held.product === product)), about: 'held', untilUs, connection })
        return [message]
      case 'flipped-sides':
        // A product has one tape, which all connections show alike, unless one of them was meant.
        this.#lies.push({ about: 'sides', product, untilUs, connection: fault.connection })
        return [message]
      case 'stale-trades':
        return withStale(message, this.#sent.prints(connection, product), random)
      case 'mid-trade-snapshot':
        return [asSnapshot(message)]
      default:
        return withoutSome(message, product, random)
    }
  }

  #lie(connection: string, said: readonly Message[], nowUs: Us): readonly Message[] {
    if (this.#lies.some(({ untilUs }) => untilUs <= nowUs)) this.#lies = this.#lies.filter(({ untilUs }) => untilUs > nowUs)
    let messages = said
    for (const lie of this.#lies) {
      if (lie.connection === undefined || lie.connection === connection) messages = messages.flatMap((message) => liedTo(lie, message))
    }
    return messages
  }
}

function productsOf(message: Message, meta: MessageMeta): readonly string[] {
  return message.channel === 'subscriptions' ? heldIn(message).map(({ product }) => product) : meta.products
}

function withStale(message: Message, sent: readonly ProductPrint[], random: Random): readonly Message[] {
  const trades = sent.filter((_, index) => index === 0 || random.chance(0.4))
  const stale: Message = { channel: 'market_trades', events: [{ type: 'update', trades }] }
  return random.chance(0.5) ? [stale, message] : [message, stale]
}

function asSnapshot(message: Message): Message {
  if (message.channel !== 'market_trades') return message
  return { ...message, events: message.events.map(({ trades }): TradesEvent => ({ type: 'snapshot', trades })) }
}

/** A run of the trades of one product is left out, and with it the message if nothing is left of it. */
function withoutSome(message: Message, product: string, random: Random): readonly Message[] {
  const [event, ...others] = message.channel === 'market_trades' ? message.events : []
  if (message.channel !== 'market_trades' || event === undefined) return [message]
  const places = event.trades.flatMap(({ spec }, index) => (spec.id === product ? [index] : []))
  const from = random.below(places.length)
  const lost = new Set(places.slice(from, from + 1 + random.below(places.length - from)))
  const trades = event.trades.filter((_, index) => !lost.has(index))
  return trades.length === 0 && others.length === 0 ? [] : [{ ...message, events: [{ ...event, trades }, ...others] }]
}
