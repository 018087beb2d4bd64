import type { Book, Health, StreamState } from '@of/api'

/** How far values on the screen are of now. */
export interface Freshness {
  /** `gone`: the service is not reached; `stale`: it is, and hears nothing; `paused`: the screen was stopped. */
  readonly state: 'waiting' | 'fresh' | 'stale' | 'paused' | 'gone'
  /** Exchange time that values are of, µs; `undefined` before the first, and while they are of now. */
  readonly asOfUs: number | undefined
  /** How old that is, whole seconds in µs. */
  readonly ageUs: number
}

/** What freshness is told from. Times that end in `Ms` are of the page's own clock. */
export interface FreshnessInput {
  readonly link: StreamState
  readonly health: Health | undefined
  /** When the service was last heard of. */
  readonly heardMs: number | undefined
  readonly nowMs: number
  /** Exchange time at that moment. */
  readonly clockUs: number | undefined
  readonly isPaused: boolean
  /** Exchange time when the screen was stopped. */
  readonly pausedAtUs: number | undefined
}

/** A value older than this is not drawn as one of now. */
export const STALE_AFTER_MS = 2_000

const waiting: Freshness = { state: 'waiting', asOfUs: undefined, ageUs: 0 }
const fresh: Freshness = { state: 'fresh', asOfUs: undefined, ageUs: 0 }

/** How far what is shown is of now. */
export function freshnessOf({ clockUs, health, heardMs, isPaused, link, nowMs, pausedAtUs }: FreshnessInput): Freshness {
  if (heardMs === undefined || clockUs === undefined || health === undefined) return waiting
  const quietMs = nowMs - heardMs
  const silentUs = (health.silentMs ?? 0) * 1_000
  if (quietMs > (link === 'open' ? 2 : 1) * STALE_AFTER_MS) return old('gone', clockUs - quietMs * 1_000 - silentUs, clockUs)
  if (health.state === 'stale' || health.state === 'down') return old('stale', clockUs - quietMs * 1_000 - silentUs, clockUs)
  return isPaused && pausedAtUs !== undefined ? old('paused', pausedAtUs, clockUs) : fresh
}

function old(state: Freshness['state'], asOfUs: number, clockUs: number): Freshness {
  return { state, asOfUs, ageUs: Math.max(0, Math.floor((clockUs - asOfUs) / 1e6)) * 1e6 }
}

/** Whether two are the same to a reader. */
export function sameFreshness(a: Freshness, b: Freshness): boolean {
  return a.state === b.state && a.ageUs === b.ageUs
}

/** Whether what is shown has to be drained of hue. */
export function isStale({ state }: Freshness): boolean {
  return state === 'stale' || state === 'gone' || state === 'paused'
}

/** Whether a book can be believed as of now. */
export function isBookLive(book: Book | undefined, freshness: Freshness): boolean {
  return book?.state === 'synced' && !isStale(freshness)
}
