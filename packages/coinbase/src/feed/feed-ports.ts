import type { Us } from '@of/core'
import type { RequestFault } from '../net/net-fault.ts'
import type { Socket, SocketHandlers } from '../net/web-socket.ts'

/** What a request brought. */
export type RequestAnswer =
  | {
      /** The server answered with a status of 200 to 299. */
      readonly ok: true
      readonly status: number
      readonly body: string
      readonly headers: Readonly<Record<string, string>>
    }
  | { readonly ok: false; readonly fault: RequestFault }

/** The world as a feed meets it: a clock, timers, sockets, requests and dice. Nothing calls back from inside a call. */
export interface FeedPorts {
  nowUs(): Us
  /** Runs once, later; the answer cancels it. */
  after(delayUs: Us, run: () => void): () => void
  dial(url: string, handlers: SocketHandlers): Socket
  /** GETs a path: `/api/v3/…` of Advanced Trade or `/products/…` of the Exchange. Once, without retries. The answer cancels it: then nothing is told. */
  request(path: string, done: (answer: RequestAnswer) => void): () => void
  /** From 0 up to, not including, 1. */
  random(): number
  /** Makes the proof of identity that goes into the next subscription. Absent where there are no credentials. */
  token?(done: (token: string) => void): void
}
