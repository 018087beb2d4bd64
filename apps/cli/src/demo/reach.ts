import type { Feed, FeedEvent, NetFault } from '@of/coinbase'
import { briefFault } from '../explain/net-fault.ts'
import { FirstContact } from '../live/first-contact.ts'
import { iteratedBy } from '../live/open-live-feed.ts'

/** Whether a feed brought data in time: then all it has told, from the start, is told again by `feed`. */
export type Reached = { readonly ok: true; readonly feed: Feed } | { readonly ok: false; readonly fault: NetFault; readonly why: string }

type Batches = AsyncIterator<readonly FeedEvent[], undefined>

/** Waits until a feed has brought a book and trades; closes it where that takes too long, or nothing is gained by waiting. */
export async function reached(feed: Feed, withinMs: number): Promise<Reached> {
  const batches = feed[Symbol.asyncIterator]()
  const contact = new FirstContact()
  const told: (readonly FeedEvent[])[] = []
  const missing = new Set<FeedEvent['kind']>(['book', 'trades'])
  const timer = setTimeout(() => void feed.close(), withinMs)
  try {
    while (missing.size > 0 && !contact.isHopeless) {
      const next = await batches.next()
      if (next.done === true) break
      told.push(next.value)
      contact.take(next.value)
      for (const { kind } of next.value) missing.delete(kind)
    }
  } finally {
    clearTimeout(timer)
  }
  if (missing.size === 0) return { ok: true, feed: rewound(feed, told, batches) }
  await feed.close()
  const fault: NetFault = contact.isMade ? { kind: 'silent', detail: `no data within ${withinMs / 1_000} s` } : contact.fault
  return { ok: false, fault, why: whyNot(fault, withinMs) }
}

/** A feed of which something was taken, as if nothing had been. */
function rewound(feed: Feed, told: readonly (readonly FeedEvent[])[], rest: Batches): Feed {
  async function* all(): AsyncGenerator<readonly FeedEvent[], undefined, undefined> {
    try {
      yield* told
      for (;;) {
        const next = await rest.next()
        if (next.done === true) return undefined
        yield next.value
      }
    } finally {
      await feed.close()
    }
  }
  return iteratedBy(feed, all)
}

function whyNot(fault: NetFault, withinMs: number): string {
  if (fault.kind === 'timeout' || fault.kind === 'silent') return `no data within ${withinMs / 1_000} s`
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : briefFault(fault, 'Coinbase')
}
