import { type Feed, type FeedEvent, type FeedOptions, openFeed } from '@of/coinbase'
import { CliError } from '../errors.ts'
import { FirstContact, PATIENCE_MS } from './first-contact.ts'

/**
 * A feed for a command. Throws a `CliError` for options that cannot be; its iteration throws one when no first connection can be made: at once
 * where a setting is wrong, else after ten seconds. One that is lost later is dialled again for ever.
 */
export function openLiveFeed(options: FeedOptions, command: string): Feed {
  return withFirstContact(openedFeed(options, command), options.url)
}

/** The same, of a feed that is open, and with another patience. */
export function withFirstContact(feed: Feed, url: string | undefined, patienceMs: number = PATIENCE_MS): Feed {
  return iteratedBy(feed, () => contacted(feed, url, patienceMs))
}

/** The same feed, but for what iterating over it gives. */
export function iteratedBy(feed: Feed, iterate: () => AsyncIterator<readonly FeedEvent[], undefined, undefined>): Feed {
  return {
    close: () => feed.close(),
    health: () => feed.health(),
    book: (product) => feed.book(product),
    unfollow: (product) => feed.unfollow(product),
    [Symbol.asyncDispose]: () => feed.close(),
    [Symbol.asyncIterator]: iterate,
  }
}

async function* contacted(
  feed: Feed,
  url: string | undefined,
  patienceMs: number,
): AsyncGenerator<readonly FeedEvent[], undefined, undefined> {
  const contact = new FirstContact()
  let isLate = false
  // The feed's own end ends its iteration: what is then known is told.
  const timer = setTimeout(() => {
    isLate = !contact.isMade
    if (isLate) void feed.close()
  }, patienceMs)
  try {
    for await (const events of feed) {
      if (!contact.isMade) contact.take(events)
      yield events
      if (contact.isHopeless) break
    }
  } finally {
    clearTimeout(timer)
    await feed.close()
  }
  if (contact.isHopeless || isLate) throw new CliError({ kind: 'unreachable', url, fault: contact.fault })
  return undefined
}

/** A feed that goes on trying for ever. Throws a `CliError` for options that cannot be. */
export function openedFeed(options: FeedOptions, command: string): Feed {
  try {
    return openFeed(options)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new CliError({ kind: 'usage', complaint: error.message, command }, { cause: error })
  }
}
