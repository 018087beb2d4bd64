import type { Us } from '@of/core'
import type { Message, ProductPrint } from '../wire/message.ts'

/** What the venue goes on getting wrong for a while. */
export type LastingLie = {
  readonly untilUs: Us
  /** To whom; to everybody unless given. */
  readonly connection: string | undefined
} & (
  | { readonly about: 'heartbeats' }
  | { readonly about: 'sides'; readonly product: string }
  | {
      readonly about: 'held'
      /** The channel and the product that acknowledgements miss. */
      readonly channel: string
      readonly product: string
    }
)

/** A product of a channel, as an acknowledgement lists it. */
export interface Held {
  readonly channel: string
  readonly product: string
}

/** What is said in place of a message while the lie lasts. */
export function liedTo(lie: LastingLie, message: Message): readonly Message[] {
  if (lie.about === 'heartbeats') return message.channel === 'heartbeats' ? [] : [message]
  if (lie.about === 'sides' && message.channel === 'market_trades') return [flipped(message, lie.product)]
  if (lie.about === 'held' && message.channel === 'subscriptions') return [withoutHeld(message, lie)]
  return [message]
}

/** Every product that a message acknowledges, by channel; nothing of other messages. Heartbeats are of no product. */
export function heldIn(message: Message): readonly Held[] {
  if (message.channel !== 'subscriptions') return []
  return message.events.flatMap(({ held }) =>
    [...held].flatMap(([channel, products]) => (channel === 'heartbeats' ? [] : products.map((product) => ({ channel, product })))),
  )
}

function flipped(message: Extract<Message, { channel: 'market_trades' }>, product: string): Message {
  const flip = (trade: ProductPrint): ProductPrint => {
    if (trade.spec.id !== product) return trade
    return { ...trade, print: { ...trade.print, aggressor: trade.print.aggressor === 'buy' ? 'sell' : 'buy' } }
  }
  return { ...message, events: message.events.map(({ type, trades }) => ({ type, trades: trades.map(flip) })) }
}

function withoutHeld(message: Extract<Message, { channel: 'subscriptions' }>, missing: Held): Message {
  const without = ([channel, products]: [string, readonly string[]]): [string, readonly string[]] =>
    channel === missing.channel ? [channel, products.filter((product) => product !== missing.product)] : [channel, products]
  return { ...message, events: message.events.map(({ held }) => ({ held: new Map([...held].map(without)) })) }
}
