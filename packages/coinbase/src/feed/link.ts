import { SECOND_US, type Us } from '@of/core'
import type { NetFault } from '../net/net-fault.ts'
import type { Socket } from '../net/web-socket.ts'
import { backoffUs } from './backoff.ts'
import type { PacedQueue } from './paced-queue.ts'
import type { Runtime } from './runtime.ts'

/** How long a connection that beats every second may be silent. */
export const SILENCE_US: Us = 5 * SECOND_US

/** A connection that stood for so long was healthy: the next failure is the first. */
const HEALTHY_US: Us = 10 * SECOND_US

const REDIAL = { firstUs: SECOND_US, mostUs: 30 * SECOND_US }

/** A look for life that itself comes so much too late tells of a busy process, and that frames may wait to be read. */
const BUSY_US: Us = SECOND_US

const MOST_LATE_FRAMES = 50
const LATE_ONLY_US: Us = SECOND_US

/** What a link tells its owner. */
export interface LinkHandlers {
  onOpen(attempt: number): void
  /** The UTF-8 bytes of a text. */
  onText(text: Uint8Array): void
  /** The end of one socket; the next is dialled in a while. */
  onDown(fault: NetFault, retryInUs: Us, wasOpen: boolean): void
  /** Somebody looked for a sign of life; `silentUs` is told when there was none for too long. */
  onLook(silentUs: Us | undefined): void
}

/** A socket that is dialled again whenever it ends, and ended when it brings nothing. */
export class Link {
  readonly #runtime: Runtime
  readonly #dials: PacedQueue
  readonly #url: string
  readonly #handlers: LinkHandlers
  #socket: Socket | undefined
  #state: 'connecting' | 'open' | 'waiting' | 'closed' = 'waiting'
  #sinceUs: Us
  #failures = 0
  #heardUs: Us = 0
  #lateRun = 0
  #lateSinceUs: Us = 0
  #cancelLook: (() => void) | undefined

  constructor(runtime: Runtime, dials: PacedQueue, url: string, handlers: LinkHandlers) {
    this.#runtime = runtime
    this.#dials = dials
    this.#url = url
    this.#handlers = handlers
    this.#sinceUs = runtime.nowUs
  }

  /** `waiting` until it may be dialled again. */
  get state(): 'connecting' | 'open' | 'waiting' | 'closed' {
    return this.#state
  }

  /** Since when it has been in that state. */
  get sinceUs(): Us {
    return this.#sinceUs
  }

  /** Dials as soon as the venue allows it. */
  start(): void {
    this.#move('waiting')
    this.#dials.push(this, (done) => {
      this.#dial()
      done()
    })
  }

  /** Ends it for good. */
  stop(): void {
    const socket = this.#socket
    this.#leave('closed')
    this.#dials.drop(this)
    socket?.close()
  }

  /** Sends a text, if it is open. */
  send(text: string): void {
    this.#socket?.send(text)
  }

  /** A frame came that is a sign of life. */
  hear(): void {
    this.#heardUs = this.#runtime.nowUs
    this.#lateRun = 0
  }

  /** A late frame came, which is none: a connection that brings nothing else is ended. */
  hearLate(): void {
    const { nowUs } = this.#runtime
    if (this.#lateRun === 0) this.#lateSinceUs = nowUs
    this.#lateRun += 1
    if (this.#lateRun > MOST_LATE_FRAMES || nowUs - this.#lateSinceUs >= LATE_ONLY_US) {
      this.fail({ kind: 'silent', detail: `${this.#lateRun} frames, all of them late` })
    }
  }

  /** Ends the socket at once and dials another one in a while. */
  fail(fault: NetFault): void {
    const socket = this.#socket
    if (socket === undefined) return
    this.#down(fault)
    socket.terminate()
  }

  #dial(): void {
    this.#move('connecting')
    // A word of a socket that is no longer ours is not heard.
    let own: Socket | undefined
    const enter = (run: () => void): void =>
      this.#runtime.enter(() => {
        if (own !== undefined && own === this.#socket) run()
      })
    own = this.#runtime.ports.dial(this.#url, {
      onOpen: () => enter(() => this.#open()),
      onText: (text) => enter(() => this.#handlers.onText(text)),
      onClose: (fault) => enter(() => this.#down(fault)),
    })
    this.#socket = own
  }

  #open(): void {
    this.#move('open')
    this.hear()
    this.#look(SILENCE_US)
    this.#handlers.onOpen(this.#failures + 1)
  }

  #look(inUs: Us): void {
    const dueUs = this.#runtime.nowUs + inUs
    this.#cancelLook = this.#runtime.after(inUs, () => {
      const { nowUs } = this.#runtime
      const silentUs = nowUs - this.#heardUs
      if (silentUs < SILENCE_US) {
        this.#handlers.onLook(undefined)
        this.#look(SILENCE_US - silentUs)
      } else if (nowUs - dueUs > BUSY_US) {
        this.#look(BUSY_US)
      } else {
        this.#handlers.onLook(silentUs)
        this.fail({ kind: 'silent', detail: `nothing received for ${(silentUs / SECOND_US).toFixed(1)} s` })
      }
    })
  }

  #down(fault: NetFault): void {
    const { nowUs } = this.#runtime
    const wasOpen = this.#state === 'open'
    this.#failures = wasOpen && nowUs - this.#sinceUs >= HEALTHY_US ? 1 : this.#failures + 1
    const retryInUs = backoffUs(REDIAL, this.#failures, this.#runtime.ports.random())
    this.#leave('waiting')
    this.#handlers.onDown(fault, retryInUs, wasOpen)
    this.#runtime.after(retryInUs, () => {
      if (this.#state === 'waiting') this.start()
    })
  }

  #leave(state: 'waiting' | 'closed'): void {
    this.#socket = undefined
    this.#lateRun = 0
    this.#cancelLook?.()
    this.#cancelLook = undefined
    this.#move(state)
  }

  #move(state: 'connecting' | 'open' | 'waiting' | 'closed'): void {
    if (state !== this.#state) this.#sinceUs = this.#runtime.nowUs
    this.#state = state
  }
}
