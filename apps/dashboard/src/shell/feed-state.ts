import type { Health } from '@of/api'
import type { Freshness } from '../data/freshness.ts'
import { age } from '../format/time.ts'

/** How the feed is, in a word and a few more. */
export interface FeedState {
  /** `dim`: nothing is known yet; `crit`: what is shown is not of now; `warn`: not all of it can be believed. */
  readonly tone: 'ok' | 'warn' | 'crit' | 'dim'
  readonly word: string
  readonly words: string
  /** From the venue's clock to receipt, the median, µs; `undefined` where it is not known, or of no account. */
  readonly latencyUs: number | undefined
}

type ProductHealth = Health['products'][number]

const WAITING = 'waiting for the service'

/** How the feed of a product is. */
export function feedStateOf(health: Health | undefined, product: string | undefined, { ageUs, state }: Freshness): FeedState {
  if (health === undefined) return { tone: 'dim', word: '–', words: WAITING, latencyUs: undefined }
  const isDown = state === 'gone' || health.state === 'down'
  if (isDown || state === 'stale')
    return { tone: 'crit', word: isDown ? 'DOWN' : 'STALE', words: `${age(ageUs)} old`, latencyUs: undefined }
  const followed = health.products.find((one) => one.product === product)
  return {
    tone: followed !== undefined && isDoubtful(followed) ? 'warn' : 'ok',
    word: health.origin.kind.toUpperCase(),
    words: followed?.book ?? WAITING,
    latencyUs: health.latency?.p50Us,
  }
}

function isDoubtful({ book, state }: ProductHealth): boolean {
  return (book !== 'synced' && book !== 'empty') || state === 'degraded'
}
