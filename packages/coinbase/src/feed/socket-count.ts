import type { Socket, SocketHandlers } from '../net/web-socket.ts'
import type { FeedPorts } from './feed-ports.ts'

/** Knows which sockets have not yet ended. */
export class SocketCount {
  #open = 0
  readonly #waiting: (() => void)[] = []

  /** Dials, and counts the socket until its end. */
  dial(ports: FeedPorts, url: string, handlers: SocketHandlers): Socket {
    this.#open += 1
    return ports.dial(url, {
      onOpen: () => handlers.onOpen(),
      onText: (text) => handlers.onText(text),
      onClose: (fault) => {
        this.#open -= 1
        if (this.#open === 0) for (const done of this.#waiting.splice(0)) done()
        handlers.onClose(fault)
      },
    })
  }

  /** Once every socket has ended. */
  none(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#open === 0) resolve()
      else this.#waiting.push(resolve)
    })
  }
}
