import { SECOND_US, type Trade, type Us } from '../market.ts'
import { clearQuotes, midBefore, newestMid, pushQuote, type QuoteRing, quoteRing } from './quote-ring.ts'

/** The quotes to compare with, and how the latest audited orders came out. */
export interface AuditState {
  readonly quotes: QuoteRing
  /** 1 where order and quotes agreed, in order of arrival, in a ring. */
  readonly outcomes: Uint8Array
  /** Where the next outcome goes. */
  next: number
  orders: number
  agreed: number
  atMid: number
  unauditable: number
}

/** How far the aggressor sides of a venue can be believed. */
export type AuditVerdict = 'unknown' | 'healthy' | 'degraded' | 'failed' | 'inverted'

/** How the aggressor sides compare with the quotes. */
export interface AuditReading {
  /** Orders audited: the latest, up to the length of the memory. */
  readonly orders: number
  /** Of those, the orders whose side the quotes confirm. */
  readonly agreed: number
  /** Orders left out since the start because they began at mid, where no side is nearer. */
  readonly atMid: number
  /** Orders left out since the start because no quote was known just before them. */
  readonly unauditable: number
  /** `agreed` of `orders`, from 0 to 1; `null` while there are too few. */
  readonly share: number | null
  readonly verdict: AuditVerdict
}

/** How much is audited. */
export interface AuditOptions {
  /** How many audited orders the verdict looks back on; 1,000 unless given. */
  readonly memory?: number
  /** How many there must be for a verdict; 10 unless given. */
  readonly minOrders?: number
  /** How old a quote may be at the time of a print; 1 s unless given. */
  readonly maxQuoteAgeUs?: Us
  /** How far behind the newest quote others are kept, for prints that arrive after them; 2 s unless given, and at least. */
  readonly ringUs?: Us
}

/** Compares the aggressor of each taker order with the quotes just before it, in exchange time. */
export interface AggressorAudit {
  readonly init: () => AuditState
  /** Takes in the mid as of a message of the book. */
  readonly onQuote: (state: AuditState, timeUs: Us, midPrice: number) => void
  /** Takes in that a message of the book left the mid as it was. */
  readonly onSameQuote: (state: AuditState, timeUs: Us) => void
  /** Takes in the first print of a taker order; later ones meet a book that the order itself has moved. */
  readonly onFirstPrint: (state: AuditState, trade: Trade) => void
  /** The book was lost: its quotes are not used. */
  readonly interruptQuotes: (state: AuditState) => void
  readonly read: (state: AuditState) => AuditReading
}

const SHORTEST_RING_US = 2 * SECOND_US

/**
 * Audits aggressor sides by the quote rule: whoever trades above the mid buys, whoever trades below it sells.
 *
 * Orders that cannot be audited do not dilute the verdict: it stands on the latest that could.
 *
 * @see Lee, Ready (1991), "Inferring Trade Direction from Intraday Data", https://doi.org/10.1111/j.1540-6261.1991.tb02683.x
 */
export function aggressorAudit(options: AuditOptions = {}): AggressorAudit {
  const { memory = 1_000, minOrders = 10, maxQuoteAgeUs = SECOND_US, ringUs = SHORTEST_RING_US } = options
  if (!Number.isInteger(memory) || memory < 1) throw new RangeError(`aggressorAudit: memory must be a positive integer, was ${memory}`)
  if (!Number.isInteger(minOrders) || minOrders < 1 || minOrders > memory)
    throw new RangeError(`aggressorAudit: minOrders must be an integer from 1 to memory (${memory}), was ${minOrders}`)
  if (!(maxQuoteAgeUs > 0)) throw new RangeError(`aggressorAudit: maxQuoteAgeUs must be above 0, was ${maxQuoteAgeUs}`)
  if (!(ringUs >= SHORTEST_RING_US)) throw new RangeError(`aggressorAudit: ringUs must be at least ${SHORTEST_RING_US}, was ${ringUs}`)

  return {
    init: () => ({ quotes: quoteRing(), outcomes: new Uint8Array(memory), next: 0, orders: 0, agreed: 0, atMid: 0, unauditable: 0 }),
    onQuote(state, timeUs, midPrice) {
      pushQuote(state.quotes, timeUs, midPrice, ringUs)
    },
    onSameQuote({ quotes }, timeUs) {
      pushQuote(quotes, timeUs, newestMid(quotes), ringUs)
    },
    onFirstPrint(state, { timeUs, price, aggressor }) {
      const midPrice = midBefore(state.quotes, timeUs, maxQuoteAgeUs)
      if (midPrice === undefined) state.unauditable += 1
      // The mid of two decimals may miss its own decimal by the last bit.
      else if (Math.abs(price - midPrice) <= 1e-14 * midPrice) state.atMid += 1
      else note(state, price > midPrice === (aggressor === 'buy') ? 1 : 0)
    },
    interruptQuotes(state) {
      clearQuotes(state.quotes)
    },
    read({ orders, agreed, atMid, unauditable }) {
      const share = orders < minOrders ? null : agreed / orders
      return { orders, agreed, atMid, unauditable, share, verdict: verdictOf(share) }
    },
  }
}

function note(state: AuditState, outcome: 0 | 1): void {
  const { outcomes, next } = state
  if (state.orders === outcomes.length) state.agreed -= outcomes[next]!
  else state.orders += 1
  outcomes[next] = outcome
  state.agreed += outcome
  state.next = (next + 1) % outcomes.length
}

function verdictOf(share: number | null): AuditVerdict {
  if (share === null) return 'unknown'
  if (share >= 0.9) return 'healthy'
  if (share >= 0.6) return 'degraded'
  return share < 0.25 ? 'inverted' : 'failed'
}
