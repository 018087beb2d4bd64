import type { Us } from '@of/core'
import type { FeedEvent } from './feed-event.ts'
import type { FeedPorts } from './feed-ports.ts'

type Unstamped<Event> = Event extends { readonly receivedUs: Us } ? Omit<Event, 'receivedUs'> : never

/** An event that is still to be given its time. */
export type News = Unstamped<FeedEvent>

/** What the parts of a feed share: one time for all that an occurrence means, one batch of news for it, and timers that end with the feed. */
export class Runtime {
  readonly #ports: FeedPorts
  readonly #emit: (events: readonly FeedEvent[]) => void
  readonly #cancels = new Set<() => void>()
  #news: FeedEvent[] = []
  #depth = 0
  #nowUs: Us
  #stopped = false

  constructor(ports: FeedPorts, emit: (events: readonly FeedEvent[]) => void) {
    this.#ports = ports
    this.#emit = emit
    this.#nowUs = ports.nowUs()
  }

  /** When what is being handled came; between occurrences, now. */
  get nowUs(): Us {
    return this.#depth > 0 ? this.#nowUs : this.#ports.nowUs()
  }

  /** The world: what it calls back is to be let in by `enter`. */
  get ports(): FeedPorts {
    return this.#ports
  }

  /** Handles one occurrence: what is told meanwhile is handed on together once it is done. Does nothing after the end. */
  enter(run: () => void): void {
    if (this.#stopped) return
    if (this.#depth === 0) this.#nowUs = this.#ports.nowUs()
    this.#depth += 1
    try {
      run()
    } finally {
      this.#depth -= 1
      if (this.#depth === 0) this.#handOn()
    }
  }

  /** Tells an event, as of the time of what is being handled. */
  tell(news: News): void {
    this.#news.push({ ...news, receivedUs: this.nowUs })
  }

  /** Runs once, later, as an occurrence of its own. The answer cancels it. */
  after(delayUs: Us, run: () => void): () => void {
    return this.#track((done) =>
      this.#ports.after(Math.max(0, delayUs), () => {
        done()
        this.enter(run)
      }),
    )
  }

  /** Asks the venue; the answer is an occurrence of its own. */
  request(path: string, done: (answer: Parameters<Parameters<FeedPorts['request']>[1]>[0]) => void): () => void {
    return this.#track((over) =>
      this.#ports.request(path, (answer) => {
        over()
        this.enter(() => done(answer))
      }),
    )
  }

  /** The end: nothing is told any more, no timer runs and no request is answered. */
  stop(): void {
    this.#stopped = true
    this.#news = []
    for (const cancel of this.#cancels) cancel()
    this.#cancels.clear()
  }

  #handOn(): void {
    if (this.#news.length === 0 || this.#stopped) return
    const batch = this.#news
    this.#news = []
    this.#emit(batch)
  }

  #track(begin: (over: () => void) => () => void): () => void {
    if (this.#stopped) return nothing
    const cancel = (): void => {
      this.#cancels.delete(cancel)
      end()
    }
    this.#cancels.add(cancel)
    const end = begin(() => this.#cancels.delete(cancel))
    return cancel
  }
}

function nothing(): void {}
