import { createHmac } from 'node:crypto'
import type { Alert } from '@of/api'
import pRetry, { AbortError } from 'p-retry'
import type { Config } from '../config/config.ts'

/** Who is told. */
export type Webhook = Config['alerts']['webhooks'][number]

/** How messages are sent. */
export interface SendOptions {
  readonly retries: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** How long is waited before the first repetition; each wait is twice the one before, up to a minute. */
  readonly firstWaitMs?: number
}

const LONGEST_WAIT_MS = 60_000

/** The signature of a message: HMAC-SHA256 of its second and its body, so that neither a message nor its time can be made up. */
export function signatureOf(secret: string, timeS: number, body: string): string {
  return `t=${timeS},v1=${createHmac('sha256', secret).update(`${timeS}.${body}`).digest('hex')}`
}

/** Tells a webhook of an alert, again until it is taken: the same key every time. Rejects where it is refused, or not taken in the end. */
export async function tellWebhook({ secret, url }: Webhook, alert: Alert, options: SendOptions): Promise<void> {
  const { firstWaitMs = 1_000, retries, signal } = options
  const body = JSON.stringify({ type: 'alert', alert })
  await pRetry(async () => await send({ secret, url }, { body, key: alert.id }, options), {
    retries,
    minTimeout: firstWaitMs,
    maxTimeout: LONGEST_WAIT_MS,
    factor: 2,
    signal,
  })
}

async function send(
  { secret, url }: Pick<Webhook, 'secret' | 'url'>,
  { body, key }: { readonly body: string; readonly key: string },
  { signal, timeoutMs }: SendOptions,
): Promise<void> {
  const timeS = Math.floor(Date.now() / 1_000)
  const response = await answerOf(url, {
    method: 'POST',
    // An address that sends elsewhere is not the one that was configured.
    redirect: 'error',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'order-flow',
      'idempotency-key': key,
      'of-signature': signatureOf(secret, timeS, body),
    },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  })
  await response.body?.cancel()
  if (response.ok) return
  const error = new Error(`expected status 2xx, received ${response.status}`)
  const mayPass = response.status >= 500 || response.status === 408 || response.status === 425 || response.status === 429
  throw mayPass ? error : new AbortError(error)
}

/** What keeps an address from being reached may pass, whatever it is. */
async function answerOf(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    throw new Error(error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error), { cause: error })
  }
}
