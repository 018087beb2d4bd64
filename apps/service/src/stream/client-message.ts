import { type ClientMessage, clientMessage, topics } from '@of/api'
import { ServiceProblem } from '../answers/service-problem.ts'
import type { TopicQuestion } from './topic-reader.ts'

/** What a client said, or why it cannot be read. */
export function readMessage(text: string): ClientMessage | string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'expected a message in JSON, received something else'
  }
  const read = clientMessage.safeParse(json)
  if (read.success) return read.data
  return read.error.issues
    .slice(0, 3)
    .map(({ message, path }) => `${path.map(String).join('.')}: ${message}`)
    .join('; ')
}

/** What a subscription asks for: the same for all who will be told the same. Throws a `ServiceProblem` where its product is missing. */
export function questionOf(
  { product, topic, with: asked = {} }: Extract<ClientMessage, { do: 'subscribe' }>,
  canonical: (product: string) => string,
): TopicQuestion {
  if (!topics[topic].perProduct) return { topic, product: '', with: {} }
  if (product === undefined)
    throw new ServiceProblem({ title: 'Product missing', status: 400, detail: `expected a product for ${topic}, received none` })
  const { grouping, interval, levels, window } = asked
  const of = { topic, product: canonical(product) }
  switch (topic) {
    case 'book':
      return { ...of, with: { grouping: grouping ?? 1, levels: levels ?? 25 } }
    case 'bars':
      return { ...of, with: { interval: interval ?? '1m' } }
    case 'footprint':
      return { ...of, with: { interval: interval ?? '5m' } }
    case 'profile':
      return { ...of, with: { window: window ?? '24h' } }
    default:
      return { ...of, with: {} }
  }
}
