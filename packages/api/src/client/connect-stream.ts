import { STREAM_PATH } from '../routes.ts'
import {
  type ServerMessage,
  serverMessage,
  type SnapshotOf,
  type Topic,
  type TopicParameters,
  topics,
  type UpdateOf,
} from '../stream/messages.ts'
import { platformSocket, protocolsOf, type SocketFactory, type SocketLike } from './socket.ts'
import { onConflated, onNumbered, type SubscriptionState, unsubscribed } from './subscription-state.ts'

/** Whether the stream is there; `waiting` until it is dialled again. */
export type StreamState = 'connecting' | 'open' | 'waiting' | 'closed'

/** Where the stream is, who reads it, and what is told of it. */
export interface StreamOptions {
  /** Of the root of the service, `http:` or `ws:`. */
  readonly url: string
  readonly token?: string | undefined
  /** The platform's unless given. */
  readonly socket?: SocketFactory
  readonly onState?: (state: StreamState) => void
  /** With every heartbeat: exchange time at the service. */
  readonly onClock?: (clockUs: number) => void
  /** The shortest wait before the stream is dialled again, ms; doubled with each try up to 32 times. 250 unless given. */
  readonly retryMs?: number
}

/** What is followed, and who is told. */
export interface Subscription<Name extends Topic> {
  readonly product?: string
  readonly with?: TopicParameters
  /** The topic as a whole: at first, and again where updates were missed. */
  readonly onSnapshot: (data: SnapshotOf<Name>) => void
  readonly onUpdate: (data: UpdateOf<Name>) => void
  /** So many updates were left out because this reader was too slow; a snapshot follows. */
  readonly onConflated?: (skipped: number) => void
  /** The service refused, or ended the subscription. */
  readonly onError?: (detail: string) => void
}

/** A stream that is dialled again for ever, and goes on where it broke. */
export interface StreamConnection {
  readonly state: StreamState
  /** Follows a topic until the answer is called. */
  subscribe<Name extends Topic>(topic: Name, subscription: Subscription<Name>): () => void
  close(): void
}

/** Silence that is longer than so many heartbeats means that the connection is gone. */
const SILENT_BEATS = 3
const LONGEST_BACKOFF = 5

/** Connects to the stream of the service. Never throws but where there is no WebSocket. */
export function connectStream(options: StreamOptions): StreamConnection {
  return new ResumingStream(options)
}

interface Followed {
  readonly topic: Topic
  readonly product: string | undefined
  readonly with: TopicParameters | undefined
  readonly hand: (kind: 'snapshot' | 'update', data: unknown) => void
  readonly onConflated: ((skipped: number) => void) | undefined
  readonly onError: ((detail: string) => void) | undefined
  state: SubscriptionState
}

class ResumingStream implements StreamConnection {
  readonly #options: StreamOptions
  readonly #followed = new Map<string, Followed>()
  #socket: SocketLike | undefined
  #state: StreamState = 'connecting'
  #epoch = ''
  #heartbeatMs = 0
  #tries = 0
  #named = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setTimeout> | undefined

  constructor(options: StreamOptions) {
    this.#options = options
    this.#dial()
  }

  get state(): StreamState {
    return this.#state
  }

  subscribe<Name extends Topic>(topic: Name, { product, with: parameters, onSnapshot, onUpdate, ...told }: Subscription<Name>): () => void {
    const id = [topic, product, ++this.#named].filter((part) => part !== undefined).join(':')
    const { snapshot, update } = topics[topic]
    const hand = (kind: 'snapshot' | 'update', data: unknown): void => {
      // The schemas of the topic are those of its type.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      if (kind === 'snapshot') onSnapshot(snapshot.parse(data) as SnapshotOf<Name>)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      else onUpdate(update.parse(data) as UpdateOf<Name>)
    }
    const { onConflated: onSkipped, onError } = told
    this.#followed.set(id, { topic, product, with: parameters, hand, onConflated: onSkipped, onError, state: unsubscribed })
    if (this.#state === 'open') this.#ask(id)
    return () => {
      if (this.#followed.delete(id) && this.#state === 'open') this.#send({ do: 'unsubscribe', id })
    }
  }

  close(): void {
    this.#drop()
    this.#turn('closed')
  }

  #dial(): void {
    this.#turn('connecting')
    const { socket: dial = platformSocket, token, url } = this.#options
    const socket = dial(`${url.replace(/^http/, 'ws').replace(/\/$/, '')}${STREAM_PATH}`, protocolsOf(token))
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      if (socket === this.#socket) this.#onText(data)
    })
    socket.addEventListener('close', () => this.#lost(socket))
    // What breaks a socket closes it too.
    socket.addEventListener('error', () => undefined)
    this.#listenFor(30_000)
  }

  #onText(text: unknown): void {
    const message = messageOf(text)
    if (message === undefined) return
    this.#listenFor(this.#heartbeatMs * SILENT_BEATS)
    switch (message.kind) {
      case 'hello':
        this.#epoch = message.epoch
        this.#heartbeatMs = message.heartbeatMs
        this.#tries = 0
        this.#listenFor(this.#heartbeatMs * SILENT_BEATS)
        this.#turn('open')
        for (const id of this.#followed.keys()) this.#ask(id)
        return
      case 'heartbeat':
        this.#options.onClock?.(message.clockUs)
        return
      case 'error':
        if (message.id !== undefined) this.#followed.get(message.id)?.onError?.(message.detail)
        return
      default:
        this.#onMessage(message)
    }
  }

  #onMessage(message: Extract<ServerMessage, { kind: 'snapshot' | 'update' | 'conflated' | 'unsubscribed' }>): void {
    const followed = this.#followed.get(message.id)
    if (followed === undefined) return
    if (message.kind === 'unsubscribed') {
      this.#followed.delete(message.id)
      followed.onError?.(message.reason)
    } else if (message.kind === 'conflated') {
      followed.state = onConflated(followed.state)
      followed.onConflated?.(message.skipped)
    } else {
      const [state, step] = onNumbered(followed.state, message, this.#epoch)
      followed.state = state
      if (step === 'hand-on') followed.hand(message.kind, message.data)
      else if (step === 'ask-again') this.#ask(message.id)
    }
  }

  #ask(id: string): void {
    const followed = this.#followed.get(id)
    if (followed === undefined) return
    const { product, state, topic, with: parameters } = followed
    this.#send({ do: 'subscribe', id, topic, product, with: parameters, after: state.needsWhole ? undefined : state.last })
  }

  #send(message: Readonly<Record<string, unknown>>): void {
    this.#socket?.send(JSON.stringify(message))
  }

  #lost(socket: SocketLike): void {
    if (socket !== this.#socket) return
    this.#drop()
    const { retryMs = 250 } = this.#options
    const waitMs = retryMs * (1 << Math.min(this.#tries, LONGEST_BACKOFF)) * (0.5 + Math.random())
    this.#tries += 1
    this.#turn('waiting')
    this.#timer = setTimeout(() => this.#dial(), waitMs)
  }

  /** Nothing more is heard of the socket there is. */
  #drop(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#watch)
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }

  #listenFor(ms: number): void {
    clearTimeout(this.#watch)
    const socket = this.#socket
    if (socket !== undefined && ms > 0) this.#watch = setTimeout(() => this.#lost(socket), ms)
  }

  #turn(state: StreamState): void {
    if (this.#state === 'closed' || (state === this.#state && state !== 'connecting')) return
    this.#state = state
    this.#options.onState?.(state)
  }
}

function messageOf(text: unknown): ServerMessage | undefined {
  if (typeof text !== 'string') return undefined
  try {
    const read = serverMessage.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
