import { type Arrival, FeedDriver, type FeedEvent, type FeedHealth, type FeedPorts, type SocketHandlers } from '@of/coinbase'
import type { Us } from '@of/core'

interface Timer {
  readonly dueUs: Us
  readonly run: () => void
}

/** A clock that is moved by hand, with its timers. */
class ManualClock {
  nowUs: Us
  readonly #timers = new Set<Timer>()

  constructor(nowUs: Us) {
    this.nowUs = nowUs
  }

  after(delayUs: Us, run: () => void): () => void {
    const timer = { dueUs: this.nowUs + Math.max(0, delayUs), run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  moveTo(untilUs: Us): void {
    for (let next = this.#next(untilUs); next !== undefined; next = this.#next(untilUs)) {
      this.#timers.delete(next)
      this.nowUs = next.dueUs
      next.run()
    }
    this.nowUs = untilUs
  }

  #next(untilUs: Us): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers) if (timer.dueUs <= untilUs && (first === undefined || timer.dueUs < first.dueUs)) first = timer
    return first
  }
}

/** What came of a recording that the live client lived through. */
export interface LivedRecording {
  readonly health: FeedHealth
  /** Requests that the recording holds no answer to. */
  readonly unanswered: readonly string[]
}

/**
 * Lets the live client live through a recording of one connection at the recorded times: it dials, subscribes and verifies as it would have,
 * and receives what was recorded. What it sends changes nothing.
 */
export function liveThrough(
  arrivals: readonly Arrival[],
  products: readonly string[],
  emit: (events: readonly FeedEvent[]) => void = () => {},
): LivedRecording {
  const first = arrivals.find(({ kind }) => kind !== 'rest')!
  const clock = new ManualClock(first.receivedUs - 100_000)
  const sockets: SocketHandlers[] = []
  const unanswered: string[] = []
  const ports: FeedPorts = {
    nowUs: () => clock.nowUs,
    after: (delayUs, run) => clock.after(delayUs, run),
    dial(_url, handlers) {
      sockets.push(handlers)
      clock.after(first.receivedUs - clock.nowUs, () => handlers.onOpen())
      return { send: () => {}, close: () => {}, terminate: () => {} }
    },
    request(path, done) {
      const route = path.replace(/\?.*/, '')
      const answer = arrivals.find((arrival) => arrival.kind === 'rest' && arrival.path.replace(/\?.*/, '') === route)
      if (answer?.kind === 'rest') return clock.after(1_000, () => done({ ok: true, status: 200, body: answer.body, headers: {} }))
      unanswered.push(path)
      return () => {}
    },
    random: () => 0.5,
  }
  const driver = new FeedDriver({ products, arrivals: true }, ports, emit)
  driver.start()
  for (const arrival of arrivals) {
    if (arrival.kind !== 'frame') continue
    clock.moveTo(arrival.receivedUs)
    for (const socket of sockets) socket.onText(arrival.frame)
  }
  const health = driver.health()
  driver.stop()
  return { health, unanswered }
}
