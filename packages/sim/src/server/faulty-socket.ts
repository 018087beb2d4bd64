import { Duplex } from 'node:stream'
import type { LinkState } from '../faults/link-faults.ts'

/** What a link does at the moment. */
export interface LinkConduct {
  readonly state: LinkState
  /** Of a dripping link. */
  readonly bytesPerSecond: number | undefined
}

interface Waiting {
  readonly chunk: Buffer
  sent: number
  readonly done: (error?: Error | null) => void
}

/**
 * A socket that can stall, drip and play dead, bytes, pings and close frames alike: what a WebSocket is given in place of the real one.
 *
 * Whoever owns it calls `tick` every few milliseconds, for its conduct changes with time.
 */
export class FaultySocket extends Duplex {
  readonly #socket: Duplex
  readonly #conduct: () => LinkConduct
  #waiting: Waiting | undefined
  #onFlushed: (() => void) | undefined
  #arrived: Buffer[] = []
  #hasEnded = false
  #lastTickMs = performance.now()

  constructor(socket: Duplex, conduct: () => LinkConduct) {
    super({ allowHalfOpen: true })
    this.#socket = socket
    this.#conduct = conduct
    socket.on('data', (chunk: Buffer) => this.#onData(chunk))
    socket.on('end', () => this.#onEnd())
    socket.on('error', (error) => this.destroy(error))
    socket.on('close', () => this.destroy())
  }

  /** Passes on what the link lets through by now. */
  tick(): void {
    const { state, bytesPerSecond } = this.#conduct()
    const nowMs = performance.now()
    const elapsedMs = nowMs - this.#lastTickMs
    this.#lastTickMs = nowMs
    if (state === 'stalled') return
    this.#deliver()
    if (state === 'dead') this.#sendNothing()
    else this.#send(bytesPerSecond === undefined ? Infinity : Math.max(1, Math.floor((bytesPerSecond * elapsedMs) / 1000)))
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#waiting = { chunk, sent: 0, done }
    const { state, bytesPerSecond } = this.#conduct()
    if (state === 'dead') this.#sendNothing()
    else if (state === 'up' && bytesPerSecond === undefined) this.#send(Infinity)
  }

  override _read(): void {
    if (this.#conduct().state !== 'stalled') this.#socket.resume()
  }

  override _final(done: () => void): void {
    // A dead link hangs up as little as it speaks.
    if (this.#conduct().state === 'dead') return done()
    this.#socket.end(done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#arrived = []
    this.#socket.destroy()
    done(error)
  }

  #send(most: number): void {
    const waiting = this.#waiting
    if (waiting === undefined || this.#onFlushed !== undefined) return
    const piece = waiting.chunk.subarray(waiting.sent, waiting.sent + most)
    waiting.sent += piece.length
    const isDone = waiting.sent >= waiting.chunk.length
    if (isDone) this.#waiting = undefined
    const goOn = (): void => {
      this.#onFlushed = undefined
      if (isDone) waiting.done()
    }
    if (this.#socket.write(piece)) return goOn()
    this.#onFlushed = goOn
    this.#socket.once('drain', goOn)
  }

  #sendNothing(): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.done()
  }

  #onData(chunk: Buffer): void {
    this.#arrived.push(chunk)
    this.#deliver()
  }

  #onEnd(): void {
    this.#hasEnded = true
    // Nobody answers on a dead link, but the socket is no longer needed.
    if (this.#conduct().state === 'dead') this.destroy()
    else this.#deliver()
  }

  /** Hands on what has arrived, unless the link is stalled, when it is kept, or dead, when it is lost. */
  #deliver(): void {
    const { state } = this.#conduct()
    if (state === 'stalled') {
      this.#socket.pause()
      return
    }
    const arrived = this.#arrived
    this.#arrived = []
    if (state === 'dead') return
    for (const chunk of arrived) if (!this.push(chunk)) this.#socket.pause()
    if (this.#hasEnded && !this.readableEnded) {
      this.#hasEnded = false
      this.push(null)
    }
  }
}
