import type { Feed } from '@of/coinbase'
import { SECOND_US, type Us } from '@of/core'
import { FirstContact, PATIENCE_MS } from '../live/first-contact.ts'
import type { ClockEvidence, Evidence } from './evidence.ts'
import type { Observation } from './observation.ts'

/** A look at a feed. */
export interface LookOptions {
  readonly feed: Feed
  readonly observation: Observation
  readonly clock: Promise<ClockEvidence | undefined>
  readonly forUs: Us
  /** Ends the look early. */
  readonly stopped: AbortSignal
  /** Is told every second how much is left. */
  readonly onSecond: (leftS: number) => void
}

const SETTLE_MS = 50

/** Takes in what a feed tells for a while, or until it is stopped, or no first connection can be made; closes it, and returns what is known. */
export async function look({ clock, feed, forUs, observation, onSecond, stopped }: LookOptions): Promise<Evidence> {
  const contact = new FirstContact()
  const startMs = performance.now()
  let evidence: Evidence | undefined
  let found: ClockEvidence | undefined
  const compared = (async (): Promise<void> => {
    found = await clock
  })()
  const finish = (): void => {
    // The feed forgets what it had when it is closed.
    evidence ??= observation.evidence(feed, { clock: found, nowUs: Date.now() * 1_000 })
    void feed.close()
  }
  const patience = setTimeout(() => void (contact.isMade || finish()), PATIENCE_MS)
  const end = setTimeout(finish, forUs / 1_000)
  const ticks = setInterval(() => onSecond(Math.ceil((forUs / 1_000 - (performance.now() - startMs)) / 1_000)), SECOND_US / 1_000)
  stopped.addEventListener('abort', finish)
  if (stopped.aborted) finish()
  try {
    for await (const events of feed) {
      if (evidence !== undefined) break
      observation.take(events)
      if (!contact.isMade) contact.take(events)
      if (contact.isHopeless) {
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
        break
      }
    }
    finish()
    await compared
    return { ...evidence!, clock: found }
  } finally {
    clearTimeout(patience)
    clearTimeout(end)
    clearInterval(ticks)
    stopped.removeEventListener('abort', finish)
    await feed.close()
  }
}
