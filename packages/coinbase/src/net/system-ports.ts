import type { Credentials } from '../auth/credentials.ts'
import { createJwt } from '../auth/jwt.ts'
import type { FeedPorts, RequestAnswer } from '../feed/feed-ports.ts'
import { type Hosts, hostsOf } from '../rest/hosts.ts'
import { RestError } from '../rest/rest-error.ts'
import { Transport } from '../rest/transport.ts'
import { netFaultOf } from './net-fault-of.ts'
import { requireAddress } from './require-address.ts'
import { wallClock } from './wall-clock.ts'
import { dialWebSocket } from './web-socket.ts'

/** A timer that is to wait longer would run at once; one that wakes too early finds that it is not yet time. */
const LONGEST_TIMER_MS = 2_147_483_647

/** Where a feed goes, and as whom. */
export interface SystemPortsOptions extends Hosts {
  /** Address of the WebSocket: unless it is Coinbase's, requests go to its host as well. */
  readonly url?: string
  /** As whom; as nobody unless given. */
  readonly credentials?: Credentials
}

/** The ports of the machine this runs on. */
export interface SystemPorts extends FeedPorts {
  /** Fails the requests under way and frees their sockets; sockets that were dialled and timers are their owner's. */
  close(): Promise<void>
}

/** The world as it is: real time, real sockets, real requests, real chance. Throws a `RangeError` for an address that is none. */
export function systemPorts(options: SystemPortsOptions = {}): SystemPorts {
  const { credentials } = options
  requireAddress('url', options.url, 'ws')
  const transport = new Transport({ ...hostsOf(options), ...(credentials === undefined ? {} : { credentials }) })
  const ports: SystemPorts = {
    nowUs: wallClock(),
    after: (delayUs, run) => {
      const timer = setTimeout(run, Math.min(delayUs / 1000, LONGEST_TIMER_MS))
      return () => clearTimeout(timer)
    },
    dial: dialWebSocket,
    request: (path, done) => requestOnce(transport, path, done),
    random: () => Math.random(),
    close: () => transport.close(),
  }
  return credentials === undefined
    ? ports
    : { ...ports, token: (done) => void tell(createJwt(credentials, { nowSeconds: Math.floor(Date.now() / 1000) }), done) }
}

function requestOnce(transport: Transport, path: string, done: (answer: RequestAnswer) => void): () => void {
  const cancelled = new AbortController()
  void tell(answerOf(transport, path, cancelled.signal), (answer) => {
    if (!cancelled.signal.aborted) done(answer)
  })
  return () => cancelled.abort()
}

async function answerOf(transport: Transport, path: string, signal: AbortSignal): Promise<RequestAnswer> {
  try {
    return { ok: true, ...(await transport.get(path, signal)) }
  } catch (error) {
    return { ok: false, fault: error instanceof RestError ? error.fault : netFaultOf(error) }
  }
}

/** Out of the promise, so that what a listener throws is not taken for the promise's failure. */
async function tell<Value>(promise: Promise<Value>, listener: (value: Value) => void): Promise<void> {
  const value = await promise
  setImmediate(listener, value)
}
