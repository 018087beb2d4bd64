import { type ServerMessage, serverMessage } from '@of/api'
import type { Page, WebSocketRoute } from 'playwright-core'

type Numbered = Extract<ServerMessage, { kind: 'snapshot' | 'update' }>

/** Topics of which every message is whole, so that one can be told again. */
const WHOLE: ReadonlySet<string> = new Set(['book', 'features', 'signal', 'profile', 'quality', 'health', 'footprint'])

/** Lets the page hear each topic so many times a second: between what the service tells, the newest again, somewhat changed. */
export async function rush(page: Page, perSecond: number): Promise<() => number> {
  let told = 0
  await page.routeWebSocket(/\/stream$/, (socket) => {
    const server = socket.connectToServer()
    const stream = new Rush(socket, () => {
      told += 1
    })
    server.onMessage((text) => stream.hear(String(text)))
    const timer = setInterval(() => stream.tick(), 1_000 / perSecond)
    page.once('close', () => clearInterval(timer))
  })
  return () => told
}

/** One connection: its subscriptions, each with a numbering of its own. */
class Rush {
  readonly #socket: WebSocketRoute
  readonly #onTold: () => void
  readonly #newest = new Map<string, { message: Numbered; seq: number; isFresh: boolean }>()
  #ticks = 0

  constructor(socket: WebSocketRoute, onTold: () => void) {
    this.#socket = socket
    this.#onTold = onTold
  }

  hear(text: string): void {
    const message = serverMessage.parse(JSON.parse(text))
    if (message.kind !== 'snapshot' && message.kind !== 'update') {
      this.#socket.send(text)
      return
    }
    const seq = (this.#newest.get(message.id)?.seq ?? message.seq - 1) + 1
    this.#newest.set(message.id, { message, seq, isFresh: true })
    this.#tell({ ...message, seq })
  }

  tick(): void {
    this.#ticks += 1
    for (const known of this.#newest.values()) {
      if (!known.isFresh && WHOLE.has(known.message.topic)) {
        known.seq += 1
        this.#tell({ ...known.message, kind: 'update', seq: known.seq, data: changed(known.message.data, this.#ticks) })
      }
      known.isFresh = false
    }
  }

  #tell(message: Numbered): void {
    this.#onTold()
    this.#socket.send(JSON.stringify(message))
  }
}

/** The same with every size a little other, so that whatever shows one has to be drawn anew. */
function changed(data: unknown, ticks: number): unknown {
  const text = JSON.stringify(data).replaceAll(
    /"size":([\d.]+)/g,
    (_, size: string) => `"size":${(Number(size) * (1 + (ticks % 7) / 100)).toFixed(8)}`,
  )
  return JSON.parse(text)
}
