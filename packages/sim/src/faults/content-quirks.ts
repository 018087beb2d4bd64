import type { Random } from '../random.ts'
import type { BookEvent, BookLevel, Message, TradesEvent } from '../wire/message.ts'
import type { Quirk } from './fault.ts'
import type { SentBefore } from './sent-before.ts'

/** What a quirk is made with. */
export interface QuirkContext {
  readonly connection: string
  readonly sent: SentBefore
  readonly random: Random
}

/** The quirks of what is said; the others are of how it is written. */
export const contentQuirks: readonly Quirk[] = [
  'noop-level',
  'unknown-removal',
  'unordered-snapshot',
  'multi-event',
  'mixed-product-trades',
  'epoch-event-time',
  'unknown-channel',
]

/** A message as an odd venue would say it: the same to whoever reads with care. Itself where the quirk does not apply to it. */
export function withContentQuirk(quirk: Quirk, message: Message, context: QuirkContext): readonly Message[] {
  if (quirk === 'unknown-channel') {
    return [{ channel: 'unheard-of', name: 'auction_indications', events: [{ type: 'update', updates_every_ms: 500 }] }, message]
  }
  if (message.channel === 'l2_data') return [{ ...message, events: message.events.flatMap((event) => oddBook(quirk, event, context)) }]
  if (message.channel === 'market_trades' && quirk === 'mixed-product-trades') {
    return [{ ...message, events: message.events.map((event) => mixedTrades(event, context)) }]
  }
  return [message]
}

function oddBook(quirk: Quirk, event: BookEvent, { connection, sent, random }: QuirkContext): readonly BookEvent[] {
  const { levels, spec, type } = event
  switch (quirk) {
    case 'noop-level': {
      const repeated = sent.level(connection, spec.id)
      const isOpen = repeated !== undefined && levels.every(({ side, tick }) => side !== repeated.side || tick !== repeated.tick)
      return [type === 'update' && isOpen ? { ...event, levels: [...levels, repeated] } : event]
    }
    case 'unknown-removal': {
      // No walk of prices comes near fifty times the opening price.
      const never: BookLevel = { side: 'ask', tick: spec.startTick * (50 + random.below(50)), lots: 0 }
      return [type === 'update' ? { ...event, levels: [...levels, never] } : event]
    }
    case 'unordered-snapshot':
      return [type === 'snapshot' ? { ...event, levels: shuffled(levels, random) } : event]
    case 'multi-event': {
      const cut = 1 + random.below(Math.max(1, levels.length - 1))
      if (type === 'snapshot' || levels.length < 2) return [event]
      return [
        { ...event, levels: levels.slice(0, cut) },
        { ...event, levels: levels.slice(cut) },
      ]
    }
    case 'epoch-event-time':
      return [{ ...event, eventUs: 0 }]
    default:
      return [event]
  }
}

/** With older trades of another product behind: nothing is held back for it, so they repeat what was sent before. */
function mixedTrades(event: TradesEvent, { connection, sent, random }: QuirkContext): TradesEvent {
  const own = event.trades[0]?.spec.id
  const others = sent.tradedProducts(connection).filter((product) => product !== own)
  if (event.type === 'snapshot' || others.length === 0) return event
  return { ...event, trades: [...event.trades, ...sent.prints(connection, random.pick(others)).slice(0, 2)] }
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const result = [...items]
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    const item = result[last]!
    result[last] = result[other]!
    result[other] = item
  }
  return result
}
