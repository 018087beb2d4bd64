import { SECOND_US, type Us } from '@of/core'
import type { FeedPorts, RequestAnswer } from '../feed/feed-ports.ts'
import type { NetFault } from '../net/net-fault.ts'
import type { Socket, SocketHandlers } from '../net/web-socket.ts'

/** A text that was sent, and when. */
export interface SentText {
  readonly atUs: Us
  readonly message: { readonly type: string; readonly channel: string; readonly product_ids?: readonly string[]; readonly jwt?: string }
}

/** The other end of a socket that was dialled. */
export class ScriptedSocket implements Socket {
  readonly url: string
  readonly dialledUs: Us
  readonly sent: SentText[] = []
  state: 'dialled' | 'open' | 'over' = 'dialled'
  readonly #handlers: SocketHandlers
  readonly #world: ScriptedWorld

  constructor(world: ScriptedWorld, url: string, handlers: SocketHandlers) {
    this.#world = world
    this.url = url
    this.dialledUs = world.nowUs()
    this.#handlers = handlers
  }

  open(): void {
    this.state = 'open'
    this.#handlers.onOpen()
  }

  /** A text arrives, whatever the state: sockets tell what was under way. */
  text(text: string): void {
    this.#handlers.onText(Buffer.from(text))
  }

  end(fault: NetFault): void {
    if (this.state === 'over') return
    this.state = 'over'
    this.#handlers.onClose(fault)
  }

  send(text: string): void {
    this.sent.push({ atUs: this.#world.nowUs(), message: JSON.parse(text) as SentText['message'] })
  }

  close(): void {
    this.#world.after(0, () => this.end({ kind: 'local', detail: 'closed' }))
  }

  terminate(): void {
    this.#world.after(0, () => this.end({ kind: 'local', detail: 'terminated' }))
  }
}

/** A request that waits for its answer. */
export interface ScriptedRequest {
  readonly path: string
  readonly atUs: Us
  readonly answer: (answer: RequestAnswer) => void
}

interface Timer {
  readonly dueUs: Us
  readonly order: number
  readonly run: () => void
}

/** A world that stands still until it is told to go on. */
export class ScriptedWorld implements FeedPorts {
  readonly sockets: ScriptedSocket[] = []
  readonly requests: ScriptedRequest[] = []
  /** What the dice show. */
  dice = 0.5
  #nowUs: Us
  #timers: Timer[] = []
  #order = 0

  constructor(startUs: Us = 1_772_366_400_000_000) {
    this.#nowUs = startUs
  }

  /** Answers every request that waits. */
  answerAll(answer: (request: ScriptedRequest) => RequestAnswer): void {
    for (const request of this.requests.slice()) request.answer(answer(request))
  }

  /** Timers that are still to run. */
  get timers(): number {
    return this.#timers.length
  }

  nowUs(): Us {
    return this.#nowUs
  }

  after(delayUs: Us, run: () => void): () => void {
    const timer = { dueUs: this.#nowUs + delayUs, order: this.#order++, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  dial(url: string, handlers: SocketHandlers): ScriptedSocket {
    const socket = new ScriptedSocket(this, url, handlers)
    this.sockets.push(socket)
    return socket
  }

  request(path: string, done: (answer: RequestAnswer) => void): () => void {
    const forget = (): void => {
      const at = this.requests.indexOf(request)
      if (at >= 0) this.requests.splice(at, 1)
    }
    const request = {
      path,
      atUs: this.#nowUs,
      answer: (answer: RequestAnswer) => {
        forget()
        done(answer)
      },
    }
    this.requests.push(request)
    return forget
  }

  random(): number {
    return this.dice
  }

  /** Lets time pass, with all that falls due on the way. */
  advance(byUs: Us): void {
    const untilUs = this.#nowUs + byUs
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.dueUs - b.dueUs || a.order - b.order)[0]
      if (next === undefined || next.dueUs > untilUs) break
      this.#timers = this.#timers.filter((other) => other !== next)
      this.#nowUs = Math.max(this.#nowUs, next.dueUs)
      next.run()
    }
    this.#nowUs = untilUs
  }

  advanceSeconds(seconds: number): void {
    this.advance(seconds * SECOND_US)
  }

  /** Time passes without anybody being able to notice, as in a process that is busy or asleep. */
  freeze(byUs: Us): void {
    this.#nowUs += byUs
  }
}

/** An answer of status 200. */
export function answered(body: unknown): RequestAnswer {
  return { ok: true, status: 200, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) }
}
