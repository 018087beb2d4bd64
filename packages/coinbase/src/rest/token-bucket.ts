/** How many requests a host takes. */
export interface TokenRate {
  /** Tokens that come back each second. */
  readonly perSecond: number
  /** Tokens of a full bucket. */
  readonly burst: number
}

/** A bucket of tokens: full when new, and filled drop by drop. Kept as the moment at which it will be full again. */
export interface TokenBucket {
  readonly rate: TokenRate
  /** In milliseconds of whatever clock it is asked with. */
  readonly fullAtMs: number
}

/** A full bucket. */
export function fullBucket(rate: TokenRate): TokenBucket {
  return { rate, fullAtMs: Number.NEGATIVE_INFINITY }
}

/**
 * Takes a token, and says how long to wait until it is there: tokens are given in the order they were asked for, and one that is asked
 * for is gone, used or not.
 *
 * @see https://docs.cdp.coinbase.com/exchange/rest-api/rate-limits
 */
export function takeToken({ rate, fullAtMs }: TokenBucket, nowMs: number): readonly [bucket: TokenBucket, waitMs: number] {
  const tokenMs = 1000 / rate.perSecond
  const nextFullMs = Math.max(fullAtMs, nowMs) + tokenMs
  return [{ rate, fullAtMs: nextFullMs }, Math.max(0, nextFullMs - rate.burst * tokenMs - nowMs)]
}

/** A bucket that gives nothing for a while, and is then empty: what a host that refused leaves of it. */
export function pauseBucket({ rate, fullAtMs }: TokenBucket, untilMs: number): TokenBucket {
  const emptyUntilMs = untilMs + ((rate.burst - 1) * 1000) / rate.perSecond
  return { rate, fullAtMs: Math.max(fullAtMs, emptyUntilMs) }
}

const LEAST_PAUSE_MS = 1000
const MOST_PAUSE_MS = 60_000

/**
 * How long to leave a host alone that refused a request for coming too fast: as long as it asks, up to a minute, and at least a second;
 * and a part of a second more, by a throw of dice from 0 to 1, so that not everybody comes back at once.
 */
export function pauseAfterRefusal(askedMs: number | undefined, dice: number): number {
  return Math.min(MOST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, askedMs ?? 0)) + dice * LEAST_PAUSE_MS
}
