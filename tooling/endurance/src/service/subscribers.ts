import { once } from 'node:events'
import { STREAM_PATH } from '@of/api'
import { build as histogram } from 'hdr-histogram-js'
import { WebSocket } from 'ws'
import * as z from 'zod'

/** Many readers of the stream in this process. */
export interface Subscribers {
  /** What they were told since the last time this was asked. */
  read(): { readonly messagesPerSecond: number; readonly bookAgeMs: { readonly p50: number; readonly p99: number }; readonly lost: number }
  close(): void
}

const TOPICS = ['book', 'tape', 'signal'] as const
/** The venue's limit is of connections a second, the service's of those at once: they come in waves. */
const WAVE = 100

const bookMessage = z.object({ topic: z.literal('book'), data: z.object({ timeUs: z.number() }) })

/** Opens readers, each of which follows the book, the tape and the signal of a product. The age of a book is by the venue's clock, which is this machine's. */
export async function subscribe(url: string, count: number, products: readonly string[]): Promise<Subscribers> {
  const ages = histogram({ highestTrackableValue: 60_000_000 })
  const sockets: WebSocket[] = []
  let messages = 0
  let lost = 0
  let startMs = performance.now()
  const onMessage = (at: number, text: string): void => {
    messages += 1
    // One in fifty is read: reading all of them would be this process's whole work.
    if (at % 50 !== 0 || !text.startsWith('{"kind":"update"')) return
    const book = bookMessage.safeParse(JSON.parse(text))
    if (book.success) ages.recordValue(Math.max(0, Date.now() * 1_000 - book.data.data.timeUs))
  }
  for (let at = 0; at < count; at += 1) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${STREAM_PATH}`)
    socket.on('message', (data: Buffer) => onMessage(at, data.toString('utf8')))
    socket.on('close', () => (lost += 1))
    socket.on('error', () => undefined)
    socket.on('open', () => {
      const product = products[at % products.length]
      for (const topic of TOPICS) socket.send(JSON.stringify({ do: 'subscribe', id: topic, topic, product }))
    })
    sockets.push(socket)
    if (at % WAVE === WAVE - 1) await once(socket, 'open')
  }
  await Promise.all(sockets.map(async (socket) => socket.readyState === WebSocket.CONNECTING && (await once(socket, 'open'))))
  return {
    read: () => {
      const seconds = (performance.now() - startMs) / 1_000
      const ms = (share: number): number => ages.getValueAtPercentile(share) / 1_000
      const read = { messagesPerSecond: messages / seconds, bookAgeMs: { p50: ms(50), p99: ms(99) }, lost }
      messages = 0
      ages.reset()
      startMs = performance.now()
      return read
    },
    close: () => {
      for (const socket of sockets) socket.terminate()
    },
  }
}
