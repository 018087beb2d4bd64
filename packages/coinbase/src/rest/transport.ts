import { setTimeout as delay } from 'node:timers/promises'
import { Agent, type Dispatcher, fetch, ProxyAgent, type Response } from 'undici'
import type { Credentials } from '../auth/credentials.ts'
import { createJwt } from '../auth/jwt.ts'
import type { RequestFault } from '../net/net-fault.ts'
import { netFaultOf, proxiedFaultOf } from '../net/net-fault-of.ts'
import { isLoopback, proxyFor } from '../net/proxy.ts'
import { requireAddress } from '../net/require-address.ts'
import { addressOf, type Hosts } from './hosts.ts'
import { RestError } from './rest-error.ts'
import { fullBucket, pauseAfterRefusal, pauseBucket, takeToken, type TokenBucket, type TokenRate } from './token-bucket.ts'
import { venueMessage } from './venue-message.ts'

/** An answer with a status of success. */
export interface RestAnswer {
  readonly status: number
  readonly body: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
}

/** What every request of a client has in common. */
export interface TransportOptions extends Hosts {
  /** As whom; as nobody unless given. Given to Advanced Trade alone, and never over a connection that others can read. */
  readonly credentials?: Credentials
  /** Of one attempt, from sending it to the last byte of its answer; 10 s unless given. */
  readonly timeoutMs?: number
  /** `of-coinbase` unless given. */
  readonly userAgent?: string
  /** Of each host; 10 a second with bursts of 12 unless given. The venue grants bursts of 15, but requests may bunch up on their way. */
  readonly rate?: TokenRate
  /** Of an answer, unpacked; 64 MiB unless given. */
  readonly maxBodyBytes?: number
}

const TIMEOUT_MS = 10_000
const MAX_BODY_BYTES = 64 * 1024 * 1024
const RATE: TokenRate = { perSecond: 10, burst: 12 }
const TOO_MANY_REQUESTS = 429

/** Sends requests: to each host no faster than it allows, each once. */
export class Transport {
  readonly #options: TransportOptions
  readonly #buckets = new Map<string, TokenBucket>()
  readonly #dispatchers = new Map<string | undefined, Dispatcher>()

  /** Throws a `RangeError` for a host that is no address. */
  constructor(options: TransportOptions) {
    requireAddress('restUrl', options.restUrl, 'http')
    requireAddress('exchangeUrl', options.exchangeUrl, 'http')
    this.#options = options
  }

  /** Asks for a path, once. Throws `RestError` for whatever is no success, and the signal's reason when it is aborted. */
  async get(path: string, signal: AbortSignal): Promise<RestAnswer> {
    const address = addressOf(path, this.#options)
    await this.#token(address.host, signal)
    const proxy = proxyFor(address.href)
    const attempt = new AbortController()
    const abort = (): void => attempt.abort(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    const { timeoutMs = TIMEOUT_MS } = this.#options
    const timer = setTimeout(() => attempt.abort(new DOMException(`no whole answer within ${timeoutMs} ms`, 'TimeoutError')), timeoutMs)
    try {
      return await this.#attempt(path, address, attempt.signal)
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof RestError) throw error
      throw new RestError(proxy === undefined ? netFaultOf(error) : proxiedFaultOf(error), path, { cause: error })
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
  }

  /** Frees its sockets; what is under way fails. */
  async close(): Promise<void> {
    const dispatchers = [...this.#dispatchers.values()]
    this.#dispatchers.clear()
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.destroy()))
  }

  async #attempt(path: string, address: URL, signal: AbortSignal): Promise<RestAnswer> {
    const headers = { accept: 'application/json', 'cache-control': 'no-cache', 'user-agent': this.#options.userAgent ?? 'of-coinbase' }
    const authorization = await this.#authorization(address)
    const response = await fetch(address, {
      dispatcher: this.#dispatcher(proxyFor(address.href)),
      headers: authorization === undefined ? headers : { ...headers, authorization },
      redirect: 'manual',
      signal,
    })
    const body = await textOf(response, path, this.#options.maxBodyBytes ?? MAX_BODY_BYTES)
    if (response.ok) return { status: response.status, body, headers: Object.fromEntries(response.headers) }
    const fault = refusal(response, body)
    if (fault.kind === 'rate-limited') this.#pause(address.host, fault.retryAfterMs)
    throw new RestError(fault, path)
  }

  async #authorization({ protocol, hostname, host, pathname }: URL): Promise<string | undefined> {
    const { credentials } = this.#options
    if (credentials === undefined || !pathname.startsWith('/api/')) return undefined
    if (protocol !== 'https:' && !isLoopback(hostname)) return undefined
    return `Bearer ${await createJwt(credentials, { uri: `GET ${host}${pathname}`, nowSeconds: Math.floor(Date.now() / 1000) })}`
  }

  async #token(host: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const [bucket, waitMs] = takeToken(this.#bucket(host), performance.now())
    this.#buckets.set(host, bucket)
    if (waitMs === 0) return
    try {
      await delay(waitMs, undefined, { signal })
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  }

  #pause(host: string, askedMs: number | undefined): void {
    const untilMs = performance.now() + pauseAfterRefusal(askedMs, Math.random())
    this.#buckets.set(host, pauseBucket(this.#bucket(host), untilMs))
  }

  #bucket(host: string): TokenBucket {
    return this.#buckets.get(host) ?? fullBucket(this.#options.rate ?? RATE)
  }

  #dispatcher(proxy: string | undefined): Dispatcher {
    const known = this.#dispatchers.get(proxy)
    if (known !== undefined) return known
    const dispatcher = proxy === undefined ? new Agent() : new ProxyAgent(proxy)
    this.#dispatchers.set(proxy, dispatcher)
    return dispatcher
  }
}

function refusal({ status, statusText, headers }: Response, body: string): RequestFault {
  const detail = venueMessage(body) ?? statusText
  if (status !== TOO_MANY_REQUESTS) return { kind: 'http', detail, status }
  const retryAfterMs = retryAfter(headers.get('retry-after'))
  return { kind: 'rate-limited', detail, status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

/** Seconds or a date, as HTTP allows both. */
function retryAfter(text: string | null): number | undefined {
  if (text === null) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

async function textOf(response: Response, path: string, maxBytes: number): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body) {
    if (!(chunk instanceof Uint8Array)) continue
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new RestError({ kind: 'too-big', detail: `expected at most ${maxBytes} bytes` }, path)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
