import { MINUTE_US, type Us } from '@of/core'
import type { SimulatedArrival } from '../arrival.ts'
import { readHead } from './frame-head.ts'
import type { RecordedAnswers } from './recorded-answers.ts'

/** What was received, as a recording tells it again; a connection may also have been closed. */
export type RecordedArrival = SimulatedArrival | { readonly kind: 'closed'; readonly connection: string; readonly receivedUs: Us }

/** The channels that are subscribed to under another name than their frames carry. */
const subscribedAs: Readonly<Record<string, string>> = { l2_data: 'level2' }

/** The name under which a channel is subscribed to. */
export function channelOf(frameChannel: string): string {
  return subscribedAs[frameChannel] ?? frameChannel
}

/** What a recording has to offer: products by channel, `heartbeats` standing for itself. */
export class Contents {
  readonly #products = new Map<string, Set<string>>()
  /** When the first frame was received. */
  startUs: Us | undefined

  /** The name under which a product of a channel is recorded: USDC products are those of USD, as the venue has it. */
  find(channel: string, product: string): string | undefined {
    const products = this.#products.get(channel)
    if (products === undefined) return undefined
    return [product, product.replace(/-USDC$/, '-USD')].find((name) => products.has(name))
  }

  add(channel: string, product: string): void {
    const products = this.#products.get(channel) ?? new Set()
    this.#products.set(channel, products.add(product))
  }
}

/**
 * Looks through the first minute of a recording for what it has to offer, and keeps the answers it comes across. Throws what keeps the recording
 * from being read, but not what ends it behind its first frame: that is for those to hear who are played it.
 */
export async function readContents(arrivals: AsyncIterable<readonly RecordedArrival[]>, answers: RecordedAnswers): Promise<Contents> {
  const contents = new Contents()
  try {
    await readFirstMinute(contents, arrivals, answers)
  } catch (error) {
    if (contents.startUs === undefined) throw error
  }
  return contents
}

async function readFirstMinute(
  contents: Contents,
  arrivals: AsyncIterable<readonly RecordedArrival[]>,
  answers: RecordedAnswers,
): Promise<void> {
  for await (const batch of arrivals) {
    for (const arrival of batch) {
      if (arrival.kind === 'rest') answers.add(arrival.path, arrival.body)
      if (arrival.kind !== 'frame') continue
      contents.startUs ??= arrival.receivedUs
      if (arrival.receivedUs > contents.startUs + MINUTE_US) return
      const { channel, products } = readHead(arrival.frame)
      if (channel === undefined || channel === 'subscriptions') continue
      if (channel === 'heartbeats') contents.add(channel, 'heartbeats')
      for (const product of products) contents.add(channelOf(channel), product)
    }
  }
}
